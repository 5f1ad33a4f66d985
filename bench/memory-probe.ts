// What a server process holds: its own heap after a collection, the heaps of its worker threads, arrays, and the whole
// process. A script that is loaded before the server answers for it, over Node's channel to the parent.
import type { ChildProcess } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** In bytes. */
export interface Memory {
  /** JavaScript objects of the server's main thread. */
  readonly heap: number;
  /** Typed arrays of all threads. */
  readonly arrays: number;
  /** JavaScript objects of the worker threads, garbage included. */
  readonly workers: number;
  /** The process, as the operating system counts it. */
  readonly resident: number;
}

const script = `
const threads = require("node:worker_threads");
const { Worker, isMainThread } = threads;
if (isMainThread) {
  const workers = new Set();
  threads.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      workers.add(this);
      this.once("exit", () => workers.delete(this));
    }
  };
  process.on("message", async () => {
    gc();
    const heaps = await Promise.all([...workers].map((worker) => worker.getHeapStatistics()));
    const { heapUsed, rss } = process.memoryUsage();
    process.send({
      heap: heapUsed,
      arrays: process.memoryUsage().arrayBuffers + heaps.reduce((sum, each) => sum + each.external_memory, 0),
      workers: heaps.reduce((sum, each) => sum + each.used_heap_size, 0),
      resident: rss,
    });
  });
  process.channel.unref();
}
`;

/** Options of Node with which a process answers; the script is put into the folder. */
export function probeOptions(folder: string): string[] {
  const file = path.join(folder, "memory-probe.cjs");
  fs.writeFileSync(file, script);
  return ["--expose-gc", "--require", file];
}

export function memoryOf(server: ChildProcess): Promise<Memory> {
  return new Promise((resolve) => {
    server.once("message", (memory: Memory) => {
      resolve(memory);
    });
    server.send("memory");
  });
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

/** What came to what was there before. */
export const difference = (after: Memory, before: Memory): string =>
  `heap ${megabytes(after.heap - before.heap)}, workers ${megabytes(after.workers - before.workers)}, arrays ${megabytes(after.arrays - before.arrays)}, process ${megabytes(after.resident - before.resident)} (${megabytes(after.resident)} in all)`;
