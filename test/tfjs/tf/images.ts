/**
 * What convolutions and pooling have in common: TensorFlow.js's images have their channels last, ours first; its padding
 * may differ on the two sides, ours may not, so that a border is put around the image first.
 */
import { notShared } from "../recording.js";
import { apply, type Tensor } from "../tensor.js";

/** Before and behind an axis. */
export type Sides = readonly [before: number, after: number];

export const pairOf = (value: unknown): readonly [number, number] => {
  if (typeof value === "number") return [value, value];
  if (Array.isArray(value) && value.length <= 2) {
    const [first, second] = value as readonly unknown[];
    return [Number(first), Number(second ?? first)];
  }
  return notShared("sizes of another number of axes");
};

/** Images with channels first, without or with a batch, as TensorFlow.js's layout says they are. */
export function channelsFirst(
  x: Tensor,
  layout: unknown,
  spatial: number,
): Tensor {
  if (layout === "NCHW" || spatial === 0) return x;
  const { rank } = x;
  // The operation itself refuses what is no image.
  if (rank < spatial + 1 || rank > spatial + 2) return x;
  const axes = [...x.shape.keys()];
  return apply("transpose", [x], {
    axes: [
      ...axes.slice(0, -spatial - 1),
      rank - 1,
      ...axes.slice(-spatial - 1, -1),
    ],
  });
}

export function channelsLast(
  x: Tensor,
  layout: unknown,
  spatial: number,
): Tensor {
  if (layout === "NCHW" || spatial === 0) return x;
  const { rank } = x;
  const axes = [...x.shape.keys()];
  return apply("transpose", [x], {
    axes: [
      ...axes.slice(0, -spatial - 1),
      ...axes.slice(-spatial),
      rank - spatial - 1,
    ],
  });
}

/** The padding of each spatial axis: `same`, `valid`, a number, or a pair for every axis. */
export function sidesOf(
  padding: unknown,
  sizes: readonly number[],
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
  layout: unknown,
): readonly Sides[] {
  if (padding === "valid") return sizes.map(() => [0, 0]);
  if (typeof padding === "number") return sizes.map(() => [padding, padding]);
  if (padding === "same")
    return sizes.map((size, axis) => {
      const step = stride[axis] ?? 1;
      const span = ((kernel[axis] ?? 1) - 1) * (dilation[axis] ?? 1) + 1;
      const places = Math.ceil(size / step);
      const total = Math.max(0, (places - 1) * step + span - size);
      const before = Math.floor(total / 2);
      return [before, total - before];
    });
  if (!Array.isArray(padding))
    return notShared("padding that TensorFlow.js refuses");
  const pairs = padding as readonly Sides[];
  return layout === "NCHW" ? pairs.slice(2) : pairs.slice(1, -1);
}

/** The image with a border where the two sides of an axis differ, and the padding that is left to do. */
export function bordered(
  x: Tensor,
  sides: readonly Sides[],
  value: number,
): { readonly image: Tensor; readonly padding: readonly number[] } {
  if (sides.every(([before, after]) => before === after))
    return { image: x, padding: sides.map(([before]) => before) };
  const others = x.shape.slice(sides.length).map((): Sides => [0, 0]);
  const pads = [...others, ...sides];
  return {
    image: apply("pad", [x], { pads, value }),
    padding: sides.map(() => 0),
  };
}

/** TensorFlow.js's rounding of what does not come out even; ours rounds down. */
export function refuseRounding(rounding: unknown): void {
  if (rounding !== undefined && rounding !== null && rounding !== "floor")
    notShared("windows whose number is not rounded down");
}
