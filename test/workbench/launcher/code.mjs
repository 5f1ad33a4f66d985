#!/usr/bin/env node
// A stand-in for the executable of desktop VS Code: takes the arguments of a test run, serves the workbench on 127.0.0.1,
// opens it in headless Chromium, and ends with the run's exit status. What VS Code prints goes to files in out/.
import { createWriteStream } from "node:fs";
import path from "node:path";
import { failInWords } from "../../../scripts/setup/failing.mjs";
import { startServer } from "../../../scripts/workbench/server.mjs";
import { readArguments } from "./arguments.mjs";
import { openControlPort } from "./control-port.mjs";
import { runTestsIn, startBrowser } from "./workbench-page.mjs";

const longestRun = 1_200_000;
const output = path.resolve(import.meta.dirname, "../../../out");

failInWords();
const options = readArguments(process.argv.slice(2));
const browser = await startBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const control = await openControlPort(page, path.join(output, "screenshots"));
const server = await startServer({
  folders: { data: options.userData, extensions: options.extensions },
  flags: [
    "--without-connection-token",
    // A built workbench heeds the payload, which names the tests, only with this.
    "--enable-smoke-test-driver",
    ...(options.asksForTrust ? [] : ["--disable-workspace-trust"]),
    "--disable-getting-started-override",
  ],
  log: path.join(output, "workbench-server.log"),
  env: { ...process.env, NN_WORKBENCH_CONTROL: control.address },
});

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.once(signal, () => void finish(130));
}
void server.ended.then(() => finish(1));
setTimeout(() => {
  console.error(`The workbench tests did not end in ${longestRun / 1000} s.`);
  void finish(124);
}, longestRun).unref();
const printed = createWriteStream(path.join(output, "extension-host.log"));
await finish(
  await runTestsIn(page, options, server.port, (severity, args) => {
    printed.write(`${severity}: ${args.join(" ")}\n`);
  }),
);

/**
 * Ends what was started, then this process.
 * @param {number} status
 */
async function finish(status) {
  control.close();
  await browser.close();
  await server.stop();
  process.exit(status);
}
