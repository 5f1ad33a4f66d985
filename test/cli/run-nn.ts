// Runs the `nn` program, in process: its output is caught, files are the machine's unless others are given.
import { readFileSync } from "node:fs";
import type { Environment } from "../../cli/environment.js";
import { runProgram } from "../../cli/program.js";
import { noFiles } from "../../language-server/files/file-system.js";

export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

/** @param files texts by path, instead of those on disk */
export async function runNn(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  let output = "";
  let errors = "";
  const environment: Environment = {
    readFile: (path) => ({
      text: files[path] ?? readFileSync(path, "utf8").replace(/^\uFEFF/, ""),
    }),
    addressOf: (path) => `file://${path.startsWith("/") ? "" : "/"}${path}`,
    pathOf: (address) => address.replace("file://", ""),
    currentFolder: "file:///",
    fileSystem: noFiles,
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
