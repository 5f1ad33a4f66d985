/** A tensor's elements written out in nested brackets, as a program writes them. */
import type { BoundShape } from "../graph/shape.js";

/**
 * On one line: `0.5`, `[1, 2]`, `[[1, 2], [3, 4]]`. Where `elements` are only the first of the tensor, the rest is `…`.
 */
export function formatElements(
  elements: ArrayLike<number>,
  shape: BoundShape,
  format: (value: number) => string,
): string {
  return write(elements, shape, format, () => ", ");
}

/** The same with a line for each row of the last axis: matrices look like matrices. */
export function formatRows(
  elements: ArrayLike<number>,
  shape: BoundShape,
  format: (value: number) => string,
): string {
  return write(elements, shape, format, (depth, innermost) =>
    innermost ? ", " : `,\n${" ".repeat(depth)}`,
  );
}

/**
 * Brackets open and close where the index of an element is a multiple of the size of an axis' block, so no recursion is
 * needed. `separator` is given how many brackets are open, and whether they are the innermost.
 */
function write(
  elements: ArrayLike<number>,
  shape: BoundShape,
  format: (value: number) => string,
  separator: (depth: number, innermost: boolean) => string,
): string {
  const blocks = blockSizes(shape);
  const [size = 1] = blocks;
  const parts: string[] = [];
  for (let index = 0; index < elements.length; index++) {
    const opening = boundaries(index, blocks);
    const depth = shape.length - opening;
    if (index > 0) parts.push(separator(depth, opening === 0));
    parts.push("[".repeat(opening), format(elements[index] ?? NaN));
    parts.push("]".repeat(boundaries(index + 1, blocks)));
  }
  if (elements.length >= size) return parts.join("");
  const closing = shape.length - boundaries(elements.length, blocks);
  return `${parts.join("")}, …${"]".repeat(closing)}`;
}

/** By axis, how many elements lie in one slice of it and the axes behind: `[12, 4]` for a shape `[3, 4]`. */
function blockSizes(shape: BoundShape): number[] {
  const blocks: number[] = [];
  let size = 1;
  for (const dimension of [...shape].reverse()) {
    size *= dimension;
    blocks.unshift(size);
  }
  return blocks;
}

/** How many brackets open (or close) before the element with this index. */
function boundaries(index: number, blocks: readonly number[]): number {
  return blocks.filter((block) => index % block === 0).length;
}
