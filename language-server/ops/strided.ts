/**
 * Walking a tensor by strides: how transposes, slices and stretched operands are read and written without a copy.
 * An address is an index into the flat array; strides count elements and may be 0 or negative.
 */
import type { BoundShape } from "../graph/shape.js";

/** Row-major strides of a shape. */
export function stridesOf(shape: BoundShape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}

/** The strides by which a tensor of `shape` is read as if it had the shape `result`, which it broadcasts to. */
export function broadcastStrides(
  shape: BoundShape,
  result: BoundShape,
): number[] {
  const own = stridesOf(shape);
  const missing = result.length - shape.length;
  return result.map((_, axis) =>
    axis < missing || shape[axis - missing] === 1
      ? 0
      : (own[axis - missing] ?? 0),
  );
}

/**
 * A run of elements: `length` of them, the first at row-major position `position` and at `address`, the following ones
 * `stride` further each. Positions in a run are consecutive.
 */
export type VisitRun = (
  position: number,
  address: number,
  length: number,
  stride: number,
) => void;

/** Visits every element of `shape` in row-major order, as runs that are as long as the strides allow. */
export function visitRuns(
  shape: BoundShape,
  offset: number,
  strides: readonly number[],
  visit: VisitRun,
): void {
  const { sizes, steps } = mergeAxes(shape, strides);
  const outer = sizes.length - 1;
  const length = sizes[outer] ?? 1;
  const stride = steps[outer] ?? 1;
  const counter = new Array<number>(Math.max(0, outer)).fill(0);
  let address = offset;
  let position = 0;
  for (;;) {
    visit(position, address, length, stride);
    position += length;
    let axis = outer - 1;
    for (; axis >= 0; axis--) {
      const count = (counter[axis] ?? 0) + 1;
      const step = steps[axis] ?? 0;
      if (count < (sizes[axis] ?? 1)) {
        counter[axis] = count;
        address += step;
        break;
      }
      counter[axis] = 0;
      address -= step * (count - 1);
    }
    if (axis < 0) return;
  }
}

/** The same walk with fewer axes: those of one element are left out, those that go on where the next ends are one. */
export function mergeAxes(
  shape: BoundShape,
  strides: readonly number[],
): { sizes: number[]; steps: number[] } {
  const sizes: number[] = [];
  const steps: number[] = [];
  for (const [axis, size] of shape.entries()) {
    if (size === 1) continue;
    const step = strides[axis] ?? 0;
    const last = sizes.length - 1;
    if (last >= 0 && steps[last] === step * size) {
      sizes[last] = (sizes[last] ?? 1) * size;
      steps[last] = step;
    } else {
      sizes.push(size);
      steps.push(step);
    }
  }
  return { sizes, steps };
}

/** Copies a strided view into a contiguous array of the same shape. */
export function readStrided(
  shape: BoundShape,
  source: Float64Array,
  offset: number,
  strides: readonly number[],
  target: Float64Array,
): void {
  visitRuns(shape, offset, strides, (position, address, length, stride) => {
    for (let i = 0; i < length; i++)
      target[position + i] = source[address + i * stride] ?? 0;
  });
}

/** Adds a contiguous array to a strided view of the same shape: where the view is stretched, its elements sum up. */
export function addStrided(
  shape: BoundShape,
  source: Float64Array,
  target: Float64Array,
  offset: number,
  strides: readonly number[],
): void {
  visitRuns(shape, offset, strides, (position, address, length, stride) => {
    for (let i = 0; i < length; i++) {
      const at = address + i * stride;
      target[at] = (target[at] ?? 0) + (source[position + i] ?? 0);
    }
  });
}
