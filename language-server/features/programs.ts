/**
 * Open documents as programs: parsed and lowered once for each version, when somebody asks, so that a burst of edits is
 * read once and every answer is about the text of now.
 *
 * Langium's document builder is not used: names are not cross-references here, so of indexing, scoping and linking
 * nothing would be left, and its phases are cancelled by the edits of other documents.
 */
import { type LangiumDocumentFactory, TextDocument, URI } from "langium";
import type { Program } from "../evaluation/live-evaluations.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import type { Language } from "../language-services.js";

/** A program with its text, for answers that speak of positions. */
export interface OpenProgram extends Program {
  /** A copy that later edits do not change. */
  readonly document: TextDocument;
}

export interface ProgramsContext {
  readonly textDocuments: {
    get(uri: string): TextDocument | undefined;
  };
  readonly documentFactory: LangiumDocumentFactory;
  readonly lowering: Language["language"]["Lowering"];
}

/** A little of everything that the parser and lowering do. */
const firstProgram = `network N {
  input x: [2] = [1, 2]
  layer h = x |> dense(3) |> relu
  output f = sum(h * h) - 1
  expect f >= -1
}`;

export class Programs {
  private readonly programs = new Map<string, OpenProgram>();

  constructor(private readonly context: ProgramsContext) {}

  /** The program as it is now; absent where the document is not open. */
  current(uri: string): OpenProgram | undefined {
    const text = this.context.textDocuments.get(uri);
    if (!text) return undefined;
    const known = this.programs.get(uri);
    if (known?.version === text.version) return known;
    const program = this.read(uri, text);
    this.programs.set(uri, program);
    return program;
  }

  /** Makes the parser, which takes longer than reading a program, and runs it once. */
  warmUp(): void {
    const text = TextDocument.create("warm-up.nn", "nn", 0, firstProgram);
    this.read("warm-up.nn", text);
  }

  closed(uri: string): void {
    this.programs.delete(uri);
  }

  private read(uri: string, text: TextDocument): OpenProgram {
    const { version, languageId } = text;
    const create = (content: string): TextDocument =>
      TextDocument.create(uri, languageId, version, content);
    const document = create(text.getText());
    try {
      return { uri, version, document, lowered: this.lower(document) };
    } catch (error) {
      const nothing = this.lower(create(""));
      const problems = [unreadable(error)];
      return { uri, version, document, lowered: { ...nothing, problems } };
    }
  }

  private lower(document: TextDocument): LoweredFile {
    const { documentFactory, lowering } = this.context;
    const uri = URI.parse(document.uri);
    return lowering.lower(documentFactory.fromTextDocument(document, uri));
  }
}

/** The server outlives what cannot be read at all: parentheses too deep for the stack, or a slip of ours. */
function unreadable(error: unknown): Problem {
  return {
    severity: "error",
    code: "syntax",
    message:
      error instanceof RangeError
        ? "The program is nested too deeply to be read. Give names to parts of the expression."
        : `The program cannot be read, which is a mistake of NN Live: ${String(error)}`,
    source: { file: 0, start: 0, end: 1 },
  };
}
