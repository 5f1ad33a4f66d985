// The contract's programs through the `nn` program, in process: what README.md says of them.
import { readFileSync } from "node:fs";
import { EmptyFileSystem } from "langium";
import { expect, test } from "vitest";
import type { Environment } from "../../cli/environment.js";
import { runProgram } from "../../cli/program.js";
import { readCases, missingFrom } from "./expectation.js";

/** Runs `nn` with its output caught. */
async function runNn(
  args: readonly string[],
): Promise<{ status: number; output: string; errors: string }> {
  let output = "";
  let errors = "";
  const environment: Environment = {
    readFile: (path) => ({
      text: readFileSync(path, "utf8").replace(/^\uFEFF/, ""),
    }),
    addressOf: (path) => `file://${path}`,
    fileSystemProvider: EmptyFileSystem.fileSystemProvider,
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      errors += text;
    },
    startLanguageServer: () => Promise.resolve(),
  };
  const status = await runProgram(args, environment);
  return { status, output, errors };
}

test.each(readCases())("$name", async ({ program, expected }) => {
  const { status, output } = await runNn([
    "eval",
    program,
    "--json",
    ...(expected.arguments ?? []),
  ]);
  const missing = missingFrom(expected, output);
  expect(missing, missing.join("\n")).toEqual([]);
  expect(status).toBe(expected.status);
});
