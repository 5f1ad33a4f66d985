/** The product inside a dense layer, over the last axis of any number of examples. */
import {
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
} from "../../graph/dimension.js";
import { formatShape, sizeOf } from "../../graph/shape.js";
import type { TensorOperation } from "../operation.js";
import { multiplyMatrices } from "./multiply.js";
import { rowMajor, transposed } from "./view.js";

/** x `[…, in]`, W `[units, in]` → x Wᵀ `[…, units]`; for a vector, W x. */
export const linear: TensorOperation = {
  name: "linear",
  family: "linear algebra",
  summary:
    "The product x Wᵀ over the last axis, as in a dense layer; for a vector, W x.",
  formula: "outᵢ = Σⱼ Wᵢⱼ xⱼ",
  callable: false,
  notation: "{0} · {1}ᵀ",
  signature: [
    { name: "x", kind: "tensor", summary: "Examples, features last." },
    { name: "weight", kind: "tensor", summary: "A row for each unit." },
  ],
  kernel: "tensor",
  shape: ([x = [], weight = []]) => {
    const [units, inner] = weight;
    const features = x.at(-1);
    if (weight.length !== 2 || units === undefined || inner === undefined)
      return {
        mismatch: `The weight must be a matrix [units, in], and it is ${formatShape(weight)}`,
        operands: [1],
      };
    if (features === undefined)
      return {
        mismatch:
          "A dense layer needs a vector or more, and its operand is a scalar",
        operands: [0],
      };
    if (provablyDiffer(features, inner))
      return {
        mismatch:
          `The last axis of ${formatShape(x)} is ${formatDimension(features)}, ` +
          `and the weight ${formatShape(weight)} takes ${formatDimension(inner)}`,
        operands: [0, 1],
        axes: [x.length - 1, 1],
        expected: features,
      };
    return [...x.slice(0, -1), units];
  },
  derivatives: [
    { contribution: "{up} · {1}", contributionWithVector: "{1}ᵀ · {up}" },
    {
      contribution: "{up}ᵀ · {0}",
      contributionWithVector: "{up} ⊗ {0}",
      sumsOverBatch: true,
    },
  ],
  forward: ({
    inputs: [x, weight],
    inputShapes: [, [units = 1, inner = 1] = []],
    output,
  }) => {
    if (!x || !weight) return undefined;
    const rows = output.length / units;
    multiplyMatrices(
      rowMajor(x, inner),
      transposed(rowMajor(weight, inner)),
      rowMajor(output, units),
      rows,
      units,
      inner,
      false,
    );
    return undefined;
  },
  backward: (call, operand) => {
    const {
      inputs: [x, weight],
      inputShapes: [, [units = 1, inner = 1] = []],
    } = call;
    if (!x || !weight) return;
    const up = rowMajor(call.upstream, units);
    const target = rowMajor(call.gradient, inner);
    const rows = call.upstream.length / units;
    if (operand === 0)
      multiplyMatrices(
        up,
        rowMajor(weight, inner),
        target,
        rows,
        inner,
        units,
        true,
      );
    else
      multiplyMatrices(
        transposed(up),
        rowMajor(x, inner),
        target,
        units,
        inner,
        rows,
        true,
      );
  },
  cost: ([, [, inner = 1] = []], result) =>
    multiplyDimensions(sizeOf(result), inner),
};
