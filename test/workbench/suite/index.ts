// What VS Code runs: every test file beside it through Mocha, with a picture of the screen after each failure. The report is
// written to a file, as what is printed here is mixed with VS Code's own messages.
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";
import { type Files, leaveAsFound, workspaceFiles } from "./as-found.js";
import { screen } from "./screen.js";

export async function run(): Promise<void> {
  const report = process.env["NN_WORKBENCH_REPORT"];
  const firstFailures: Record<string, string> = {};
  const mocha = new Mocha({
    timeout: 30_000,
    // A busy machine can make a click miss; run.mjs says of every test that needed it.
    retries: 1,
    reporter: "json",
    reporterOptions: { output: report },
    grep: process.env["NN_WORKBENCH_ONLY"] ?? "",
  });
  for (const file of inOrder(readdirSync(__dirname).filter(isTest)))
    mocha.addFile(path.join(__dirname, file));
  let found: Files = new Map();
  mocha.rootHooks({
    async beforeAll() {
      found = await workspaceFiles();
    },
    async afterEach(this: Mocha.Context) {
      const test = this.currentTest;
      if (test?.state !== "failed") return;
      await screen?.screenshot(`afterwards: ${test.fullTitle()}`);
    },
  });
  await mocha.loadFilesAsync();
  for (const group of mocha.suite.suites)
    group.afterAll("leaves the workbench as it was", () => leaveAsFound(found));
  const failed = await new Promise<number>((resolve) => {
    mocha.run(resolve).on("retry", (test: Mocha.Test, error: Error) => {
      firstFailures[test.fullTitle()] = error.stack ?? error.message;
    });
  });
  // Mocha's report has the last attempt only.
  if (report !== undefined)
    writeFileSync(`${report}.first`, JSON.stringify(firstFailures));
  if (failed > 0) throw new Error(`${failed} tests failed`);
}

/** By name, behind what wants a workbench in which nothing was done. */
function inOrder(files: readonly string[]): string[] {
  const isFirst = (file: string): boolean => file === "activation.test.cjs";
  const others = files.filter((file) => !isFirst(file));
  return [...files.filter(isFirst), ...others.sort()];
}

function isTest(file: string): boolean {
  return file.endsWith(".test.cjs");
}
