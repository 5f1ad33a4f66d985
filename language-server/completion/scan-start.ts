/**
 * Where reading the text before the cursor begins: a little before the statement at the cursor, as far as the outline of
 * the parsed text knows statements, so that a long file is not read again with every key.
 */
import type { Outline, OutlineItem } from "../graph/outline.js";
import type { Block } from "./statement-at.js";

export interface ScanStart {
  readonly at: number;
  /** The block that it is in. */
  readonly block: Block;
}

/** As many statements before the one at the cursor are read too: what does not parse may end in the wrong place. */
const before = 3;

export function scanStart({ items }: Outline, offset: number): ScanStart {
  const index = lastBefore(items, offset);
  const item = items[index];
  if (!item) return { at: 0, block: "file" };
  if (item.kind === "network") {
    const { children } = item;
    const statement = children[lastBefore(children, offset) - before];
    if (statement && statement.kind !== "hyperparameter")
      return { at: statement.source.start, block: "network" };
  }
  return { at: item.source.start, block: "file" };
}

/** The last that begins before an offset; they are in the order of the text. */
function lastBefore(items: readonly OutlineItem[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.source.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
