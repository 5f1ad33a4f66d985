// Builds everything into dist/: the parser from the grammar, the bundles, the `nn` program.
// `--watch` keeps the bundles up to date, with source maps and not minified, for debugging.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { build, context } from "esbuild";
import { bundles, copies } from "./bundles.mjs";

const root = path.dirname(import.meta.dirname);
const watch = process.argv.includes("--watch");

process.chdir(root);
generateParser();
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
for (const { from, to } of copies.filter(({ from }) => exists(from))) {
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}
await Promise.all(bundles.filter(({ entry }) => exists(entry)).map(bundle));

/** Runs `langium generate`: the grammar becomes language-server/grammar/generated/. */
function generateParser() {
  if (!exists("langium-config.json")) return;
  execFileSync(
    process.execPath,
    ["node_modules/langium-cli/bin/langium.js", "generate"],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
}

/**
 * Bundles one entry with everything that it imports.
 * Langium is ESM only and VS Code loads CommonJS, hence `.cjs` with everything inside. `import.meta.dirname` and
 * `import.meta.filename` work in the sources: a bundle has the CommonJS names for them (`import.meta.url` does not work).
 * @param {import("./bundles.mjs").Bundle} bundle
 */
async function bundle({ entry, output, external }) {
  /** @type {import("esbuild").BuildOptions} */
  const options = {
    entryPoints: [entry],
    outfile: output,
    external,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: !watch,
    sourcemap: watch,
    legalComments: "none",
    logLevel: "warning",
    define: {
      "import.meta.dirname": "__dirname",
      "import.meta.filename": "__filename",
    },
  };
  if (watch) await (await context({ ...options, logLevel: "info" })).watch();
  else await build(options);
}

/** @param {string} file */
function exists(file) {
  if (existsSync(file)) return true;
  console.warn(`build: ${file} does not exist yet, left out`);
  return false;
}
