/** What moves, selects and joins elements, under TensorFlow.js's names. */
import { notShared } from "../recording.js";
import { apply, type Tensor, tensorOf, tensorsOf } from "../tensor.js";

type Numbers = readonly number[];

/** `[start, stop, step]` along an axis. */
type Slice = readonly [number | null, number | null, number];

const select = (x: Tensor, subscripts: readonly (Slice | number)[]): Tensor =>
  apply("index", [x], { subscripts });

const everything: Slice = [null, null, 1];

const joined =
  (standard?: number) =>
  (tensors: unknown, axis = standard ?? 0) =>
    apply("concat", tensorsOf(tensors), { axis });

const position = (x: Tensor, axis: number): number =>
  axis < 0 ? x.rank + axis : axis;

/** The slice on one axis, everything on the others. */
const along = (
  x: Tensor,
  axis: number,
  subscript: Slice | number,
): (Slice | number)[] =>
  x.shape.map((_, i) => (i === position(x, axis) ? subscript : everything));

function reverse(value: unknown, axis?: number | Numbers): Tensor {
  const x = tensorOf(value);
  const axes =
    typeof axis === "number" ? [axis] : (axis ?? [...x.shape.keys()]);
  const turned = axes.map((each) => position(x, each));
  if (turned.some((each) => !Number.isInteger(each) || each < 0))
    notShared("axes that no slice can name");
  const subscripts = Array.from(
    { length: Math.max(x.rank, ...turned.map((each) => each + 1)) },
    (_, i): Slice => (turned.includes(i) ? [null, null, -1] : everything),
  );
  return select(x, subscripts);
}

/** Which ranks these four refuse is their own affair. */
const reverseOfRank =
  (rank: number) =>
  (value: unknown, axis?: number | Numbers): Tensor =>
    tensorOf(value).rank === rank
      ? reverse(value, axis)
      : notShared("functions for one rank, of a tensor of another");

/** A size of −1 is all that is left. */
function slice(
  value: unknown,
  begin: number | Numbers,
  size?: number | Numbers,
): Tensor {
  const x = tensorOf(value);
  const begins = typeof begin === "number" ? [begin] : begin;
  const sizes = typeof size === "number" ? [size] : (size ?? []);
  const subscripts = begins.map((start, axis): Slice => {
    const count = sizes[axis] ?? -1;
    if (count === 0) notShared("tensors without elements");
    return [start, count < 0 ? null : start + count, 1];
  });
  return select(x, subscripts);
}

/** In the masks, bit i stands for axis i: no start, no end, an axis that is dropped. */
function stridedSlice(
  value: unknown,
  begin: Numbers,
  end: Numbers,
  strides: Numbers | null = null,
  noBegin = 0,
  noEnd = 0,
  ellipsis = 0,
  newAxis = 0,
  dropped = 0,
): Tensor {
  if (ellipsis !== 0 || newAxis !== 0)
    notShared("slices with new axes or an ellipsis");
  const has = (mask: number, axis: number): boolean =>
    ((mask >> axis) & 1) === 1;
  return select(
    tensorOf(value),
    begin.map((start, axis) =>
      has(dropped, axis)
        ? start
        : [
            has(noBegin, axis) ? null : start,
            has(noEnd, axis) ? null : (end[axis] ?? null),
            strides?.[axis] ?? 1,
          ],
    ),
  );
}

function split(value: unknown, parts: number | Numbers, axis = 0): Tensor[] {
  const x = tensorOf(value);
  const length = x.shape[position(x, axis)] ?? 0;
  const sizes =
    typeof parts === "number"
      ? new Array<number>(parts).fill(length / parts)
      : parts;
  const sum = sizes.reduce((total, size) => total + Math.max(0, size), 0);
  const whole = sizes.map((size) => (size < 0 ? length - sum : size));
  const isExact =
    whole.every((size) => Number.isInteger(size) && size >= 0) &&
    whole.reduce((total, size) => total + size, 0) === length;
  if (!isExact) notShared("parts that do not add up to the axis");
  let start = 0;
  return whole.map((size) => {
    if (size === 0) notShared("tensors without elements");
    start += size;
    return select(x, along(x, axis, [start - size, start, 1]));
  });
}

function unstack(value: unknown, axis = 0): Tensor[] {
  const x = tensorOf(value);
  const length = x.shape[position(x, axis)];
  if (length === undefined) return notShared("axes that no slice can name");
  return Array.from({ length }, (_, i) => select(x, along(x, axis, i)));
}

const pad = (x: unknown, pads: unknown, value = 0): Tensor =>
  apply("pad", [tensorOf(x)], {
    pads: pads as readonly Numbers[],
    value,
  });

function mirrorPad(x: unknown, pads: unknown, mode: unknown): Tensor {
  if (mode !== "reflect") notShared(`padding by ${String(mode)} reflection`);
  return apply("pad", [tensorOf(x)], {
    pads: pads as readonly Numbers[],
    mode: "reflect",
  });
}

function oneHot(
  ids: unknown,
  classes: number,
  on: number | null = 1,
  off: number | null = 0,
): Tensor {
  const marks = apply("one_hot", [tensorOf(ids)], { classes });
  if ((on ?? 1) === 1 && (off ?? 0) === 0) return marks;
  const scaled = apply("multiply", [marks, tensorOf((on ?? 1) - (off ?? 0))]);
  return apply("add", [scaled, tensorOf(off ?? 0)]);
}

function gather(x: unknown, ids: unknown, axis = 0, batch = 0): Tensor {
  if (batch !== 0) notShared("gathering of a batch");
  return apply("take", [tensorOf(x), tensorOf(ids)], { axis });
}

export const shaping = {
  reshape: (x: unknown, shape: Numbers) =>
    apply("reshape", [tensorOf(x)], { shape }),
  transpose: (value: unknown, axes?: Numbers | null) => {
    const x = tensorOf(value);
    return apply("transpose", [x], {
      axes: axes ?? [...x.shape.keys()].reverse(),
    });
  },
  squeeze: (x: unknown, axis?: Numbers) =>
    apply("squeeze", [tensorOf(x)], { axis: axis ?? null }),
  expandDims: (x: unknown, axis = 0) =>
    apply("unsqueeze", [tensorOf(x)], { axis }),
  broadcastTo: (x: unknown, shape: Numbers) =>
    apply("broadcast_to", [tensorOf(x)], { shape }),
  concat: joined(),
  concat1d: joined(),
  concat2d: joined(),
  concat3d: joined(),
  concat4d: joined(),
  stack: (tensors: unknown, axis = 0) =>
    apply("stack", tensorsOf(tensors), { axis }),
  unstack,
  split,
  slice,
  slice1d: slice,
  slice2d: slice,
  slice3d: slice,
  slice4d: slice,
  stridedSlice,
  reverse,
  reverse1d: reverseOfRank(1),
  reverse2d: reverseOfRank(2),
  reverse3d: reverseOfRank(3),
  reverse4d: reverseOfRank(4),
  pad,
  pad1d: (x: unknown, pads: Numbers, value = 0) => pad(x, [pads], value),
  pad2d: pad,
  pad3d: pad,
  pad4d: pad,
  mirrorPad,
  oneHot,
  gather,
};
