/**
 * The windows that convolutions and pooling slide over spatial axes: kernel, stride, padding and dilation as programs
 * write them (a number, or one for each axis), and the number of places that a window has.
 */
import {
  addDimensions,
  type Dimension,
  divideRoundingDown,
  formatDimension,
  multiplyDimensions,
} from "../../graph/dimension.js";
import type { AttributeValue } from "../../graph/graph.js";
import type { Mismatch } from "../operation.js";

/** A window along one axis; `before` and `after` are the padding. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
  readonly dilation: number;
}

/** A window of one element, for the missing axis of what is one-dimensional. */
export const unitWindow: Window = {
  kernel: 1,
  stride: 1,
  before: 0,
  after: 0,
  dilation: 1,
};

/** How the arguments of a window are written. */
export interface WindowArguments {
  readonly kernel: AttributeValue;
  readonly stride: AttributeValue;
  readonly padding: AttributeValue;
  readonly dilation: AttributeValue;
}

/** The window of each of `rank` spatial axes, or which argument does not fit. */
export function windowsOf(
  { kernel, stride, padding, dilation }: WindowArguments,
  rank: number,
): readonly Window[] | Mismatch {
  const kernels = sizesOf("kernel", kernel, rank, 1);
  const strides = sizesOf("stride", stride, rank, 1);
  const dilations = sizesOf("dilation", dilation, rank, 1);
  const paddings =
    padding === "same" ? undefined : sizesOf("padding", padding, rank, 0);
  for (const each of [kernels, strides, dilations, paddings])
    if (each && "mismatch" in each) return each;
  const at = (
    sizes: readonly number[] | Mismatch | undefined,
    axis: number,
  ): number => (sizes && !("mismatch" in sizes) ? (sizes[axis] ?? 1) : 1);
  const windows: Window[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const window = {
      kernel: at(kernels, axis),
      stride: at(strides, axis),
      dilation: at(dilations, axis),
    };
    if (paddings) {
      const each = at(paddings, axis);
      windows.push({ ...window, before: each, after: each });
    } else {
      if (window.stride !== 1)
        return invalid('padding: "same" needs a stride of 1');
      // The odd element stands at the end, as in PyTorch.
      const whole = window.dilation * (window.kernel - 1);
      const before = Math.floor(whole / 2);
      windows.push({ ...window, before, after: whole - before });
    }
  }
  return windows;
}

/** One whole number for each axis from a number or a list of them. */
function sizesOf(
  name: string,
  value: AttributeValue,
  rank: number,
  least: number,
): readonly number[] | Mismatch {
  const sizes: readonly unknown[] = Array.isArray(value)
    ? value
    : new Array<unknown>(rank).fill(value);
  const fits =
    sizes.length === rank &&
    sizes.every(
      (size): size is number =>
        typeof size === "number" && Number.isInteger(size) && size >= least,
    );
  if (fits) return sizes;
  return invalid(
    `${name} needs a whole number of at least ${least}` +
      (rank === 1 ? "" : ", or a list of one for each spatial axis, [h, w]"),
  );
}

const invalid = (mismatch: string): Mismatch => ({
  mismatch,
  code: "invalid-argument",
});

/** How many places a window has along an axis: ⌊(size + padding − dilation · (kernel − 1) − 1) / stride⌋ + 1. */
export function placesOf(
  size: Dimension,
  { kernel, stride, before, after, dilation }: Window,
): Dimension | Mismatch {
  const span = dilation * (kernel - 1) + 1;
  const room = addDimensions(size, before + after - span);
  if (typeof room === "number" && room < 0)
    return {
      mismatch: `The window spans ${span} elements, and the axis has ${formatDimension(size)}${before + after > 0 ? ` and ${before + after} of padding` : ""}`,
    };
  return addDimensions(divideRoundingDown(room, stride) ?? 0, 1);
}

/** The size that a transposed window spreads over: (size − 1) · stride − padding + dilation · (kernel − 1) + extra + 1. */
export function spreadOf(
  size: Dimension,
  { kernel, stride, before, after, dilation }: Window,
  extra: number,
): Dimension {
  const spread = multiplyDimensions(addDimensions(size, -1), stride);
  return addDimensions(
    spread,
    dilation * (kernel - 1) + extra + 1 - before - after,
  );
}
