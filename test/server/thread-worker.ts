// The evaluation worker as the product runs it, in a thread, bundled for the test.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import type { SpawnWorker } from "../../language-server/evaluation/channel.js";
import { spawnThread } from "../../language-server/evaluation/node-worker.js";

const root = path.join(import.meta.dirname, "../..");

/** Bundles the worker into a folder of its own. */
export async function threadWorker(): Promise<SpawnWorker> {
  const folder = await mkdtemp(path.join(tmpdir(), "nn-worker-"));
  const outfile = path.join(folder, "evaluation-worker.cjs");
  await build({
    entryPoints: [path.join(root, "language-server/evaluation/worker.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
  });
  return spawnThread(outfile);
}

/** A worker that misbehaves: a file of `workers/`. */
export function badWorker(name: string): SpawnWorker {
  return spawnThread(path.join(import.meta.dirname, "workers", name));
}
