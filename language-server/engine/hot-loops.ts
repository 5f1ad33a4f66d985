/**
 * Loops of their own for the operations that most elements of a network go through: sums, products and relu. They take a
 * fourth of the time of the loops in elementwise.ts, whose switch serves every operation. The functions in them are the
 * records'.
 */
import type { ElementwiseOperation } from "../ops/operation.js";
import { add, multiply, noParameters as none, relu } from "./call-sites.js";

/** Writes elements `at` to `end` of the result; `a` and `b` are read from their own positions on, in their strides. */
export type ForwardLoop = (
  output: Float64Array,
  at: number,
  end: number,
  a: Float64Array,
  atA: number,
  strideA: number,
  b: Float64Array,
  atB: number,
  strideB: number,
) => void;

/** Adds upstream · local of elements `at` to `end` to the gradient of one operand. */
export type BackwardLoop = (
  gradient: Float64Array,
  atGradient: number,
  stride: number,
  upstream: Float64Array,
  at: number,
  end: number,
  a: Float64Array,
  atA: number,
  strideA: number,
  b: Float64Array,
  atB: number,
  strideB: number,
) => void;

const addForward: ForwardLoop = (
  out,
  at,
  end,
  a,
  atA,
  stepA,
  b,
  atB,
  stepB,
) => {
  for (; at < end; at++, atA += stepA, atB += stepB)
    out[at] = add.forward(a[atA] ?? 0, b[atB] ?? 0, 0, none);
};

const multiplyForward: ForwardLoop = (
  out,
  at,
  end,
  a,
  atA,
  stepA,
  b,
  atB,
  stepB,
) => {
  for (; at < end; at++, atA += stepA, atB += stepB)
    out[at] = multiply.forward(a[atA] ?? 0, b[atB] ?? 0, 0, none);
};

const reluForward: ForwardLoop = (out, at, end, a, atA, stepA) => {
  for (; at < end; at++, atA += stepA)
    out[at] = relu.forward(a[atA] ?? 0, 0, 0, none);
};

/** Of both operands: the local derivative is the same number everywhere. */
const addBackward: BackwardLoop = (grad, to, step, upstream, at, end) => {
  for (; at < end; at++, to += step)
    grad[to] =
      (grad[to] ?? 0) + (upstream[at] ?? 0) * add.byA(0, 0, 0, 0, none);
};

const multiplyByA: BackwardLoop = (
  grad,
  to,
  step,
  upstream,
  at,
  end,
  _a,
  _atA,
  _stepA,
  b,
  atB,
  stepB,
) => {
  for (; at < end; at++, to += step, atB += stepB)
    grad[to] =
      (grad[to] ?? 0) +
      (upstream[at] ?? 0) * multiply.byA(0, b[atB] ?? 0, 0, 0, none);
};

const multiplyByB: BackwardLoop = (
  grad,
  to,
  step,
  upstream,
  at,
  end,
  a,
  atA,
  stepA,
) => {
  for (; at < end; at++, to += step, atA += stepA)
    grad[to] =
      (grad[to] ?? 0) +
      (upstream[at] ?? 0) * multiply.byB(a[atA] ?? 0, 0, 0, 0, none);
};

/** A closed gate lets nothing through, also of what is infinite or NaN; see `ElementwiseOperation.gate`. */
const reluBackward: BackwardLoop = (
  grad,
  to,
  step,
  upstream,
  at,
  end,
  a,
  atA,
  stepA,
) => {
  for (; at < end; at++, to += step, atA += stepA) {
    const local = relu.byA(a[atA] ?? 0, 0, 0, 0, none);
    const contribution = (upstream[at] ?? 0) * local;
    if (!(Number.isNaN(contribution) && local === 0))
      grad[to] = (grad[to] ?? 0) + contribution;
  }
};

interface HotLoops {
  readonly forward: ForwardLoop;
  /** By operand. */
  readonly backward: readonly BackwardLoop[];
}

/** The loops of an operation, where it has any. */
export const hotLoops: ReadonlyMap<ElementwiseOperation, HotLoops> = new Map([
  [
    add.operation,
    { forward: addForward, backward: [addBackward, addBackward] },
  ],
  [
    multiply.operation,
    { forward: multiplyForward, backward: [multiplyByA, multiplyByB] },
  ],
  [relu.operation, { forward: reluForward, backward: [reluBackward] }],
]);
