/** Reductions, cumulative sums, norms and what normalises along an axis, under TensorFlow.js's names. */
import { notShared } from "../recording.js";
import { apply, type Tensor, tensorOf } from "../tensor.js";

/** TensorFlow.js's `axis`: a number, a list, or nothing for all axes. */
type Axis = number | readonly number[] | null | undefined;

const reduction =
  (operation: string, standard: Axis = null) =>
  (x: unknown, axis: Axis = standard, keep = false) =>
    apply(operation, [tensorOf(x)], { axis: axis ?? null, keep });

const mean = reduction("mean");
const variance = reduction("var");
const norm = (x: Tensor, p: number, axis: Axis, keep: boolean): Tensor =>
  apply("norm", [x], { p, axis: axis ?? null, keep });

/** Ours are norms of vectors: of all reduced elements. Of two axes TensorFlow.js takes norms of matrices. */
function normOf(
  value: unknown,
  order: unknown = "euclidean",
  axis: Axis = null,
  keep = false,
): Tensor {
  const x = tensorOf(value);
  const axes = typeof axis === "number" ? [axis] : axis;
  const reduced = axes?.length ?? (x.rank === 2 ? 2 : 1);
  const isEuclidean =
    order === "euclidean" || order === "fro" || (order === 2 && reduced < 2);
  if (isEuclidean) return norm(x, 2, axis, keep);
  return typeof order === "number" && order >= 1 && reduced < 2
    ? norm(x, order, axis, keep)
    : notShared("norms that are none of vectors, or of an order below 1");
}

function cumsum(
  value: unknown,
  axis = 0,
  exclusive = false,
  reversed = false,
): Tensor {
  const x = tensorOf(value);
  const position = axis < 0 ? x.rank + axis : axis;
  const turn = (tensor: Tensor): Tensor =>
    reversed
      ? apply("index", [tensor], {
          subscripts: tensor.shape.map((_, i) => [
            null,
            null,
            i === position ? -1 : 1,
          ]),
        })
      : tensor;
  const sum = turn(apply("cumsum", [turn(x)], { axis }));
  return exclusive ? apply("subtract", [sum, x]) : sum;
}

export const reductions = {
  sum: reduction("sum"),
  mean,
  prod: reduction("prod"),
  max: reduction("max"),
  min: reduction("min"),
  argMax: reduction("argmax", 0),
  argMin: reduction("argmin", 0),
  logSumExp: reduction("logsumexp"),
  moments: (x: unknown, axis?: Axis, keep?: boolean) => ({
    mean: mean(x, axis, keep),
    variance: variance(x, axis, keep),
  }),
  norm: normOf,
  euclideanNorm: (x: unknown, axis: Axis = null, keep = false) =>
    norm(tensorOf(x), 2, axis, keep),
  cumsum,
  softmax: (x: unknown, axis = -1) => apply("softmax", [tensorOf(x)], { axis }),
  logSoftmax: (x: unknown, axis = -1) =>
    apply("log_softmax", [tensorOf(x)], { axis }),
};
