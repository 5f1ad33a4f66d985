/** Operations that read their operand by other strides: `transpose` and `broadcast_to`. */
import { type Dimension, sameDimension } from "../../graph/dimension.js";
import type { AttributeValue } from "../../graph/graph.js";
import {
  broadcastShapes,
  formatShape,
  isDisagreement,
  type Shape,
} from "../../graph/shape.js";
import { invalidAxis, resolveAxis } from "../axes.js";
import type { Mismatch, Operation, TensorOperation } from "../operation.js";
import {
  addStrided,
  broadcastStrides,
  readStrided,
  stridesOf,
} from "../strided.js";

const operandX = {
  name: "x",
  kind: "tensor",
  summary: "The operand.",
} as const;

/** The order in which the operand's axes appear in the result; reversed for a matrix without `axes`. */
function permutation(
  shape: Shape,
  axes: AttributeValue,
): readonly number[] | Mismatch {
  if (axes === null || axes === undefined)
    return shape.length === 2
      ? [1, 0]
      : invalidAxis(
          `Without axes only a matrix can be transposed, and this is ${formatShape(shape)}; use transpose(x, [axes])`,
        );
  const written = Array.isArray(axes) ? axes : [axes];
  const order: number[] = [];
  for (const each of written) {
    const axis = resolveAxis(each as AttributeValue, shape);
    if (typeof axis !== "number") return axis;
    order.push(axis);
  }
  return order.length === shape.length && new Set(order).size === order.length
    ? order
    : invalidAxis(
        `\`transpose\` needs each axis of ${formatShape(shape)} once, and was given [${order.join(", ")}]`,
      );
}

const permuted = <T>(items: readonly T[], order: readonly number[]): T[] =>
  order.flatMap((axis) => items.slice(axis, axis + 1));

const transpose: TensorOperation = {
  name: "transpose",
  family: "shape",
  summary: "The axes in another order; a matrix without axes is mirrored.",
  formula: "outᵢⱼ = xⱼᵢ",
  callable: true,
  notation: "{0}ᵀ",
  signature: [
    operandX,
    {
      name: "axes",
      kind: "axes",
      default: null,
      summary: "The operand’s axes in the order of the result.",
    },
  ],
  kernel: "tensor",
  examples: [
    { operands: ["[3, 4]"] },
    { operands: ["[batch, 5, 8]"], attributes: { axes: [0, 2, 1] } },
  ],
  shape: ([x = []], { axes }) => {
    const order = permutation(x, axes);
    return "mismatch" in order ? order : permuted<Dimension>(x, order);
  },
  derivatives: [{ contribution: "{up}ᵀ" }],
  forward: ({ inputs, inputShapes, output, outputShape, attributes }) => {
    const [input = output] = inputs;
    const [shape = []] = inputShapes;
    const order = permutation(shape, attributes["axes"]);
    if ("mismatch" in order) return undefined;
    const strides = permuted(stridesOf(shape), order);
    readStrided(outputShape, input, 0, strides, output);
    return undefined;
  },
  backward: ({ inputShapes, outputShape, upstream, gradient, attributes }) => {
    const [shape = []] = inputShapes;
    const order = permutation(shape, attributes["axes"]);
    if ("mismatch" in order) return;
    const strides = permuted(stridesOf(shape), order);
    addStrided(outputShape, upstream, gradient, 0, strides);
  },
};

const broadcastTo: TensorOperation = {
  name: "broadcast_to",
  family: "shape",
  summary:
    "The operand repeated along axes of one element and new leading axes.",
  callable: true,
  notation: "broadcast_to({0}, {shape})",
  signature: [
    operandX,
    { name: "shape", kind: "shape", summary: "The shape of the result." },
  ],
  kernel: "tensor",
  examples: [{ operands: ["[3, 1]"], attributes: { shape: [2, 3, 4] } }],
  shape: ([x = []], { shape }) => {
    const wanted = (Array.isArray(shape) ? shape : []) as readonly Dimension[];
    const result = broadcastShapes([x, wanted]);
    const fits =
      !isDisagreement(result) &&
      result.length === wanted.length &&
      // What is wanted as 1 must not be stretched by the operand.
      result.every(
        (dimension, axis) => wanted[axis] !== 1 || sameDimension(dimension, 1),
      );
    if (fits) return wanted;
    return {
      mismatch: `${formatShape(x)} cannot be broadcast to ${formatShape(wanted)}: aligned at the last axis, sizes must be equal or 1`,
      operands: [0],
    };
  },
  derivatives: [
    { contribution: "{up}, summed over the axes that were stretched" },
  ],
  forward: ({ inputs, inputShapes, output, outputShape }) => {
    const [input = output] = inputs;
    const strides = broadcastStrides(inputShapes[0] ?? [], outputShape);
    readStrided(outputShape, input, 0, strides, output);
    return undefined;
  },
  backward: ({ inputShapes, outputShape, upstream, gradient }) => {
    const strides = broadcastStrides(inputShapes[0] ?? [], outputShape);
    addStrided(outputShape, upstream, gradient, 0, strides);
  },
};

export const stridings: readonly Operation[] = [transpose, broadcastTo];
