/** The machine as Node sees it: files, standard streams, the bundles beside this one. */
import {
  accessSync,
  chmodSync,
  constants,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { URI } from "langium";
import { nodeFileSystem } from "../language-server/files/node-file-system.js";
import type { Environment, FileFault, FileText } from "./environment.js";
import type * as Picture from "./picture.js";

export const nodeEnvironment: Environment = {
  readFile,
  writeFile,
  replaceFile,
  addressOf,
  pathOf: (address) => path.relative(process.cwd(), URI.parse(address).fsPath),
  currentFolder: addressOf("."),
  fileSystem: nodeFileSystem,
  write: (text) => {
    process.stdout.write(text);
  },
  writeError: (text) => {
    process.stderr.write(text);
  },
  drawPicture,
  startLanguageServer,
};

function addressOf(file: string): string {
  return URI.file(path.resolve(file)).toString();
}

const faults: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "reading it is not allowed",
};

function readFile(file: string): FileText | FileFault {
  try {
    const bytes = readFileSync(file);
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { fault: "it is not UTF-8 text" };
    const { code = "", message } = error as NodeJS.ErrnoException;
    return { fault: faults[code] ?? message };
  }
}

const writingFaults: Readonly<Record<string, string>> = {
  ...faults,
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder does not exist",
  EACCES: "writing there is not allowed",
  EPERM: "writing there is not allowed",
  EROFS: "writing there is not allowed",
  ENOSPC: "there is no space left",
};

function writeFile(file: string, text: string): FileFault | undefined {
  try {
    writeFileSync(file, text);
    return undefined;
  } catch (error) {
    return writingFault(error);
  }
}

function writingFault(error: unknown): FileFault {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return { fault: writingFaults[code] ?? message };
}

/** A new file beside the old one takes its place when it is complete. What a link points to is replaced, not the link. */
function replaceFile(file: string, text: string): FileFault | undefined {
  try {
    const target = realpathSync(file);
    accessSync(target, constants.W_OK);
    const mark = readFileSync(target).subarray(0, 3).equals(byteOrderMark);
    const { mode } = statSync(target);
    const complete = `${target}.${String(process.pid)}.tmp`;
    try {
      writeFileSync(complete, (mark ? "\uFEFF" : "") + text, { flag: "wx" });
      chmodSync(complete, mode);
      renameSync(complete, target);
    } finally {
      rmSync(complete, { force: true });
    }
    return undefined;
  } catch (error) {
    return writingFault(error);
  }
}

const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf);

async function drawPicture(
  ...graph: Parameters<Environment["drawPicture"]>
): Promise<string> {
  const bundle = path.join(import.meta.dirname, "nn-picture.cjs");
  const picture = (await import(pathToFileURL(bundle).href)) as typeof Picture;
  return picture.drawPicture(...graph);
}

/** The server is a bundle of its own beside this one: it reads `--stdio` from the arguments, and starts by being loaded. */
async function startLanguageServer(): Promise<void> {
  const bundle = path.join(import.meta.dirname, "server.cjs");
  await import(pathToFileURL(bundle).href);
}
