/** What stands between the brackets of `a[1, 2:5, ::-1]`: constants, as the attribute of the operation `index`. */
import type { AttributeValue } from "../graph/graph.js";
import type { Subscript } from "../grammar/generated/ast.js";
import { foldWhole } from "./constants.js";
import { type Context, report } from "./context.js";

/** A whole number drops its axis; `[start, stop, step]`, each possibly `null`, keeps it. */
export function lowerSubscripts(
  subscripts: readonly Subscript[],
  context: Context,
): readonly AttributeValue[] | undefined {
  const lowered: AttributeValue[] = [];
  for (const subscript of subscripts) {
    const one = lowerSubscript(subscript, context);
    if (one === undefined) return undefined;
    lowered.push(one);
  }
  return lowered;
}

function lowerSubscript(
  subscript: Subscript,
  context: Context,
): AttributeValue | undefined {
  const { start, stop, step, range, column } = subscript;
  if (column !== undefined) {
    return report(
      context,
      subscript,
      "syntax",
      `\`${column}\` is a reserved word, which names a column only in the brackets of a dataset.`,
    );
  }
  if (!range) return foldWhole(start, context, "an index");
  const bounds: (number | null)[] = [];
  for (const bound of [start, stop, step]) {
    const value = bound ? foldWhole(bound, context, "a slice") : null;
    if (value === undefined) return undefined;
    bounds.push(value);
  }
  if (bounds[2] === 0 && step) {
    return report(
      context,
      step,
      "invalid-index",
      "The step of a slice is not 0. Write a positive step, or a negative one to go backwards.",
    );
  }
  return bounds;
}
