/**
 * The programs in a folder, for questions about a whole workspace: who imports this file, where is that network. Folders
 * that begin with a dot, and `node_modules`, are passed over.
 */
import { URI, Utils } from "vscode-uri";
import type { FileSystem } from "./file-system.js";

/** More are not looked for: such a folder is no workspace of networks. */
const mostPrograms = 5_000;
const mostFolders = 20_000;
/** How long a list stands, in milliseconds: questions come in bursts, as somebody types. */
const lasting = 2_000;

interface Found {
  readonly at: number;
  readonly programs: Promise<readonly string[]>;
}

export class ProgramSearch {
  private readonly found = new Map<string, Found>();

  constructor(private readonly fileSystem: FileSystem) {}

  /** Addresses of the programs in a folder, and with `deep` in those below. */
  programsIn(folder: string, deep: boolean): Promise<readonly string[]> {
    const key = `${deep ? "deep" : "flat"} ${folder}`;
    const known = this.found.get(key);
    if (known && performance.now() - known.at < lasting) return known.programs;
    const programs = this.search(folder, deep);
    this.found.set(key, { at: performance.now(), programs });
    return programs;
  }

  private async search(
    root: string,
    deep: boolean,
  ): Promise<readonly string[]> {
    const folders = [URI.parse(root)];
    const programs: string[] = [];
    // The list grows while it is walked.
    for (const folder of folders) {
      const items = (await this.fileSystem.list?.(folder.toString())) ?? [];
      for (const { name, kind } of items) {
        if (name.startsWith(".") || name === "node_modules") continue;
        const address = Utils.joinPath(folder, name);
        if (kind === "file" && /\.nn$/i.test(name))
          programs.push(address.toString());
        if (kind === "folder" && deep && folders.length < mostFolders)
          folders.push(address);
      }
      if (programs.length >= mostPrograms) break;
    }
    return programs.slice(0, mostPrograms).sort();
  }
}
