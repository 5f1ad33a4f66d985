// Runs the `nn` program, in process: its output is caught, files are the machine's unless others are given.
import { readFileSync } from "node:fs";
import type { Environment } from "../../cli/environment.js";
import { runProgram } from "../../cli/program.js";
import { nodeFileSystem } from "../../language-server/files/node-file-system.js";

export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
  /** The texts of the files that it wrote, by path. Nothing is written to the disk. */
  readonly written: Readonly<Record<string, string>>;
}

/** @param files texts by path, instead of those on disk */
export async function runNn(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  let output = "";
  let errors = "";
  const written: Record<string, string> = {};
  const environment: Environment = {
    readFile: (file) => ({
      text: files[file] ?? readFileSync(file, "utf8").replace(/^\uFEFF/, ""),
    }),
    writeFile: (file, text) => {
      if (file.endsWith("/")) return { fault: "it is a folder" };
      written[file] = text;
      return undefined;
    },
    replaceFile: (file, text) => {
      written[file] = text;
      return undefined;
    },
    addressOf: (file) => `file://${file.startsWith("/") ? "" : "/"}${file}`,
    pathOf: (address) => address.replace("file://", ""),
    currentFolder: "file:///nowhere",
    fileSystem: nodeFileSystem,
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      errors += text;
    },
    drawPicture: async (model, values) => {
      const { drawPicture } = await import("../../cli/picture.js");
      return drawPicture(model, values);
    },
    startLanguageServer: () => Promise.resolve(),
  };
  const status = await runProgram(args, environment);
  return { status, output, errors, written };
}
