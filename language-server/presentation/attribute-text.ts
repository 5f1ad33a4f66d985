/** Attributes of operations as people read them: `3`, `[2, batch]`, `true`. */
import { type Dimension, formatDimension } from "../graph/dimension.js";
import type { AttributeValue } from "../graph/graph.js";
import { formatNumber } from "./numbers.js";

/** Absent where there is nothing to write. */
export function spellAttribute(value: AttributeValue): string | undefined {
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value === undefined || value === null) return undefined;
  if (value instanceof Float64Array) return "[…]";
  if (isDimension(value)) return formatDimension(value);
  return `[${value.map((each) => spellAttribute(each) ?? "").join(", ")}]`;
}

const isDimension = (
  value: Exclude<Dimension, number> | readonly AttributeValue[],
): value is Exclude<Dimension, number> => "terms" in value;
