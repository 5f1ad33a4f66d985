/**
 * Programs of several files as tests see them: texts, data and the fixtures of `test/fixtures/data` below one folder;
 * lowered when everything has been read, problems and shapes out.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { EmptyFileSystem, type LangiumDocument, URI } from "langium";
import type {
  FileFailure,
  FileSystem,
  FolderItem,
} from "../../language-server/files/file-system.js";
import { ProgramFiles } from "../../language-server/files/program-files.js";
import {
  createLanguage,
  type Language,
} from "../../language-server/language-services.js";
import { bytes, fixtures } from "../files/bytes.js";
import type { Lowered } from "./lower.js";

export const folder = "file:///work";
export const main = `${folder}/main.nn`;

const missing: FileFailure = {
  code: "unreadable-file",
  reason: "there is no such file",
};

/** A folder in memory that a test can change. */
export class Folder implements FileSystem {
  /** Contents by path below the folder. */
  readonly contents = new Map<string, string | Uint8Array>();
  /** Paths of files that were opened, in order. */
  readonly opened: string[] = [];
  readonly files = new ProgramFiles({
    fileSystem: this,
    openText: () => undefined,
  });
  readonly language: Language = createLanguage({
    ...EmptyFileSystem,
    files: this.files,
    rootOf: () => folder,
  });

  constructor(contents: Record<string, string | Uint8Array> = {}) {
    for (const name of readdirSync(fixtures))
      this.contents.set(
        name,
        new Uint8Array(readFileSync(path.join(fixtures, name))),
      );
    for (const [name, content] of Object.entries(contents))
      this.contents.set(name, content);
  }

  resolve(uri: string): Promise<{ uri: string } | FileFailure> {
    const isThere = uri === folder || this.contentOf(uri) !== undefined;
    return Promise.resolve(isThere ? { uri } : missing);
  }

  open(uri: string): ReturnType<FileSystem["open"]> {
    const content = this.contentOf(uri);
    if (content === undefined) return Promise.resolve(missing);
    this.opened.push(pathOf(uri));
    return Promise.resolve({
      ...bytes(content),
      uri,
      close: () => Promise.resolve(),
    });
  }

  list(uri: string): Promise<FolderItem[]> {
    const below = uri === folder ? "" : `${pathOf(uri)}/`;
    const names = new Map<string, FolderItem["kind"]>();
    for (const path of this.contents.keys()) {
      if (!path.startsWith(below)) continue;
      const [name = "", ...rest] = path.slice(below.length).split("/");
      names.set(name, rest.length > 0 ? "folder" : "file");
    }
    return Promise.resolve([...names].map(([name, kind]) => ({ name, kind })));
  }

  private contentOf(uri: string): string | Uint8Array | undefined {
    return this.contents.get(pathOf(uri));
  }

  parse(text: string, uri = main): LangiumDocument {
    return this.language.shared.workspace.LangiumDocumentFactory.fromString(
      text,
      URI.parse(uri),
    );
  }

  /** The program as it is before any file has been read. */
  lowerAtOnce(text: string): Lowered {
    const document = this.parse(text);
    return { ...this.language.language.Lowering.lower(document), text };
  }

  /** The program when every file that it names has been read. */
  async lower(text: string, uri = main): Promise<Lowered> {
    const document = this.parse(text, uri);
    return {
      ...(await this.language.language.Lowering.settled(document)),
      text,
    };
  }
}

const pathOf = (uri: string): string =>
  decodeURIComponent(uri.slice(folder.length + 1));

export const lowerWith = (
  contents: Record<string, string | Uint8Array>,
  text: string,
): Promise<Lowered> => new Folder(contents).lower(text);

/** Line, code and message of every problem above a hint, by place. */
export const saidOf = ({ problems, text }: Lowered): string[] =>
  problems
    .filter(({ severity }) => severity !== "hint")
    .sort((a, b) => a.source.start - b.source.start)
    .map(({ source, severity, code, message }) => {
      const line = text.slice(0, source.start).split("\n").length;
      const at = severity === "error" ? "" : `${severity}: `;
      return `${String(line)} ${code}: ${at}${message}`;
    });
