/** The evaluation worker as a thread of Node. */
import { Worker } from "node:worker_threads";
import type { SpawnWorker } from "./channel.js";
import type { FromWorker } from "./messages.js";

/** Starts threads that run the bundle of worker.ts at `path`. */
export function spawnThread(path: string): SpawnWorker {
  return () => {
    const worker = new Worker(path);
    let reason: string | undefined;
    let isStopped = false;
    worker.on("error", (error: unknown) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    // The server's life does not depend on an idle worker.
    worker.unref();
    return {
      send: (message) => {
        worker.postMessage(message);
      },
      onMessage: (listener) => {
        worker.on("message", (message: FromWorker) => {
          listener(message);
        });
      },
      onLost: (listener) => {
        worker.on("exit", (code) => {
          if (!isStopped) listener(reason ?? `exit code ${code}`);
        });
      },
      stop: () => {
        isStopped = true;
        void worker.terminate();
      },
    };
  };
}
