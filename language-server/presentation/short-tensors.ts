/**
 * A tensor in the characters that a wire of the graph has room for. Its numbers have all the digits asked for, or an `≈`
 * before them: what looks exact is so.
 */
import { type BoundShape, formatShape } from "../graph/shape.js";
import { formatElements } from "./elements.js";
import { formatNumber } from "./numbers.js";

/** The room for one number: as many characters as `−1.234e-10` takes, and one more. */
export const numberWidth = 11;

/**
 * Room by the number of elements, such that with four digits most texts are whole: one number, two of them,
 * `[0.1234, 0.5678, 0.9012]` and more that are shorter, `all −0.0007519` of any number of elements.
 */
const widths: readonly (readonly [mostElements: number, width: number])[] = [
  [1, numberWidth],
  [2, 20],
  [6, 24],
  [Infinity, 14],
];

/** How many characters a tensor of so many elements takes at most. */
export const shortWidth = (size: number): number =>
  widths.find(([mostElements]) => size <= mostElements)?.[1] ?? numberWidth;

/** Of what fits at all there are no more elements. */
const mostListed = 6;

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

/** `−0.0007519`; of more digits than there is room for `≈−0.00075193`. */
export const shortNumber = (value: number, digits: number): string =>
  fitted(
    roundings(digits, (shown) => formatNumber(value, shown)),
    numberWidth,
  );

/** `0.6225`, `[0.5, 0.5]`, `all 0`, the shape of a larger one; never longer than `shortWidth`. */
export function shortValue(tensor: ShortTensor, digits: number): string {
  const { shape, size } = tensor;
  return (
    shortest(tensor, digits) ??
    fitted([formatShape(shape), shape.join("×")], shortWidth(size))
  );
}

/** The same of a gradient, where how large it is says more than its shape: `≤ 0.03129`, over all elements. */
export function shortGradient(tensor: ShortTensor, digits: number): string {
  const short = shortest(tensor, digits);
  if (short !== undefined) return short;
  const largest = Math.max(Math.abs(tensor.min), Math.abs(tensor.max));
  const bounds = roundings(
    digits,
    (shown) => formatNumber(largest, shown),
    "≤ ",
  );
  return fitted(bounds, shortWidth(tensor.size));
}

function shortest(tensor: ShortTensor, digits: number): string | undefined {
  const { shape, size, elements, min, max, nans, infinities } = tensor;
  const width = shortWidth(size);
  const isWhole = elements.length >= size && size <= mostListed;
  const whole = isWhole
    ? roundings(digits, (shown) =>
        formatElements(elements, shape, (value) => formatNumber(value, shown)),
      )
    : [];
  if (size === 1) return fitted(whole, width);
  const [full] = whole;
  if (full !== undefined && full.length <= width) return full;
  if (nans > 0) return "NaN";
  if (infinities > 0) return "∞";
  // One number with all its digits says more than several with few.
  if (min === max)
    return fitted(
      roundings(digits, (shown) => formatNumber(min, shown), "all "),
      width,
    );
  return whole.find((text) => text.length <= width);
}

/**
 * With the digits asked for, then with fewer and an `≈`, but two at least: numbers cut to one digit say little.
 * @param before what stands before the number and its `≈`
 */
function roundings(
  digits: number,
  format: (digits: number) => string,
  before = "",
): string[] {
  const fewest = Math.min(digits, 2);
  const fewer = Array.from(
    { length: digits - fewest },
    (_each, index) => `${before}≈${format(digits - 1 - index)}`,
  );
  return [`${before}${format(digits)}`, ...fewer];
}

function fitted(candidates: readonly string[], width: number): string {
  const last = candidates.at(-1) ?? "";
  return (
    candidates.find((text) => text.length <= width) ??
    `${last.slice(0, width - 1)}…`
  );
}
