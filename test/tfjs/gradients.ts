/** TensorFlow.js's functions of functions, `tf.grad` and the like, by one reverse pass of our engine. */
import { notShared, recording } from "./recording.js";
import {
  apply,
  fromNumbers,
  isTensor,
  nodeOf,
  type Tensor,
  tensorOf,
  tensorsOf,
} from "./tensor.js";

type Differentiated = (...operands: Tensor[]) => unknown;

interface ValueAndGradients {
  readonly value: Tensor;
  readonly grads: readonly Tensor[];
}

let differentiating = false;

/** The value of `f` at `operands`, and the gradients of Σ upstream · f, or of Σ f where there is no upstream. */
function differentiate(
  f: Differentiated,
  operands: readonly Tensor[],
  given?: unknown,
): ValueAndGradients {
  if (differentiating) notShared("derivatives of derivatives");
  differentiating = true;
  try {
    const value = f(...operands);
    if (!isTensor(value)) return notShared("functions that return no tensor");
    const upstream = given === undefined ? undefined : tensorOf(given);
    if (upstream && String(upstream.shape) !== String(value.shape))
      notShared("upstream gradients of another shape");
    const weighted = upstream ? apply("multiply", [value, upstream]) : value;
    const objective = apply("sum", [weighted]);
    const gradients = recording().gradientsOf(
      nodeOf(objective),
      operands.map(nodeOf),
    );
    return {
      value,
      grads: gradients.map((gradient, index) => {
        const { shape = [], size = 0 } = operands[index] ?? {};
        // What the function does not depend on has a derivative of 0 in the language.
        return fromNumbers(gradient ?? new Float64Array(size), shape);
      }),
    };
  } finally {
    differentiating = false;
  }
}

export const gradients = {
  grad: (f: Differentiated) => (x: unknown, upstream?: unknown) =>
    differentiate(f, [tensorOf(x)], upstream).grads[0],
  grads: (f: Differentiated) => (operands: unknown, upstream?: unknown) =>
    differentiate(f, tensorsOf(operands), upstream).grads,
  valueAndGrad: (f: Differentiated) => (x: unknown, upstream?: unknown) => {
    const { value, grads } = differentiate(f, [tensorOf(x)], upstream);
    return { value, grad: grads[0] };
  },
  valueAndGrads:
    (f: Differentiated) => (operands: unknown, upstream?: unknown) =>
      differentiate(f, tensorsOf(operands), upstream),
};
