/** Parsed documents seen from rooms that do not know the tree: their outline, and what an offset lies in. */
import type { LangiumDocument } from "langium";
import type { SourceRange } from "../graph/graph.js";
import type { Outline } from "../graph/outline.js";
import type { File } from "../grammar/generated/ast.js";
import { enclosingRanges } from "./enclosing.js";
import { outlineOf } from "./outline.js";

export class Syntax {
  private readonly outlines = new WeakMap<object, Outline>();

  /** Made once for each parsed text. */
  outline({ parseResult }: LangiumDocument): Outline {
    const file = parseResult.value as File;
    let known = this.outlines.get(file);
    if (!known) {
      known = outlineOf(file);
      this.outlines.set(file, known);
    }
    return known;
  }

  /** From the token outwards to the whole text. */
  enclosing(document: LangiumDocument, offset: number): SourceRange[] {
    return enclosingRanges(document, offset);
  }
}
