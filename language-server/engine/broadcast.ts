/**
 * How operands are stretched over a result (NumPy's broadcasting), as a few long runs: axes along which every operand
 * simply goes on are merged, so that equal shapes are one run, and so is a scalar with a tensor.
 */
import type { BoundShape } from "../graph/shape.js";
import { broadcastStrides } from "../ops/strided.js";

/** At most three operands; those that an operation does not have are of stride 0. */
export interface BroadcastLayout {
  /** Number of runs; run r starts at element r · `length` of the result. */
  readonly runs: number;
  /** Elements of a run, contiguous in the result. */
  readonly length: number;
  /** For each operand, how far its next element lies within a run: 0 where it is stretched. */
  readonly strides: readonly [number, number, number];
  /** For each operand, the element where each run starts; absent where there is only the run that starts at 0. */
  readonly starts: readonly [Int32Array, Int32Array, Int32Array] | undefined;
}

/**
 * The layout of operands of these shapes over the result's shape, which they broadcast to.
 */
export function broadcastLayout(
  operands: readonly BoundShape[],
  result: BoundShape,
): BroadcastLayout {
  const lengths: number[] = [];
  const strides: number[][] = operands.map(() => []);
  const all = operands.map((shape) => broadcastStrides(shape, result));
  for (const [axis, length] of result.entries()) {
    if (length === 1) continue;
    const here = all.map((each) => each[axis] ?? 0);
    const last = lengths.length - 1;
    const continues =
      last >= 0 &&
      here.every((stride, k) => strides[k]?.[last] === stride * length);
    if (continues) lengths[last] = (lengths[last] ?? 1) * length;
    else lengths.push(length);
    for (const [k, stride] of here.entries()) {
      if (continues) strides[k]?.pop();
      strides[k]?.push(stride);
    }
  }
  return runsOf(lengths, strides);
}

function runsOf(
  lengths: readonly number[],
  strides: readonly (readonly number[])[],
): BroadcastLayout {
  const inner = lengths.length - 1;
  const length = lengths[inner] ?? 1;
  const innerStride = (k: number): number => strides[k]?.[inner] ?? 0;
  const outer = lengths.slice(0, Math.max(0, inner));
  const runs = outer.reduce((product, each) => product * each, 1);
  const startsOf = (k: number): Int32Array => runStarts(outer, strides[k]);
  return {
    runs,
    length,
    strides: [innerStride(0), innerStride(1), innerStride(2)],
    starts: runs === 1 ? undefined : [startsOf(0), startsOf(1), startsOf(2)],
  };
}

/** Where each run of one operand starts, the last outer axis running fastest. */
function runStarts(
  outer: readonly number[],
  strides: readonly number[] = [],
): Int32Array {
  let starts = Int32Array.of(0);
  for (const [axis, length] of outer.entries()) {
    const stride = strides[axis] ?? 0;
    const next = new Int32Array(starts.length * length);
    let at = 0;
    for (const start of starts) {
      for (let step = 0; step < length; step++)
        next[at++] = start + step * stride;
    }
    starts = next;
  }
  return starts;
}
