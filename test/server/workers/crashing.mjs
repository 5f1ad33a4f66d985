// An evaluation worker that ends as soon as it is given something to run.
import { parentPort } from "node:worker_threads";

parentPort?.on("message", () => {
  throw new Error("out of order");
});
