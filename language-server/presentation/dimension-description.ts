/** What a hover says of a symbolic dimension. */
import type { DimensionBinding } from "../graph/graph.js";

/** `batch` = 4, bound by the value of `x` */
export function describeDimension({
  name,
  size,
  boundBy,
}: DimensionBinding): string {
  if (size === undefined)
    return `dimension \`${name}\`: not bound, as no input that has it has a value`;
  const by =
    boundBy === undefined ? "" : `, bound by the value of \`${boundBy}\``;
  return `dimension \`${name}\` = ${size}${by}`;
}
