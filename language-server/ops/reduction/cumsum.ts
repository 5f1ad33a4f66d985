/** The running sum along one axis. */
import { acceptedAxis, invalidAxis, resolveAxis } from "../axes.js";
import { visitGroupGradients, visitGroups } from "../groups.js";
import type { TensorOperation } from "../operation.js";

export const cumsum: TensorOperation = {
  name: "cumsum",
  family: "reduction",
  summary: "The running sum along an axis: each element plus all before it.",
  formula: "outᵢ = Σⱼ≤ᵢ xⱼ",
  callable: true,
  notation: "cumsum({0})",
  signature: [
    { name: "x", kind: "tensor", summary: "The tensor to sum up." },
    {
      name: "axis",
      kind: "axis",
      default: null,
      summary: "The axis to sum along; only a vector needs none.",
    },
  ],
  examples: [
    { operands: ["[4]"] },
    { operands: ["[batch, 4]"], attributes: { axis: 1 } },
  ],
  kernel: "tensor",
  shape: ([shape = []], { axis }) => {
    if (axis === null || axis === undefined)
      return shape.length === 1
        ? shape
        : invalidAxis("cumsum needs an axis here, for example axis: 0");
    const resolved = resolveAxis(axis, shape);
    return typeof resolved === "number" ? shape : resolved;
  },
  derivatives: [
    { contribution: "the running sum of {up} from the last element backwards" },
  ],
  forward: ({ inputs, inputShapes, output, attributes: { axis } }) => {
    const [input = output] = inputs;
    const [shape = []] = inputShapes;
    const axes = [acceptedAxis(axis ?? 0, shape)];
    visitGroups(shape, axes, input, (_group, values, start, stride, count) => {
      let total = 0;
      for (let i = 0, at = start; i < count; i++, at += stride) {
        total += values[at] ?? 0;
        output[at] = total;
      }
    });
    return undefined;
  },
  backward: ({ inputShapes, upstream, gradient, attributes: { axis } }) => {
    const [shape = []] = inputShapes;
    visitGroupGradients(
      shape,
      [acceptedAxis(axis ?? 0, shape)],
      upstream,
      gradient,
      (_group, above, added, start, stride, count) => {
        let total = 0;
        for (let i = count - 1, at = start + i * stride; i >= 0; i--) {
          total += above[at] ?? 0;
          added[at] = (added[at] ?? 0) + total;
          at -= stride;
        }
      },
    );
  },
};
