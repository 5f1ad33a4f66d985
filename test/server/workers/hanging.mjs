// An evaluation worker that never finishes a run, and never looks whether it should.
import { parentPort } from "node:worker_threads";

parentPort?.on("message", ({ run }) => {
  parentPort?.postMessage({ kind: "begun", run });
  for (;;);
});
