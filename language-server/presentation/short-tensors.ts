/** A tensor in the few characters that a wire of the graph has room for. */
import { type BoundShape, formatShape } from "../graph/shape.js";
import { formatElements } from "./elements.js";
import { formatNumber } from "./numbers.js";

/** As many characters as `−1.234e-10` takes, and one more. */
export const shortWidth = 11;

/** What is known of a tensor. */
export interface ShortTensor {
  readonly shape: BoundShape;
  readonly size: number;
  /** Its first elements. */
  readonly elements: ArrayLike<number>;
  /** Over the finite elements. */
  readonly min: number;
  readonly max: number;
  readonly nans: number;
  readonly infinities: number;
}

/** `0.6225`, `[0.5, 0.5]`, `all 0`, the shape of a larger one; never longer than `shortWidth`. */
export function shortValue(tensor: ShortTensor, digits: number): string {
  const { shape } = tensor;
  return (
    shortest(tensor, digits) ?? fitted([formatShape(shape), shape.join("×")])
  );
}

/** The same of a gradient, where how large it is says more than its shape: `≤ 0.03129`, over all elements. */
export function shortGradient(tensor: ShortTensor, digits: number): string {
  const short = shortest(tensor, digits);
  if (short !== undefined) return short;
  const largest = Math.max(Math.abs(tensor.min), Math.abs(tensor.max));
  return fitted(
    downTo(digits).map((shown) => `≤ ${formatNumber(largest, shown)}`),
  );
}

function shortest(tensor: ShortTensor, digits: number): string | undefined {
  const { shape, size, elements, min, max, nans, infinities } = tensor;
  // Of what fits at all there are at most five elements.
  const isWhole = elements.length >= size && size <= 5;
  const whole = isWhole
    ? downTo(digits).map((shown) =>
        formatElements(elements, shape, (value) => formatNumber(value, shown)),
      )
    : [];
  if (size === 1) return fitted(whole);
  const [full] = whole;
  if (full !== undefined && full.length <= shortWidth) return full;
  if (nans > 0) return "NaN";
  if (infinities > 0) return "∞";
  // One number with all its digits says more than several with few.
  if (min === max)
    return fitted(
      downTo(digits).map((shown) => `all ${formatNumber(min, shown)}`),
    );
  return whole.find((text) => text.length <= shortWidth);
}

/** The digits asked for, then fewer, but two at least: a vector of numbers cut to one digit says little. */
function downTo(digits: number): number[] {
  const fewest = Math.min(digits, 2);
  return Array.from(
    { length: digits - fewest + 1 },
    (_each, index) => digits - index,
  );
}

function fitted(candidates: readonly string[]): string {
  const last = candidates.at(-1) ?? "";
  return (
    candidates.find((text) => text.length <= shortWidth) ??
    `${last.slice(0, shortWidth - 1)}…`
  );
}
