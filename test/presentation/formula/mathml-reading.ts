// Reads MathML as plain data back: whether it is well formed, and the characters that it shows.
import type { MathmlElement } from "../../../language-server/graph/mathml.js";

/** How many children an element takes; any number where it is not listed. */
const arity: Readonly<Record<string, number | undefined>> = {
  math: 1,
  mfrac: 2,
  msup: 2,
  msub: 2,
  munder: 2,
  mover: 2,
  msubsup: 3,
  munderover: 3,
};
const leaves = new Set(["mi", "mn", "mo", "mtext"]);

/** What is wrong with the element or in it. */
export function mistakesIn({ tag, children }: MathmlElement): string[] {
  const expected = arity[tag];
  const wrong =
    expected !== undefined && children.length !== expected
      ? [`<${tag}> has ${children.length} children`]
      : [];
  return [
    ...wrong,
    ...children.flatMap((child) => {
      const isText = typeof child === "string";
      if (isText !== leaves.has(tag)) return [`text or element in <${tag}>`];
      return isText ? [] : mistakesIn(child);
    }),
  ];
}

/** All text that it shows, in order. */
export const shown = ({ children }: MathmlElement): string =>
  children
    .map((child) => (typeof child === "string" ? child : shown(child)))
    .join("");
