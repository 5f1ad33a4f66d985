/** Entry point of the evaluation worker as a thread of Node: nothing but the way in and out. */
import { parentPort } from "node:worker_threads";
import { serveEvaluations } from "./evaluation-worker.js";
import type { ToWorker } from "./messages.js";

const port = parentPort;
if (!port) throw new Error("worker.ts runs as a worker thread.");

serveEvaluations({
  send: (message) => {
    port.postMessage(message);
  },
  onMessage: (listener) => {
    port.on("message", (message: ToWorker) => {
      listener(message);
    });
  },
});
