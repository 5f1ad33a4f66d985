// Builds everything into dist/: the parser from the grammar, the bundles, the `nn` program.
// `--watch` keeps the bundles up to date, with source maps and not minified, for debugging.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { build, context } from "esbuild";
import { bundles, copies } from "./bundles.mjs";
import { licencesOf } from "./licences.mjs";

process.chdir(path.dirname(import.meta.dirname));
generateParser();
if (process.argv.includes("--watch")) await keepBuilding();
else await buildOnce();

/** Runs `langium generate`: the grammar becomes language-server/grammar/generated/. */
function generateParser() {
  const langium = "node_modules/langium-cli/bin/langium.js";
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [langium, "generate"],
    { encoding: "utf8" },
  );
  if (status === 0) return;
  console.error(`${stdout}${stderr}`);
  process.exit(1);
}

/** Every file is put in its place when all are complete, so that a program that runs meanwhile never reads half a file. */
async function buildOnce() {
  fs.mkdirSync("dist", { recursive: true });
  const unfinished = fs.mkdtempSync("dist/unfinished-");
  try {
    const results = await Promise.all(
      bundles
        .filter(({ entry }) => exists(entry))
        .map((bundle) =>
          build({ ...optionsFor(bundle, unfinished), metafile: true }),
        ),
    );
    const sources = results.flatMap(({ metafile }) =>
      Object.keys(metafile.inputs),
    );
    fs.writeFileSync(
      path.join(unfinished, "LICENCES.txt"),
      licencesOf(sources),
    );
    for (const { from, to } of copies) copy(from, path.join(unfinished, to));
    for (const name of fs.readdirSync(unfinished)) {
      fs.renameSync(path.join(unfinished, name), path.join("dist", name));
    }
  } finally {
    fs.rmSync(unfinished, { recursive: true });
  }
}

async function keepBuilding() {
  for (const { from, to } of copies) copy(from, path.join("dist", to));
  for (const bundle of bundles) {
    const watched = await context({
      ...optionsFor(bundle, "dist"),
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
 * @param {string} folder
 * @returns {import("esbuild").BuildOptions}
 */
function optionsFor({ entry, output, external }, folder) {
  return {
    entryPoints: [entry],
    outfile: path.join(folder, output),
    external,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    define: {
      "import.meta.dirname": "__dirname",
      "import.meta.filename": "__filename",
    },
  };
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  fs.copyFileSync(from, to);
  fs.chmodSync(to, 0o755);
}

/** @param {string} entry */
function exists(entry) {
  if (fs.existsSync(entry)) return true;
  console.warn(`build: ${entry} does not exist yet, left out`);
  return false;
}
