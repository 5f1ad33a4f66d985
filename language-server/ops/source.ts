/**
 * Where values come from: literals, what is given to inputs and parameters, random numbers, dimensions, and
 * derivatives. Lowering inserts these; a program cannot call them.
 */
import type { AttributeValue } from "../graph/graph.js";
import {
  type Shape,
  formatShape,
  scalarShape,
  shapesProvablyDiffer,
  sizeOf,
} from "../graph/shape.js";
import { drawRandom } from "../engine/draw.js";
import type { Mismatch, Operation, TensorOperation } from "./operation.js";
import { unary } from "./elementwise/build.js";

const source = {
  family: "source",
  callable: false,
  signature: [],
  kernel: "tensor",
  derivatives: [],
} as const;

/** The attribute `shape`; a scalar's where there is none. */
const declaredShape = (shape: AttributeValue): Shape =>
  Array.isArray(shape) ? (shape as Shape) : scalarShape;

/** Literals. Attributes: `data`, a number that fills the shape or its elements in row-major order; `shape`. */
const constant: TensorOperation = {
  ...source,
  name: "constant",
  summary: "A number or an array of numbers, as written.",
  shape: (_operands, { shape }) => declaredShape(shape),
  forward: ({ attributes: { data }, output }) => {
    if (typeof data === "number") output.fill(data);
    else if (data instanceof Float64Array) output.set(data);
    return undefined;
  },
};

/**
 * A value that is given to a declared shape: one number fills it, otherwise the elements are the shape's in order.
 * Attribute: `shape`. What it is computed from is not part of the network, so no gradient passes.
 */
const given = (
  name: "input" | "parameter",
  summary: string,
): TensorOperation => ({
  ...source,
  name,
  summary,
  notation: "{0}",
  signature: [{ name: "value", kind: "ids", summary: "What it is set to." }],
  derivatives: [undefined],
  sharesElements: true,
  shape: ([value = scalarShape], { shape }) =>
    shapeOfGiven(value, declaredShape(shape)),
  forward: ({ inputs: [value], output }) => {
    if (value?.length === 1) output.fill(value[0] ?? 0);
    else if (value) output.set(value);
    return undefined;
  },
});

function shapeOfGiven(value: Shape, declared: Shape): Shape | Mismatch {
  const size = sizeOf(value);
  if (size === 1 || !shapesProvablyDiffer([size], [sizeOf(declared)]))
    return declared;
  return {
    mismatch: `The declared shape is ${formatShape(declared)}, the value has shape ${formatShape(value)}; give it that shape, or one number that fills it`,
    operands: [0],
  };
}

/**
 * Random numbers. Attributes: `initialiser`, its `values`, the `seed` of the network, the full name as `key`, `shape`.
 */
const initialise: TensorOperation = {
  ...source,
  name: "initialise",
  summary: "Random numbers from the network's seed and the full name.",
  shape: (_operands, { shape }) => declaredShape(shape),
  forward: ({ attributes, output, outputShape }) =>
    drawRandom(attributes, outputShape, output),
};

/** Attribute: `dimension`. */
const dimension: TensorOperation = {
  ...source,
  name: "dimension",
  summary: "The size of a dimension, as a number.",
  shape: () => scalarShape,
  forward: ({ attributes, output }) => {
    output[0] = Number(attributes["dimension"]);
    return undefined;
  },
};

/**
 * ∂numerator/∂denominator. The engine hands the kernel the gradient that the numerator's own reverse pass left at the
 * denominator, in the place of the second operand.
 */
const derivative: TensorOperation = {
  ...source,
  name: "derivative",
  summary: "The derivative of a scalar by another value.",
  notation: "∂{0}/∂{1}",
  signature: [
    { name: "numerator", kind: "ids", summary: "A scalar." },
    { name: "denominator", kind: "ids", summary: "A value above it." },
  ],
  derivatives: [undefined, undefined],
  shape: ([numerator = scalarShape, denominator = scalarShape]) =>
    numerator.length === 0
      ? denominator
      : {
          mismatch: `Only a scalar can be differentiated, and this has shape ${formatShape(numerator)}; take one element of it, or its sum`,
          operands: [0],
        },
  forward: ({ inputs: [, gradient], output }) => {
    if (gradient) output.set(gradient);
    return undefined;
  },
};

/** A second name for a value: `output p = q`. */
export const identity: Operation = {
  ...unary({
    name: "identity",
    callable: false,
    family: "source",
    summary: "The operand itself, under another name.",
    formula: "x",
    notation: "{0}",
    forward: (x) => x,
    derivative: { at: () => 1, formula: "1" },
  }),
  sharesElements: true,
};

export const sources: readonly Operation[] = [
  constant,
  given("input", "A value from outside the network."),
  given("parameter", "A trainable tensor's value before training."),
  initialise,
  dimension,
  derivative,
  identity,
];
