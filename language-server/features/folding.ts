/** Folding ranges. */
import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver";
import { foldsOf } from "../navigation/folds.js";
import type { OpenProgram } from "./programs.js";

const kinds = {
  block: undefined,
  comment: FoldingRangeKind.Comment,
  imports: FoldingRangeKind.Imports,
} as const;

export function foldingRanges({ document }: OpenProgram): FoldingRange[] {
  return foldsOf(document.getText()).map(({ kind, from, to }) => ({
    startLine: from,
    endLine: to,
    ...(kinds[kind] && { kind: kinds[kind] }),
  }));
}
