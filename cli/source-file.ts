/** A FILE of the command line: read, parsed, lowered. */
import { URI } from "langium";
import type { TextDocument } from "langium";
import type { LoweredFile } from "../language-server/graph/lowered.js";
import {
  createLanguage,
  type Language,
} from "../language-server/language-services.js";
import { type Environment, isFault } from "./environment.js";

export interface SourceFile {
  /** As given on the command line. */
  readonly path: string;
  /** The text, for lines and columns. */
  readonly document: TextDocument;
  readonly lowered: LoweredFile;
}

/** Reads files with one parser for all of them. */
export class SourceFiles {
  private language: Language | undefined;

  constructor(private readonly environment: Environment) {}

  /** The file; absent where it cannot be read, which is then said on standard error. */
  open(path: string): SourceFile | undefined {
    const read = this.environment.readFile(path);
    if (isFault(read)) {
      this.environment.writeError(
        `nn: ${path} cannot be read: ${read.fault}.\n`,
      );
      return undefined;
    }
    const { fileSystemProvider } = this.environment;
    this.language ??= createLanguage({ fileSystemProvider });
    const parsed =
      this.language.shared.workspace.LangiumDocumentFactory.fromString(
        read.text,
        URI.parse(this.environment.addressOf(path)),
      );
    return {
      path,
      document: parsed.textDocument,
      lowered: this.language.language.Lowering.lower(parsed),
    };
  }
}
