/** Entry point of the `nn` program. */
import { nodeEnvironment } from "./node-environment.js";
import { runProgram } from "./program.js";

// Whoever reads our output may stop before its end, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

void runProgram(process.argv.slice(2), nodeEnvironment).then((status) => {
  // Not `process.exit`, which would cut off what is still on its way to a pipe.
  process.exitCode = status;
});
