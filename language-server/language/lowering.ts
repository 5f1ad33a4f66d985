/**
 * Documents lowered: once for each text and each state of the files that it names, with what did not parse among the
 * problems. Files that are not read yet make a lowering that is soon out of date; asking again gives the next one.
 */
import {
  type LangiumDocument,
  type LangiumDocumentFactory,
  URI,
} from "langium";
import type { FileEntry } from "../files/file-entry.js";
import { FileRequests } from "../files/file-requests.js";
import type { ProgramFiles } from "../files/program-files.js";
import type { File } from "../grammar/generated/ast.js";
import type { LoweredFile } from "../graph/lowered.js";
import { lowerFile } from "./file.js";
import { brokenParts } from "./broken-parts.js";
import type { ParsedFile } from "./imports.js";
import { isUsedUp } from "./reparse.js";
import { syntaxProblems, withoutConsequences } from "./syntax-problems.js";

export interface LoweringContext {
  readonly files: ProgramFiles;
  /** The folder below which a program reads files. */
  readonly rootOf: (uri: string) => string;
  /** Whether the numbers of tensors are read; what has them cannot be evaluated otherwise. */
  readonly readsTensors: boolean;
  readonly documentFactory: () => LangiumDocumentFactory;
}

/** A lowering, and what it rests on besides the text. */
interface Lowered {
  readonly file: LoweredFile;
  readonly requests: FileRequests;
}

/** An imported file at one of its texts. */
interface Imported {
  readonly text: string;
  readonly document: LangiumDocument;
  readonly parsed: ParsedFile;
}

export class Lowering {
  private readonly lowered = new WeakMap<File, Lowered>();
  private readonly imported = new WeakMap<FileEntry<string>, Imported>();
  private readonly documents = new WeakMap<File, LangiumDocument>();

  constructor(private readonly context: LoweringContext) {}

  /** The document as a program, with files as far as they have been read. The same object as long as nothing changes. */
  lower(document: LangiumDocument): LoweredFile {
    return this.lowerBelow(
      this.context.rootOf(document.uri.toString()),
      document,
    ).file;
  }

  /** The document as a program when every file that it names has been read. */
  async settled(document: LangiumDocument): Promise<LoweredFile> {
    for (;;) {
      const lowered = this.lower(document);
      const { pending } = this.requestsOf(document);
      if (pending.length === 0) return lowered;
      await Promise.all(pending.map(({ settled }) => settled));
    }
  }

  /** The same, with files that have changed without anybody saying so. */
  async upToDate(document: LangiumDocument): Promise<LoweredFile> {
    await this.settled(document);
    await this.requestsOf(document).recheck();
    return this.settled(document);
  }

  /** A lowering of the same programs with other files. */
  withFiles(files: ProgramFiles): Lowering {
    return new Lowering({ ...this.context, files });
  }

  private requestsOf({ parseResult }: LangiumDocument): FileRequests {
    const known = this.lowered.get(parseResult.value as File);
    if (!known) throw new Error("The document has not been lowered.");
    return known.requests;
  }

  /** A file is lowered as a program of its own, or for the note where it is imported, below the importing program's root. */
  private lowerBelow(root: string, document: LangiumDocument): Lowered {
    const { parseResult, textDocument, uri } = document;
    const ast = parseResult.value as File;
    const known = this.lowered.get(ast);
    if (known?.requests.root === root && known.requests.areCurrent)
      return known;
    // What still waits for the files of a text that has been edited gets what there was.
    if (known && isUsedUp(ast)) return known;
    const { files, readsTensors } = this.context;
    const requests = new FileRequests(files, root, readsTensors);
    const text = textDocument.getText();
    const syntax = syntaxProblems(parseResult, text);
    const { problems, ...rest } = lowerFile(
      {
        uri: uri.toString(),
        ast,
        text,
        hasSyntaxErrors: syntax.length > 0,
        broken: brokenParts(parseResult, text),
      },
      {
        requests,
        parse: (entry, content) => this.parse(entry, content).parsed,
        problemsOf: (file) => this.problemsOf(file, requests),
      },
    );
    const lowered: Lowered = {
      file: {
        ...rest,
        problems: [...syntax, ...withoutConsequences(problems, syntax, text)],
      },
      requests,
    };
    this.lowered.set(ast, lowered);
    return lowered;
  }

  private parse(entry: FileEntry<string>, text: string): Imported {
    const known = this.imported.get(entry);
    if (known?.text === text) return known;
    const { uri } = entry.named;
    const document = this.context
      .documentFactory()
      .fromString(text, URI.parse(uri));
    const ast = document.parseResult.value as File;
    const hasSyntaxErrors =
      syntaxProblems(document.parseResult, text).length > 0;
    const imported: Imported = {
      text,
      document,
      parsed: {
        uri,
        ast,
        text,
        hasSyntaxErrors,
        broken: brokenParts(document.parseResult, text),
      },
    };
    this.imported.set(entry, imported);
    this.documents.set(ast, document);
    return imported;
  }

  private problemsOf(
    { ast }: ParsedFile,
    requests: FileRequests,
  ): LoweredFile["problems"] {
    const document = this.documents.get(ast);
    if (!document) return [];
    const lowered = this.lowerBelow(requests.root, document);
    requests.include(lowered.requests);
    return lowered.file.problems;
  }
}
