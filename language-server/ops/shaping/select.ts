/** Selection by whole numbers that are data: `take`, `one_hot`, and the rows of an embedding. */
import type { Dimension } from "../../graph/dimension.js";
import { boundSize } from "../../graph/shape.js";
import { acceptedAxis, resolveAxis } from "../axes.js";
import type {
  Fault,
  FormalArgument,
  KernelCall,
  Operation,
  TensorOperation,
} from "../operation.js";

const ids = (summary: string): FormalArgument => ({
  name: "ids",
  kind: "ids",
  summary,
});

const take: TensorOperation = {
  name: "take",
  family: "shape",
  summary: "The slices of a tensor that whole numbers name, along an axis.",
  formula: "outᵢ = x[idsᵢ]",
  callable: true,
  notation: "{0}[{1}]",
  signature: [
    { name: "x", kind: "tensor", summary: "The tensor to take from." },
    ids("Positions along the axis, negative from its end."),
    {
      name: "axis",
      kind: "axis",
      default: 0,
      summary: "The axis to take along.",
    },
  ],
  kernel: "tensor",
  examples: [
    { operands: ["[10, 4]", "[3]"] },
    { operands: ["[10, 4]", "[2, 3]"], attributes: { axis: 1 } },
  ],
  shape: ([x = [], positions = []], attributes) => {
    const axis = resolveAxis(attributes["axis"] ?? 0, x);
    if (typeof axis !== "number") return axis;
    return [...x.slice(0, axis), ...positions, ...x.slice(axis + 1)];
  },
  derivatives: [
    { contribution: "{up}, summed where each slice was taken" },
    undefined,
  ],
  forward: (call) => {
    const { outer, size, inner } = slicesOf(call);
    const {
      inputs: [x, positions],
      output,
    } = call;
    if (!x || !positions) return undefined;
    const fault = positionFault(positions, size);
    if (fault) return fault;
    let at = 0;
    for (let i = 0; i < outer; i++) {
      for (const position of positions) {
        const start = (i * size + fromFront(position, size)) * inner;
        output.set(x.subarray(start, start + inner), at);
        at += inner;
      }
    }
    return undefined;
  },
  backward: (call) => {
    const { outer, size, inner } = slicesOf(call);
    const {
      inputs: [, positions],
      upstream,
      gradient,
    } = call;
    let at = 0;
    for (let i = 0; i < outer; i++) {
      for (const position of positions ?? []) {
        const start = (i * size + fromFront(position, size)) * inner;
        for (let j = 0; j < inner; j++, at++)
          gradient[start + j] =
            (gradient[start + j] ?? 0) + (upstream[at] ?? 0);
      }
    }
  },
};

/** The axis's size, the number of settings before it and the number of elements behind each of its positions. */
function slicesOf({ inputShapes: [shape = []], attributes }: KernelCall): {
  outer: number;
  size: number;
  inner: number;
} {
  const axis = acceptedAxis(attributes["axis"] ?? 0, shape);
  return {
    outer: boundSize(shape.slice(0, axis)),
    size: shape[axis] ?? 1,
    inner: boundSize(shape.slice(axis + 1)),
  };
}

const fromFront = (position: number, size: number): number =>
  position < 0 ? position + size : position;

function positionFault(
  positions: Float64Array,
  size: number,
): Fault | undefined {
  const wrong = positions.find(
    (each) => !Number.isInteger(each) || each < -size || each >= size,
  );
  if (wrong === undefined) return undefined;
  return {
    fault: Number.isInteger(wrong)
      ? `Position ${wrong} does not exist: the axis has ${size} elements, 0 to ${size - 1}`
      : `A position is a whole number, and this is ${wrong}`,
    code: "invalid-index",
    operand: 1,
  };
}

/** Why a number is not the number of a row, where it is not. */
function rowFault(
  found: Float64Array,
  count: number,
  operand: number,
  what: "class" | "id",
): Fault | undefined {
  const wrong = found.find(
    (each) => !Number.isInteger(each) || each < 0 || each >= count,
  );
  if (wrong === undefined) return undefined;
  const plural = what === "class" ? "classes" : "rows";
  return {
    fault: Number.isInteger(wrong)
      ? `The ${what} ${wrong} does not exist: there are ${count} ${plural}, 0 to ${count - 1}`
      : `A ${what} is a whole number from 0 to ${count - 1}, and this is ${wrong}`,
    code: what === "class" ? "invalid-class" : "invalid-index",
    operand,
  };
}

const oneHot: TensorOperation = {
  name: "one_hot",
  family: "shape",
  summary: "A vector for each class number: 1 at the class, 0 elsewhere.",
  formula: "outᵢⱼ = [idsᵢ = j]",
  callable: true,
  notation: "one_hot({0}, {classes})",
  signature: [
    ids("Class numbers, of any shape."),
    { name: "classes", kind: "dimension", summary: "The number of classes." },
  ],
  kernel: "tensor",
  examples: [{ operands: ["[batch]"], attributes: { classes: 3 } }],
  shape: ([found = []], { classes }) => [...found, classes as Dimension],
  derivatives: [undefined],
  forward: ({ inputs: [found], output, outputShape }) => {
    if (!found) return undefined;
    const classes = outputShape.at(-1) ?? 1;
    const fault = rowFault(found, classes, 0, "class");
    if (fault) return fault;
    output.fill(0);
    for (const [i, each] of found.entries()) output[i * classes + each] = 1;
    return undefined;
  },
};

/** ids `[…]`, weight `[count, size]` → `[…, size]`. */
const embed: TensorOperation = {
  name: "embed",
  family: "shape",
  summary: "The rows of a table that whole numbers name.",
  formula: "outᵢ = Wᵢ",
  callable: false,
  notation: "{1}[{0}]",
  signature: [
    ids("Row numbers, of any shape."),
    { name: "weight", kind: "tensor", summary: "A row for each id." },
  ],
  kernel: "tensor",
  shape: ([found = [], weight = []]) =>
    weight.length === 2
      ? [...found, ...weight.slice(1)]
      : {
          mismatch: "The weight of an embedding must be a matrix [count, size]",
          operands: [1],
        },
  derivatives: [
    undefined,
    { contribution: "{up}, summed where each row was taken" },
  ],
  forward: ({ inputs: [found, weight], inputShapes, output }) => {
    if (!found || !weight) return undefined;
    const [count = 1, size = 1] = inputShapes[1] ?? [];
    const fault = rowFault(found, count, 0, "id");
    if (fault) return fault;
    for (const [i, row] of found.entries())
      output.set(weight.subarray(row * size, (row + 1) * size), i * size);
    return undefined;
  },
  backward: ({ inputs: [found], inputShapes, upstream, gradient }) => {
    const [, size = 1] = inputShapes[1] ?? [];
    for (const [i, row] of (found ?? []).entries()) {
      for (let j = 0; j < size; j++)
        gradient[row * size + j] =
          (gradient[row * size + j] ?? 0) + (upstream[i * size + j] ?? 0);
    }
  },
};

export const selections: readonly Operation[] = [take, oneHot, embed];
