/** A tensor as text to paste elsewhere, every digit of it: as a literal of the language, or as a list of Python. */
import type { BoundShape } from "../graph/shape.js";
import { formatElements } from "./elements.js";
import { copyableNumber } from "./numbers.js";

export type TextFormat = "nn" | "python";

/** Larger tensors are not written down. */
export const mostWritten = 100_000;

export function tensorText(
  data: Float64Array,
  shape: BoundShape,
  format: TextFormat,
): string {
  return formatElements(data, shape, spellings[format]);
}

const spellings: Readonly<Record<TextFormat, (value: number) => string>> = {
  // The language has no literal for NaN.
  nn: (value) => (Number.isNaN(value) ? "(inf - inf)" : copyableNumber(value)),
  python: (value) => {
    if (Number.isNaN(value)) return 'float("nan")';
    if (!Number.isFinite(value)) return `float("${value < 0 ? "-" : ""}inf")`;
    const number = copyableNumber(value);
    // Whole numbers alone would become a tensor of integers.
    return /^-?\d+$/.test(number) ? `${number}.0` : number;
  },
};
