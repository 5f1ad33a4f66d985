/** The largest and smallest element: `max`, `min`, and where they stand: `argmax`, `argmin`. */
import { acceptedAxes, reducedShape } from "../axes.js";
import { visitGroups } from "../groups.js";
import type { Operation, TensorOperation } from "../operation.js";
import { addTo, operandX, reduction } from "./build.js";

function extreme(name: "max" | "min", adjective: string): TensorOperation {
  const worst = name === "max" ? -Infinity : Infinity;
  const pick = name === "max" ? Math.max : Math.min;
  return reduction({
    name,
    summary: `The ${adjective} element.`,
    formula: `${name} xᵢ`,
    forward: (values, start, stride, count) => {
      let best = worst;
      for (let i = 0, at = start; i < count; i++, at += stride)
        best = pick(best, values[at] ?? 0);
      return best;
    },
    derivative: {
      local: `1 at the ${adjective} element, else 0`,
      contribution: `{up} at the ${adjective} element, 0 elsewhere`,
      convention: "a tie splits the gradient evenly among all that are tied",
    },
    gradient: (values, gradient, start, stride, count, out, upstream) => {
      const tied = countEqual(values, start, stride, count, out);
      // NaN equals nothing: as in PyTorch every element then gets NaN.
      const share = upstream / tied;
      for (let i = 0, at = start; i < count; i++, at += stride) {
        if (tied === 0) addTo(gradient, at, NaN);
        else if (values[at] === out) addTo(gradient, at, share);
      }
    },
    kink: (values, start, stride, count, out) =>
      countEqual(values, start, stride, count, out) > 1,
  });
}

function countEqual(
  values: Float64Array,
  start: number,
  stride: number,
  count: number,
  wanted: number,
): number {
  let equal = 0;
  for (let i = 0, at = start; i < count; i++, at += stride)
    if (values[at] === wanted) equal++;
  return equal;
}

/** The position of the first extreme element along `axis`, in row-major order of several; NaN counts as extreme. */
function extremePosition(
  name: "argmax" | "argmin",
  adjective: string,
  better: (a: number, b: number) => boolean,
): TensorOperation {
  return {
    name,
    family: "reduction",
    summary: `The position of the ${adjective} element, the first of equals. It has no gradient.`,
    callable: true,
    notation: `${name}({0})`,
    signature: [
      { ...operandX, summary: "The tensor to search." },
      {
        name: "axis",
        kind: "axes",
        default: null,
        named: true,
        summary:
          "The axis or axes to search along; all where it is left out. The position counts elements of several axes in row-major order.",
      },
      {
        name: "keep",
        kind: "switch",
        default: false,
        named: true,
        summary: "Whether searched axes stay, with one element.",
      },
    ],
    examples: [
      { operands: ["[batch, 10]"], attributes: { axis: 1 } },
      { operands: ["[batch, 10]"] },
    ],
    kernel: "tensor",
    shape: reducedShape,
    derivatives: [undefined],
    forward: ({ inputs, inputShapes, output, attributes: { axis } }) => {
      const [input = output] = inputs;
      const [shape = []] = inputShapes;
      const axes = acceptedAxes(axis, shape);
      visitGroups(shape, axes, input, (group, values, start, stride, count) => {
        let best = 0;
        let bestValue = values[start] ?? 0;
        for (let i = 1, at = start + stride; i < count; i++, at += stride) {
          if (Number.isNaN(bestValue)) break;
          const value = values[at] ?? 0;
          if (!better(value, bestValue) && !Number.isNaN(value)) continue;
          best = i;
          bestValue = value;
        }
        output[group] = best;
      });
      return undefined;
    },
  };
}

export const extremes: readonly Operation[] = [
  extreme("max", "largest"),
  extreme("min", "smallest"),
  extremePosition("argmax", "largest", (a, b) => a > b),
  extremePosition("argmin", "smallest", (a, b) => a < b),
];
