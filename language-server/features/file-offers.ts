/** Names of files where a string names one: those in the folder that is being typed, below the program's root. */
import { URI, Utils } from "vscode-uri";
import type { PathTyped } from "../completion/path-typed.js";
import { type Offer, ranks } from "../completion/offer.js";
import { type FileSystem, isFailure } from "../files/file-system.js";
import { isBelow, permit } from "../files/reading-rule.js";

/** More are no help to choose from. */
const mostFiles = 500;

export class FileOffers {
  constructor(
    private readonly fileSystem: FileSystem,
    private readonly rootOf: (uri: string) => string,
  ) {}

  async offers(uri: string, { typed, endings }: PathTyped): Promise<Offer[]> {
    if (URI.parse(uri).scheme !== "file") return [];
    const parts = typed.split("/").slice(0, -1);
    const folder = Utils.joinPath(Utils.dirname(URI.parse(uri)), ...parts);
    const root = this.rootOf(uri);
    // Any file in the folder may be read where this one may.
    const sample = Utils.joinPath(folder, "sample").toString();
    if (!isBelow(root, sample)) return [];
    if (isBelow(root, folder.toString())) {
      const real = await permit(
        { uri: folder.toString(), root },
        this.fileSystem,
      );
      if (isFailure(real)) return [];
    }
    const items = (await this.fileSystem.list?.(folder.toString())) ?? [];
    return items
      .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
      .filter(({ name }) => Utils.joinPath(folder, name).toString() !== uri)
      .filter(
        ({ name, kind }) =>
          kind === "folder" ||
          endings.some((ending) => name.toLowerCase().endsWith(ending)),
      )
      .slice(0, mostFiles)
      .map(({ name, kind }) => ({
        label: kind === "folder" ? `${name}/` : name,
        kind: "file",
        rank: kind === "folder" ? ranks.good : ranks.best,
        asksAgain: kind === "folder",
      }));
  }
}
