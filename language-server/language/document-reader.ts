/**
 * The texts of open documents, parsed: of a text that was edited only what is around the edit, where that is possible
 * (reparse.ts).
 */
import {
  DocumentState,
  type LangiumDocument,
  type LangiumDocumentFactory,
  type LangiumParser,
  type TextDocument,
  URI,
} from "langium";
import type { File } from "../grammar/generated/ast.js";
import { isWhole, reparse } from "./reparse.js";

export class DocumentReader {
  /** By address, the tree of the last text that had no errors. */
  private readonly whole = new Map<string, File>();

  constructor(
    private readonly parser: LangiumParser,
    private readonly factory: () => LangiumDocumentFactory,
  ) {}

  /** Parses a text of an open document, which uses up what an earlier one was parsed to: that must not be read any more. */
  read(document: TextDocument): LangiumDocument {
    const { uri } = document;
    const before = this.whole.get(uri);
    const file =
      before &&
      reparse(before, document.getText(), (text) => this.parser.parse(text));
    const parsed = file
      ? documentOf(file, document)
      : this.factory().fromTextDocument(document, URI.parse(uri));
    if (isWhole(parsed.parseResult))
      this.whole.set(uri, parsed.parseResult.value as File);
    return parsed;
  }

  closed(uri: string): void {
    this.whole.delete(uri);
  }
}

const documentOf = (
  file: File,
  textDocument: TextDocument,
): LangiumDocument => ({
  uri: URI.parse(textDocument.uri),
  textDocument,
  state: DocumentState.Parsed,
  parseResult: { value: file, lexerErrors: [], parserErrors: [] },
  references: [],
});
