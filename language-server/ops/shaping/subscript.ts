/** NumPy's basic indexing, `a[0]`, `a[1:3]`, `a[:, -1]`, `a[::-1]`: a view by offset and strides. */
import {
  addDimensions,
  type Dimension,
  divideRoundingDown,
  formatDimension,
  leastValue,
  subtractDimensions,
} from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import { type BoundShape, formatShape, type Shape } from "../../graph/shape.js";
import type { Fault, Mismatch, TensorOperation } from "../operation.js";
import { addStrided, readStrided, stridesOf } from "../strided.js";

/** A position, which drops its axis, or start, stop and step, each of which may be left out. */
type Subscript =
  Dimension | readonly [Dimension | null, Dimension | null, number | null];

const subscriptsOf = ({ subscripts }: Attributes): readonly Subscript[] =>
  (Array.isArray(subscripts) ? subscripts : []) as readonly Subscript[];

const isSlice = (
  subscript: Subscript,
): subscript is readonly [Dimension | null, Dimension | null, number | null] =>
  Array.isArray(subscript);

export const index: TensorOperation = {
  name: "index",
  family: "shape",
  summary: "Picks elements and slices by position, as NumPy’s basic indexing.",
  callable: false,
  notation: "{0}[…]",
  signature: [
    { name: "x", kind: "tensor", summary: "The tensor to pick from." },
  ],
  kernel: "tensor",
  shape: ([x = []], attributes) => {
    const subscripts = subscriptsOf(attributes);
    if (subscripts.length > x.length)
      return {
        mismatch: `${formatShape(x)} has ${x.length === 1 ? "one axis" : `${x.length} axes`}, and ${subscripts.length} subscripts were given`,
        code: "invalid-index",
        operands: [0],
      };
    const result: Dimension[] = [];
    for (const [axis, size] of x.entries()) {
      const subscript = subscripts[axis];
      if (subscript === undefined) {
        result.push(size);
      } else if (isSlice(subscript)) {
        const slice = resolveSlice(subscript, size);
        if ("mismatch" in slice) return inAxis(slice, x, axis);
        result.push(slice.length);
      } else {
        const position = resolvePosition(subscript, size);
        if (typeof position === "object" && "mismatch" in position)
          return inAxis(position, x, axis);
      }
    }
    return result;
  },
  derivatives: [{ contribution: "{up} at the picked elements, 0 elsewhere" }],
  forward: ({ inputs, inputShapes, output, outputShape, attributes }) => {
    const [input = output] = inputs;
    const view = viewOf(inputShapes[0] ?? [], outputShape, attributes);
    if ("fault" in view) return view;
    readStrided(outputShape, input, view.offset, view.strides, output);
    return undefined;
  },
  backward: ({ inputShapes, outputShape, upstream, gradient, attributes }) => {
    const view = viewOf(inputShapes[0] ?? [], outputShape, attributes);
    if ("fault" in view) return;
    addStrided(outputShape, upstream, gradient, view.offset, view.strides);
  },
};

const inAxis = (
  { mismatch }: Mismatch,
  shape: Shape,
  axis: number,
): Mismatch => ({
  mismatch: `${mismatch} (axis ${axis} of ${formatShape(shape)})`,
  code: "invalid-index",
  operands: [0],
  axes: [axis],
});

/** A position from the front. An axis whose size has no number yet is taken to be long enough. */
function resolvePosition(
  position: Dimension,
  size: Dimension,
): Dimension | Mismatch {
  const resolved = fromFront(position, size);
  if (typeof resolved === "number" && resolved < 0)
    return outOfRange(position, size);
  const beyond = subtractDimensions(resolved, size);
  return leastValue(beyond) >= 0 ? outOfRange(position, size) : resolved;
}

const outOfRange = (position: Dimension, size: Dimension): Mismatch => ({
  mismatch: `Position ${formatDimension(position)} does not exist: there are ${formatDimension(size)} elements, 0 to ${formatDimension(subtractDimensions(size, 1))}`,
});

/** Negative positions count from the end. */
const fromFront = (position: Dimension, size: Dimension): Dimension =>
  typeof position === "number" && position < 0
    ? addDimensions(size, position)
    : position;

interface Slice {
  readonly start: Dimension;
  readonly step: number;
  readonly length: Dimension;
}

/** Start, step and number of elements of a slice; an empty one is an error, since an axis has at least one element. */
function resolveSlice(
  [start, stop, written]: readonly [
    Dimension | null,
    Dimension | null,
    number | null,
  ],
  size: Dimension,
): Slice | Mismatch {
  const step = written ?? 1;
  if (!Number.isInteger(step) || step === 0)
    return { mismatch: "The step of a slice is a whole number other than 0" };
  const last = subtractDimensions(size, 1);
  const [first, end] =
    step > 0
      ? [clamp(start ?? 0, size, 0, size), clamp(stop ?? size, size, 0, size)]
      : [
          clamp(start ?? last, size, -1, last),
          stop === null ? -1 : clamp(stop, size, -1, last),
        ];
  const span =
    step > 0 ? subtractDimensions(end, first) : subtractDimensions(first, end);
  const stride = Math.abs(step);
  const length =
    divideRoundingDown(addDimensions(span, stride - 1), stride) ?? 0;
  if (typeof length === "number" && length <= 0)
    return {
      mismatch: `The slice is empty: there are ${formatDimension(size)} elements; an axis has at least one`,
    };
  return { start: first, step, length };
}

/** Counted from the front and, where the size is a number, held within the axis as NumPy does. */
function clamp(
  position: Dimension,
  size: Dimension,
  low: Dimension,
  high: Dimension,
): Dimension {
  const resolved = fromFront(position, size);
  if (typeof resolved !== "number" || typeof low !== "number") return resolved;
  if (resolved < low) return low;
  return typeof high === "number" ? Math.min(resolved, high) : resolved;
}

/** The offset and strides of the picked elements, or which subscript lies outside now that sizes are known. */
function viewOf(
  shape: BoundShape,
  result: BoundShape,
  attributes: Attributes,
): { offset: number; strides: number[] } | Fault {
  const subscripts = subscriptsOf(attributes);
  const strides = stridesOf(shape);
  const picked: number[] = [];
  let offset = 0;
  for (const [axis, size] of shape.entries()) {
    const subscript = subscripts[axis] ?? [null, null, null];
    const stride = strides[axis] ?? 1;
    if (!isSlice(subscript)) {
      const position = resolvePosition(subscript, size);
      if (typeof position !== "number") return invalid(position, shape, axis);
      offset += position * stride;
      continue;
    }
    const slice = resolveSlice(subscript, size);
    if ("mismatch" in slice) return invalid(slice, shape, axis);
    if (slice.length !== result[picked.length])
      return invalid(
        {
          mismatch: `The slice has ${formatDimension(slice.length)} elements where ${result[picked.length] ?? 0} are needed`,
        },
        shape,
        axis,
      );
    offset += Number(slice.start) * stride;
    picked.push(slice.step * stride);
  }
  return { offset, strides: picked };
}

function invalid(
  problem: Mismatch | Dimension,
  shape: BoundShape,
  axis: number,
): Fault {
  const reason =
    typeof problem === "object" && "mismatch" in problem
      ? inAxis(problem, shape, axis).mismatch
      : "The subscript has no number";
  return { fault: reason, code: "invalid-index", operand: 0 };
}
