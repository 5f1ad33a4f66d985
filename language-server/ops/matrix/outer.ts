/** The outer product of two vectors. */
import { sizeOf } from "../../graph/shape.js";
import type { TensorOperation } from "../operation.js";
import { multiplyMatrices } from "./multiply.js";
import { rowMajor, transposed } from "./view.js";
import { leftAndRight, refuseRanks } from "./operands.js";

export const outer: TensorOperation = {
  name: "outer",
  family: "linear algebra",
  summary:
    "Outer product of two vectors: every element of a times every one of b.",
  formula: "outᵢⱼ = aᵢ bⱼ",
  callable: true,
  notation: "{0} ⊗ {1}",
  signature: leftAndRight,
  examples: [{ operands: ["[3]", "[4]"] }],
  kernel: "tensor",
  shape: (shapes) => {
    const [a = [], b = []] = shapes;
    return refuseRanks("outer", shapes, (rank) => rank === 1) ?? [...a, ...b];
  },
  derivatives: [
    { contribution: "{up} · {1}" },
    { contribution: "{up}ᵀ · {0}" },
  ],
  forward: ({
    inputs: [a, b],
    output,
    outputShape: [rows = 1, columns = 1],
  }) => {
    if (!a || !b) return undefined;
    const left = rowMajor(a, 1);
    const right = rowMajor(b, columns);
    const result = rowMajor(output, columns);
    multiplyMatrices(left, right, result, rows, columns, 1, false);
    return undefined;
  },
  backward: (call, operand) => {
    const {
      inputs: [a, b],
      outputShape: [rows = 1, columns = 1],
    } = call;
    if (!a || !b) return;
    const up = rowMajor(call.upstream, columns);
    const target = rowMajor(call.gradient, 1);
    if (operand === 0)
      multiplyMatrices(up, rowMajor(b, 1), target, rows, 1, columns, true);
    else
      multiplyMatrices(
        transposed(up),
        rowMajor(a, 1),
        target,
        columns,
        1,
        rows,
        true,
      );
  },
  cost: (_operands, result) => sizeOf(result),
};
