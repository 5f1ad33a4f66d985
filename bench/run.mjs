// Runs a benchmark: bundles bench/<name>.ts, as the product is bundled, and starts it. Usage: npm run bench [-- name…]
import { spawnSync } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";

const root = path.dirname(import.meta.dirname);
const names = process.argv.slice(2);

for (const name of names.length > 0 ? names : ["engine"]) {
  const outfile = path.join(root, ".cache", "bench", `${name}.mjs`);
  await build({
    entryPoints: [path.join(root, "bench", `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    // Not ours, and made to run from where they are.
    external: ["esbuild", "playwright-core", "subset-font"],
    legalComments: "none",
  });
  const { status } = spawnSync(process.execPath, [outfile], {
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}
