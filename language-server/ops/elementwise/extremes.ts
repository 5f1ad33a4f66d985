/** `min` and `max` of three or more tensors, element by element; two are a binary operation in choice.ts. */
import { broadcast } from "./build.js";
import type { TensorOperation } from "../operation.js";
import { broadcastStrides, visitRuns } from "../strided.js";

/** `saved` counts, for each element of the result, how many operands are tied there. */
export function manyExtremes(which: "min" | "max"): TensorOperation {
  const pick = which === "max" ? Math.max : Math.min;
  const adjective = which === "max" ? "largest" : "smallest";
  return {
    name: which === "max" ? "maximum_of_many" : "minimum_of_many",
    overloads: { name: which, from: 3 },
    family: "elementwise",
    summary: `The ${adjective} of several tensors, element by element.`,
    formula: `${which}(a, b, …)`,
    callable: true,
    signature: [
      { name: "operands", kind: "tensors", summary: "Three or more tensors." },
    ],
    kernel: "tensor",
    shape: broadcast,
    derivatives: [
      {
        local: `1 where the operand is the ${adjective}, else 0`,
        contribution: `{up} where the operand is the ${adjective}, else 0`,
        convention: "a tie splits the gradient evenly among all that are tied",
      },
    ],
    saved: (_operands, result) =>
      result.reduce((size, dimension) => size * dimension, 1),
    forward: ({ inputs, inputShapes, output, outputShape, saved }) => {
      output.fill(which === "max" ? -Infinity : Infinity);
      for (const [operand, input] of inputs.entries()) {
        const strides = broadcastStrides(
          inputShapes[operand] ?? [],
          outputShape,
        );
        visitRuns(
          outputShape,
          0,
          strides,
          (position, address, length, stride) => {
            for (let i = 0; i < length; i++) {
              const value = input[address + i * stride] ?? 0;
              const best = output[position + i] ?? 0;
              const tied = value === best && operand > 0;
              const better = pick(value, best);
              output[position + i] = better;
              if (tied) saved[position + i] = (saved[position + i] ?? 0) + 1;
              else if (value === better) saved[position + i] = 1;
            }
          },
        );
      }
      return undefined;
    },
    backward: (call, operand) => {
      const { inputs, inputShapes, output, outputShape, saved } = call;
      const { upstream, gradient } = call;
      const input = inputs[operand] ?? output;
      const strides = broadcastStrides(inputShapes[operand] ?? [], outputShape);
      visitRuns(
        outputShape,
        0,
        strides,
        (position, address, length, stride) => {
          for (let i = 0; i < length; i++) {
            const at = address + i * stride;
            if (input[at] !== output[position + i]) continue;
            const share =
              (upstream[position + i] ?? 0) / (saved[position + i] ?? 1);
            gradient[at] = (gradient[at] ?? 0) + share;
          }
        },
      );
    },
    kinks: ({ saved }) => {
      let count = 0;
      for (const tied of saved) if (tied > 1) count++;
      return count;
    },
  };
}
