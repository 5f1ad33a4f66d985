/** The numbers in the text that are a node's value: what a slider or a cell of the picture edits. */
import type { GraphNode } from "../graph/graph.js";

/** A number as it is written, its sign included, by its offsets in the text. */
export interface WrittenNumber {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** More numbers than this are no cells to edit in a picture. */
const mostNumbers = 64;
/** No literal of so few numbers is longer. */
const longestText = 4000;

/** Comments, then a number with its signs, then what else a literal of numbers is made of. */
const part =
  /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|(?:[-−]\s*)*(?:\d[\d_]*(?:\.[\d_]+)?|\.\d[\d_]*)(?:[eE][+−-]?\d+)?|[\s[\],\uFEFF]+/gy;

/**
 * The numbers of a literal, in order. Absent where the constant is not written as numbers, or is too long.
 * @param textAt the text between two offsets of the file that the constant stands in
 */
export function writtenNumbers(
  { operation, attributes, source }: GraphNode,
  textAt: (start: number, end: number) => string,
): readonly WrittenNumber[] | undefined {
  if (operation !== "constant" || source.end - source.start > longestText)
    return undefined;
  const { data } = attributes;
  const expected = typeof data === "number" ? [data] : data;
  if (!(expected instanceof Float64Array) && !Array.isArray(expected))
    return undefined;
  const text = textAt(source.start, source.end);
  const numbers: WrittenNumber[] = [];
  part.lastIndex = 0;
  for (const match of text.matchAll(part)) {
    const [found] = match;
    if (!/^[\d.−-]/.test(found)) continue;
    const start = source.start + match.index;
    numbers.push({ start, end: start + found.length, value: valueOf(found) });
    if (numbers.length > mostNumbers) return undefined;
  }
  // Where the text says something else, such as the name of a constant, it is not a literal.
  const isLiteral =
    numbers.length === expected.length &&
    numbers.every(({ value }, index) => value === expected[index]);
  return isLiteral ? numbers : undefined;
}

function valueOf(written: string): number {
  const signs = /^[-−\s]*/.exec(written)?.[0] ?? "";
  const size = Number(
    written.slice(signs.length).replaceAll("_", "").replaceAll("−", "-"),
  );
  const isNegative = signs.replaceAll(/\s/g, "").length % 2 === 1;
  return isNegative ? -size : size;
}
