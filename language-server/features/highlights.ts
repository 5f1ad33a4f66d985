/** Document highlights: where the name under the cursor stands in the file, written where it is defined, else read. */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Position,
} from "vscode-languageserver";
import {
  isDeclaration,
  mentionAt,
  sameInFile,
} from "../navigation/mentions.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram } from "./programs.js";

export function highlights(
  { lowered, document }: OpenProgram,
  position: Position,
): DocumentHighlight[] | null {
  const mention = mentionAt(lowered, document.offsetAt(position));
  if (!mention) return null;
  return sameInFile(lowered, mention).map((use) => ({
    range: rangeOf(document, use.source),
    kind: isDeclaration(use)
      ? DocumentHighlightKind.Write
      : DocumentHighlightKind.Read,
  }));
}
