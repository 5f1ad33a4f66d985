/** ELK in the thread that asks, for Node: the page has a worker for it. */
import ElkConstructor from "elkjs/lib/elk-api.js";
import elkWorker from "elkjs/lib/elk-worker.min.js";
import type { LayoutEngine } from "./lay-out.js";

/** Where it is no worker's script, ELK's script offers a stand-in that answers in this thread. */
export const elkHere = (): LayoutEngine =>
  new ElkConstructor.default({
    workerFactory: (url) => new elkWorker.Worker(url),
  });
