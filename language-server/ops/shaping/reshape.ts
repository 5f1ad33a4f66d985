/** Operations that keep all elements in their order and only change the shape: `reshape flatten squeeze unsqueeze`. */
import {
  type Dimension,
  divideExactly,
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
} from "../../graph/dimension.js";
import type { AttributeValue } from "../../graph/graph.js";
import { formatShape, type Shape, sizeOf } from "../../graph/shape.js";
import { invalidAxis, resolveAxes, resolveAxis } from "../axes.js";
import type { Mismatch, Operation, TensorOperation } from "../operation.js";

/** What the four have in common: elements are copied as they are, and so is the gradient. */
const sameElements = {
  sharesElements: true,
  family: "shape",
  callable: true,
  kernel: "tensor",
  derivatives: [{ local: "1", contribution: "{up}, in the operand’s shape" }],
  forward: ({ inputs, output }) => {
    const [input = output] = inputs;
    output.set(input);
    return undefined;
  },
  backward: ({ upstream, gradient }) => {
    for (let i = 0; i < gradient.length; i++)
      gradient[i] = (gradient[i] ?? 0) + (upstream[i] ?? 0);
  },
} satisfies Partial<TensorOperation>;

const operandX = {
  name: "x",
  kind: "tensor",
  summary: "The operand.",
} as const;

const reshape: TensorOperation = {
  ...sameElements,
  name: "reshape",
  summary: "The same elements in another shape, in row-major order.",
  notation: "reshape({0}, {shape})",
  signature: [
    operandX,
    {
      name: "shape",
      kind: "shape",
      open: true,
      summary: "The new shape; one dimension may be −1 and is worked out.",
    },
  ],
  examples: [
    { operands: ["[2, 6]"], attributes: { shape: [3, 4] } },
    { operands: ["[batch, 3, 4]"], attributes: { shape: [-1, 12] } },
  ],
  shape: ([x = []], { shape }) => reshapedTo(x, shape),
};

/** The wanted shape with its −1 worked out, or why the number of elements does not fit. */
function reshapedTo(x: Shape, wanted: AttributeValue): Shape | Mismatch {
  const written = (Array.isArray(wanted) ? wanted : []) as readonly Dimension[];
  const open = written.filter((dimension) => dimension === -1).length;
  if (open > 1)
    return {
      mismatch: "`reshape` can work out one −1 only",
      code: "invalid-argument",
    };
  const size = sizeOf(x);
  const rest = sizeOf(written.filter((dimension) => dimension !== -1));
  const left = open === 1 ? divideExactly(size, rest) : undefined;
  if (open === 1 ? left === undefined : provablyDiffer(size, rest))
    return {
      mismatch:
        `${formatShape(x)} has ${formatDimension(size)} elements, and ${formatShape(written)} ` +
        (open === 1
          ? `needs a multiple of ${formatDimension(rest)}`
          : `has ${formatDimension(rest)}`),
      operands: [0],
    };
  return written.map((dimension) =>
    dimension === -1 ? (left ?? 1) : dimension,
  );
}

const flatten: TensorOperation = {
  ...sameElements,
  name: "flatten",
  summary: "The axes from one on joined into one.",
  notation: "flatten({0})",
  signature: [
    operandX,
    {
      name: "from",
      kind: "axis",
      default: 0,
      summary: "The first axis that is joined; 1 keeps the batch.",
    },
  ],
  examples: [
    { operands: ["[batch, 16, 5, 5]"], attributes: { from: 1 } },
    { operands: ["[3, 4]"] },
  ],
  shape: ([x = []], { from }) => {
    if (x.length === 0) return [1];
    const axis = resolveAxis(from ?? 0, x);
    if (typeof axis !== "number") return axis;
    return [
      ...x.slice(0, axis),
      x.slice(axis).reduce<Dimension>(multiplyDimensions, 1),
    ];
  },
};

const squeeze: TensorOperation = {
  ...sameElements,
  name: "squeeze",
  summary: "Drops axes of one element.",
  notation: "squeeze({0})",
  signature: [
    operandX,
    {
      name: "axis",
      kind: "axes",
      default: null,
      summary:
        "The axis or axes to drop; all of one element where it is left out.",
    },
  ],
  examples: [
    { operands: ["[batch, 1, 5]"], attributes: { axis: 1 } },
    { operands: ["[1, 4, 1]"] },
  ],
  shape: ([x = []], { axis }) => {
    if (axis === null || axis === undefined)
      return x.filter((dimension) => dimension !== 1);
    const axes = resolveAxes(axis, x);
    if ("mismatch" in axes) return axes;
    const long = axes.find((each) => provablyDiffer(x[each] ?? 1, 1));
    if (long !== undefined)
      return {
        mismatch: `Axis ${long} of ${formatShape(x)} has ${formatDimension(x[long] ?? 1)} elements; squeeze drops axes of one`,
        operands: [0],
        axes: [long],
        expected: 1,
      };
    return x.filter((_, each) => !axes.includes(each));
  },
};

const unsqueeze: TensorOperation = {
  ...sameElements,
  name: "unsqueeze",
  summary: "Puts in axes of one element.",
  notation: "unsqueeze({0})",
  signature: [
    operandX,
    {
      name: "axis",
      kind: "axes",
      summary: "Where the axis stands in the result; several as a list.",
    },
  ],
  examples: [
    { operands: ["[batch, 5]"], attributes: { axis: 1 } },
    { operands: ["[5]"], attributes: { axis: [0, -1] } },
  ],
  shape: ([x = []], { axis }) => {
    if (axis === null || axis === undefined)
      return invalidAxis("unsqueeze needs an axis, for example 0");
    const count = Array.isArray(axis) ? axis.length : 1;
    // The axes count in the result, so they are resolved against a shape of its rank.
    const result = new Array<Dimension>(x.length + count).fill(1);
    const axes = resolveAxes(axis, result);
    if ("mismatch" in axes)
      return invalidAxis(
        `The result has ${result.length} axes, 0 to ${result.length - 1}: ${axes.mismatch}`,
      );
    const rest = [...x];
    return result.map((_, each) =>
      axes.includes(each) ? 1 : (rest.shift() ?? 1),
    );
  },
};

export const reshapings: readonly Operation[] = [
  reshape,
  flatten,
  squeeze,
  unsqueeze,
];
