/** A FILE of the command line: read, parsed, lowered. */
import {
  EmptyFileSystem,
  type LangiumDocument,
  TextDocument,
  URI,
} from "langium";
import { ProgramFiles } from "../language-server/files/program-files.js";
import { rootOf } from "../language-server/files/reading-rule.js";
import type { TextChange } from "../language-server/formatting/edits.js";
import type { Problem } from "../language-server/graph/problem.js";
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

export interface ParsedFile {
  readonly document: TextDocument;
  readonly syntaxErrors: readonly Problem[];
  /** The changes that give it the canonical layout. */
  readonly layout: () => readonly TextChange[];
}

/** Reads files with one parser for all of them. */
export class SourceFiles {
  private language: Language | undefined;
  /** What was read, by address. A FILE is a program whatever the ending of its name. */
  private readonly documents = new Map<string, TextDocument>();

  /** @param readsTensors whether weights are read from files, or only their shapes */
  constructor(
    private readonly environment: Environment,
    private readonly readsTensors = true,
  ) {}

  /** The file, with those that it names; absent where it cannot be read, which is then said on standard error. */
  async open(path: string): Promise<SourceFile | undefined> {
    const read = this.read(path);
    if (!read) return undefined;
    const { document, parsed, language } = read;
    const lowered = await language.language.Lowering.settled(parsed);
    return { path, document, lowered };
  }

  /** The file alone, as it is laid out; absent as above. */
  parse(path: string): ParsedFile | undefined {
    const read = this.read(path);
    if (!read) return undefined;
    const { document, parsed, language } = read;
    const { Formatting } = language.language;
    return {
      document,
      syntaxErrors: Formatting.problemsOf(parsed),
      layout: () => Formatting.changes(parsed),
    };
  }

  private read(path: string):
    | {
        document: TextDocument;
        parsed: LangiumDocument;
        language: Language;
      }
    | undefined {
    const { readFile, addressOf } = this.environment;
    const read = readFile(path);
    if (isFault(read)) {
      this.environment.writeError(
        `nn: ${path} cannot be read: ${read.fault}.\n`,
      );
      return undefined;
    }
    this.language ??= this.createLanguage();
    const uri = URI.parse(addressOf(path));
    const document = TextDocument.create(uri.toString(), "nn", 0, read.text);
    this.documents.set(uri.toString(), document);
    const { LangiumDocumentFactory } = this.language.shared.workspace;
    const parsed = LangiumDocumentFactory.fromTextDocument(document, uri);
    return { document, parsed, language: this.language };
  }

  /** Programs read files below the current folder where they lie in it, otherwise below their own. */
  private createLanguage(): Language {
    const { fileSystem, currentFolder } = this.environment;
    return createLanguage({
      ...EmptyFileSystem,
      textDocuments: { get: (uri) => this.documents.get(uri.toString()) },
      files: new ProgramFiles({ fileSystem, openText: () => undefined }),
      rootOf: (uri) => rootOf(uri, [currentFolder]),
      readsTensors: this.readsTensors,
    });
  }
}
