/** A FILE of the command line: read, parsed, lowered. */
import { TextDocument, URI } from "langium";
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
  /** What was read, by address. A FILE is a program whatever the ending of its name. */
  private readonly documents = new Map<string, TextDocument>();

  constructor(private readonly environment: Environment) {}

  /** The file; absent where it cannot be read, which is then said on standard error. */
  open(path: string): SourceFile | undefined {
    const { readFile, addressOf, fileSystemProvider } = this.environment;
    const read = readFile(path);
    if (isFault(read)) {
      this.environment.writeError(
        `nn: ${path} cannot be read: ${read.fault}.\n`,
      );
      return undefined;
    }
    this.language ??= createLanguage({
      fileSystemProvider,
      textDocuments: { get: (uri) => this.documents.get(uri.toString()) },
    });
    const uri = URI.parse(addressOf(path));
    const document = TextDocument.create(uri.toString(), "nn", 0, read.text);
    this.documents.set(uri.toString(), document);
    const { LangiumDocumentFactory } = this.language.shared.workspace;
    const parsed = LangiumDocumentFactory.fromTextDocument(document, uri);
    return {
      path,
      document,
      lowered: this.language.language.Lowering.lower(parsed),
    };
  }
}
