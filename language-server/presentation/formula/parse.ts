/**
 * From the text of a formula to its tree. Two notations share most of it: a program's expressions (labels of nodes:
 * `w1 · x`, `x |> relu`) and the records' templates (`{up} ⊗ {1}`), which have words and factors side by side as well.
 * What is not understood becomes text; nothing here fails.
 *
 * There are parsers of AsciiMath, UnicodeMath and TeX, but none of this notation, in which `a1(1 − a1)` is a product,
 * `w1` has an index and a placeholder stands for another formula.
 */
import { type Formula, notUnderstood } from "./formula.js";
import { Parser, type Slots } from "./parser.js";

/** A longer text is not read: no formula is so long. */
const longest = 1000;

/** A label, a name or a number. */
export const parseFormula = (text: string): Formula => parsed(text, undefined);

/** A record's template; `slots` says what stands for a placeholder. */
export const parseTemplate = (
  text: string,
  slots: Slots = (placeholder) => ({
    kind: "name",
    text: placeholder.slice(1, -1),
  }),
): Formula => parsed(text, slots);

function parsed(text: string, slots: Slots | undefined): Formula {
  if (text.length > longest) return notUnderstood(text);
  const parser = new Parser(text, slots);
  const formula = parser.whole();
  return parser.failed ? notUnderstood(text) : formula;
}
