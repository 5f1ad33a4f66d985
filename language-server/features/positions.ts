/** From places in a source file to the editor's positions. Both count UTF-16 units. */
import type { Range } from "vscode-languageserver";
import type { TextDocument } from "langium";
import type { SourceRange } from "../graph/graph.js";

export function rangeOf(document: TextDocument, source: SourceRange): Range {
  return {
    start: document.positionAt(source.start),
    end: document.positionAt(source.end),
  };
}

/** Whether places touch the part of the file that the editor asks about. */
export function touching(
  document: TextDocument,
  range: Range,
): (source: SourceRange) => boolean {
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return (source) =>
    source.file === 0 && source.end >= start && source.start <= end;
}

/** Whether an offset lies in a place; right behind its last character counts, as the cursor may stand there. */
export function contains(source: SourceRange, offset: number): boolean {
  return source.file === 0 && source.start <= offset && offset <= source.end;
}
