/** Document links: the files that a program names, where they are there and may be read. */
import type { DocumentLink } from "vscode-languageserver";
import type { ProgramFiles } from "../files/program-files.js";
import { addressOf } from "../files/reading-rule.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram, Programs } from "./programs.js";
import type { WorkspaceFolders } from "./workspace-folders.js";

export interface NamedFileLinksContext {
  readonly programs: Programs;
  readonly files: ProgramFiles;
  readonly folders: WorkspaceFolders;
}

export class NamedFileLinks {
  constructor(private readonly context: NamedFileLinksContext) {}

  async of({ uri, document }: OpenProgram): Promise<DocumentLink[]> {
    const outline = this.context.programs.outline(uri);
    const links = await Promise.all(
      (outline?.files ?? []).map(
        async ({ path, source }): Promise<DocumentLink[]> => {
          const target = await this.target(uri, path);
          if (target === undefined) return [];
          // Without the quotes.
          const inside = {
            ...source,
            start: source.start + 1,
            end: source.end - 1,
          };
          return [{ range: rangeOf(document, inside), target }];
        },
      ),
    );
    return links.flat();
  }

  /** The address of the file that is named at an offset. */
  async targetAt(uri: string, offset: number): Promise<string | undefined> {
    const named = this.context.programs
      .outline(uri)
      ?.files.find(
        ({ source }) => source.start <= offset && offset <= source.end,
      );
    return named && this.target(uri, named.path);
  }

  private async target(uri: string, path: string): Promise<string | undefined> {
    const { files, folders } = this.context;
    const address = addressOf(path, uri);
    if (typeof address !== "string") return undefined;
    const named = { uri: address, root: folders.rootOf(uri) };
    return (await files.permits(named)) ? address : undefined;
  }
}
