/** What the reader is told where characters belong to no token. */
import { DefaultLexerErrorMessageProvider } from "langium";
import { excerpt } from "./source.js";

/** What was probably meant, by the first of the characters. */
const remedies: ReadonlyMap<string, string> = new Map([
  [";", "A statement has no terminator: leave it out."],
  ["'", 'A string stands in "…".'],
  ["#", "A comment begins with //."],
  ["&", "There is no `and`: multiply comparisons, which are 0 or 1."],
  [
    "|",
    "There is no `or`: add comparisons, which are 0 or 1. A pipe is |>, an absolute value abs(…).",
  ],
  ["!", "There is no `not`: subtract a comparison from 1."],
  ["%", "A remainder is `x - n * floor(x / n)`."],
  ["?", "A choice is `where(condition, a, b)`."],
  ["≤", "Write `<=`."],
  ["≥", "Write `>=`."],
  ["≠", "Write `!=`."],
  ["÷", "Write `/`."],
  ["–", "Write `-`."],
  ["—", "Write `-`."],
  ["⋅", "Write `*` or `·`."],
  ["∗", "Write `*` or `·`."],
  ["•", "Write `*` or `·`."],
  ["∞", "Infinity is `inf`."],
  ["√", "Write `sqrt(…)`."],
  ["∑", "Write `sum(…)`."],
  ["½", "Write `1/2`, and `*` before what follows."],
  ["⁴", "Write `^4`; only ² and ³ are raised."],
  ["∇", "A derivative is `∂L/∂w`, or grad(L, w)."],
]);

/** Letters, signs and symbols can be shown as they are; control characters and halves of characters cannot. */
const visible = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]+$/u;

export class NnLexerMessages extends DefaultLexerErrorMessageProvider {
  override buildUnexpectedCharactersMessage(
    text: string,
    offset: number,
    length: number,
  ): string {
    // A character beyond the first plane comes in halves.
    const whole = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    const found =
      length < whole.length ? whole : text.slice(offset, offset + length);
    const remedy = remedies.get(found.charAt(0));
    return `${spelled(found)} has no meaning in a program.${remedy ? ` ${remedy}` : ""}`;
  }
}

const spelled = (found: string): string =>
  visible.test(found)
    ? `\`${excerpt(found)}\``
    : `The character U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
