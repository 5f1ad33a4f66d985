// Builds everything into dist/: the generated sources, the bundles, the `nn` program.
// `--watch` keeps the bundles up to date, with source maps and not minified, for debugging.
import fs from "node:fs";
import path from "node:path";
import { build, context } from "esbuild";
import { bundles, copies } from "./bundles.mjs";
import { generateSources } from "./generate.mjs";
import { licencesOf } from "./licences.mjs";
import { mathFont } from "./math-font.mjs";
import { failInWords } from "./setup/failing.mjs";

/**
 * What a page runs: a script, with the style sheets that it imports in a file beside it. VS Code 1.101 has Chromium 134.
 * @type {import("esbuild").BuildOptions}
 */
const pageOptions = {
  platform: "browser",
  target: "chrome134",
  format: "iife",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: {},
  plugins: [mathFont],
  assetNames: "graph-formulas",
};

failInWords();
process.chdir(path.dirname(import.meta.dirname));
await generateSources();
if (process.argv.includes("--watch")) await keepBuilding();
else await buildOnce();

/** Nothing is written unless everything could be built. */
async function buildOnce() {
  const results = await Promise.all(
    bundles.map((bundle) =>
      build({ ...optionsFor(bundle), write: false, metafile: true }),
    ),
  );
  fs.mkdirSync("dist", { recursive: true });
  for (const { path: file, contents } of results.flatMap(
    ({ outputFiles }) => outputFiles,
  )) {
    put(file, contents);
  }
  const sources = results.flatMap(({ metafile }) =>
    Object.keys(metafile.inputs),
  );
  put("dist/LICENCES.txt", licencesOf(sources));
  copyPlainFiles();
}

/**
 * Writes a file in one step: a program that is running meanwhile never reads half of it.
 * @param {string} file
 * @param {string | Uint8Array} contents
 */
function put(file, contents) {
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, contents);
  fs.renameSync(unfinished, file);
}

function copyPlainFiles() {
  for (const { from, to, mode } of copies) {
    const target = path.join("dist", to);
    put(target, fs.readFileSync(from));
    fs.chmodSync(target, mode);
  }
}

async function keepBuilding() {
  fs.mkdirSync("dist", { recursive: true });
  copyPlainFiles();
  for (const bundle of bundles) {
    const watched = await context({
      ...optionsFor(bundle),
      minify: false,
      sourcemap: true,
      logLevel: "info",
    });
    await watched.watch();
  }
}

/**
 * One entry with everything that it imports. Langium is ESM only and VS Code loads CommonJS, hence `.cjs` with
 * everything inside. `import.meta.dirname` and `import.meta.filename` work in the sources, as a bundle has CommonJS
 * names for them; `import.meta.url` does not.
 * @param {import("./bundles.mjs").Bundle} bundle
 * @returns {import("esbuild").BuildOptions}
 */
function optionsFor({ entry, output, external, alias = {}, isPage = false }) {
  return {
    entryPoints: [entry],
    outfile: path.join("dist", output),
    external,
    alias,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    // What Node prints of a crash is one line of the source.
    lineLimit: 120,
    legalComments: "none",
    logLevel: "warning",
    define: {
      "import.meta.dirname": "__dirname",
      "import.meta.filename": "__filename",
    },
    ...(isPage && pageOptions),
  };
}
