/**
 * Open documents as programs: parsed once for each version and lowered once for each state of the files that they name,
 * when somebody asks, so that a burst of edits is read once and every answer is about the text of now.
 *
 * Langium's document builder is not used: names are not cross-references here, so of indexing, scoping and linking
 * nothing would be left, and its phases are cancelled by the edits of other documents.
 */
import {
  type LangiumDocument,
  type LangiumDocumentFactory,
  TextDocument,
  URI,
} from "langium";
import type { Program } from "../evaluation/live-evaluations.js";
import type { SourceRange } from "../graph/graph.js";
import type { TextChange } from "../formatting/edits.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { Outline } from "../graph/outline.js";
import type { Language } from "../language-services.js";
import type { OpenTexts } from "./open-texts.js";

/** A program with its text, for answers that speak of positions. */
export interface OpenProgram extends Program {
  /** A copy that later edits do not change. */
  readonly document: TextDocument;
}

type LayoutPart = Pick<SourceRange, "start" | "end">;

export interface ProgramsContext {
  readonly formatting: Language["language"]["Formatting"];
  readonly openTexts: OpenTexts;
  readonly documentFactory: LangiumDocumentFactory;
  readonly documentReader: Language["language"]["DocumentReader"];
  readonly lowering: Language["language"]["Lowering"];
  readonly syntax: Language["language"]["Syntax"];
}

/** A little of everything that the parser and lowering do. */
const firstProgram = `network N {
  input x: [2] = [1, 2]
  layer h = x |> dense(3) |> relu
  output f = sum(h * h) - 1
  expect f >= -1
}`;

export class Programs {
  private readonly parsed = new Map<string, LangiumDocument>();
  private readonly programs = new Map<string, OpenProgram>();

  constructor(private readonly context: ProgramsContext) {}

  /**
   * The program as it is now, with the files that it names as far as they have been read; the same object as long as
   * nothing changes. Absent where the document is not open.
   */
  current(uri: string): OpenProgram | undefined {
    const parsed = this.parse(uri);
    if (!parsed) return undefined;
    const lowered = this.context.lowering.lower(parsed);
    const known = this.programs.get(uri);
    const document = parsed.textDocument;
    if (known?.document === document && known.lowered === lowered) return known;
    const program = { uri, version: document.version, document, lowered };
    this.programs.set(uri, program);
    return program;
  }

  /** The program when every file that it names has been read, as it is on the disk now. */
  async complete(uri: string): Promise<OpenProgram | undefined> {
    const parsed = this.parse(uri);
    if (parsed) await this.context.lowering.upToDate(parsed);
    return this.current(uri);
  }

  /** The definitions in the text of now, inside one another, and the files that it names. */
  outline(uri: string): Outline | undefined {
    const parsed = this.parse(uri);
    return parsed && this.context.syntax.outline(parsed);
  }

  /** What an offset of the text of now lies in, from the inside out. */
  enclosing(uri: string, offset: number): SourceRange[] {
    const parsed = this.parse(uri);
    return parsed ? this.context.syntax.enclosing(parsed, offset) : [];
  }

  /** The changes that give a part of the text of now its canonical layout. */
  layout(uri: string, part: LayoutPart): TextChange[] {
    const parsed = this.parse(uri);
    return parsed ? this.context.formatting.changes(parsed, part) : [];
  }

  /** What another text would be in the place of an open one; nothing of it is kept. */
  lowered(uri: string, text: string): LoweredFile {
    const document = TextDocument.create(uri, "nn", 0, text);
    return this.context.lowering.lower(this.read(document));
  }

  /** Every open program that was asked for, as it was then. */
  all(): readonly OpenProgram[] {
    return [...this.programs.values()];
  }

  /** The open programs in whose place there is another one, now that a file changed. */
  changed(): OpenProgram[] {
    return [...this.programs.values()].flatMap((before) => {
      const now = this.current(before.uri);
      return now && now !== before ? [now] : [];
    });
  }

  /** Makes the parser, which takes longer than reading a program, and runs it once. */
  warmUp(): void {
    const document = TextDocument.create("warm-up.nn", "nn", 0, firstProgram);
    this.context.lowering.lower(this.read(document));
  }

  closed(uri: string): void {
    this.parsed.delete(uri);
    this.context.documentReader.closed(uri);
    this.programs.delete(uri);
  }

  private parse(uri: string): LangiumDocument | undefined {
    const text = this.context.openTexts.document(uri);
    if (!text) return undefined;
    const { version, languageId } = text;
    const known = this.parsed.get(uri);
    if (known?.textDocument.version === version) return known;
    const parsed = this.context.documentReader.read(
      TextDocument.create(uri, languageId, version, text.getText()),
    );
    this.parsed.set(uri, parsed);
    return parsed;
  }

  /** Parses a text that is not open. */
  private read(document: TextDocument): LangiumDocument {
    const uri = URI.parse(document.uri);
    return this.context.documentFactory.fromTextDocument(document, uri);
  }
}
