/**
 * The builder of reductions: a reduction is said as a function of one vector and its gradient; axes, shapes and the
 * walk over the groups follow.
 */
import { acceptedAxes, reducedShape, reductionArguments } from "../axes.js";
import type { Attributes } from "../../graph/graph.js";
import { boundSize } from "../../graph/shape.js";
import { visitGroupGradients, visitGroups } from "../groups.js";
import type {
  CallExample,
  DerivativeFormula,
  FormalArgument,
  Mismatch,
  TensorOperation,
} from "../operation.js";

/** A function of the vector `values[start + i · stride]`, i < count; count ≥ 1. */
export type VectorFunction = (
  values: Float64Array,
  start: number,
  stride: number,
  count: number,
  attributes: Attributes,
) => number;

/** Adds the contribution of one group to the gradient of its elements, which has the same layout as the values. */
export type VectorGradient = (
  values: Float64Array,
  gradient: Float64Array,
  start: number,
  stride: number,
  count: number,
  out: number,
  upstream: number,
  attributes: Attributes,
) => void;

export interface ReductionDescription {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  /** Arguments besides `axis` and `keep`. */
  readonly parameters?: readonly FormalArgument[];
  /** Why the parameters cannot be, where they cannot. */
  readonly refuse?: (attributes: Attributes) => Mismatch | undefined;
  readonly forward: VectorFunction;
  readonly derivative: DerivativeFormula;
  readonly gradient: VectorGradient;
  /** Whether the derivative does not exist at this vector, whose reduction is `out`. */
  readonly kink?: (
    values: Float64Array,
    start: number,
    stride: number,
    count: number,
    out: number,
    attributes: Attributes,
  ) => boolean;
}

/** The operand of a reduction. */
export const operandX: FormalArgument = {
  name: "x",
  kind: "tensor",
  summary: "The tensor to reduce.",
};

/** One axis, the same axis kept, and all axes. */
const reductionExamples: readonly CallExample[] = [
  { operands: ["[batch, 10]"], attributes: { axis: 1 } },
  { operands: ["[batch, 10]"], attributes: { axis: 1, keep: true } },
  { operands: ["[batch, 10]"] },
];

export function reduction(description: ReductionDescription): TensorOperation {
  const { forward, gradient: addGradient, derivative, kink } = description;
  const { name, summary, formula, parameters = [], refuse } = description;
  return {
    name,
    family: "reduction",
    summary,
    formula,
    callable: true,
    notation: `${name}({0})`,
    signature: [operandX, ...parameters, ...reductionArguments],
    examples: reductionExamples,
    kernel: "tensor",
    shape: (operands, attributes) =>
      refuse?.(attributes) ?? reducedShape(operands, attributes),
    derivatives: [derivative],
    counts: ([shape = []], result) => ({
      N: boundSize(shape) / boundSize(result),
    }),
    forward: ({ inputs, inputShapes, output, attributes }) => {
      const [input = output] = inputs;
      const [shape = []] = inputShapes;
      const axes = acceptedAxes(attributes["axis"], shape);
      visitGroups(shape, axes, input, (group, values, start, stride, count) => {
        output[group] = forward(values, start, stride, count, attributes);
      });
      return undefined;
    },
    backward: (call) => {
      const { inputs, inputShapes, output, upstream, gradient, attributes } =
        call;
      const [input = output] = inputs;
      const [shape = []] = inputShapes;
      visitGroupGradients(
        shape,
        acceptedAxes(attributes["axis"], shape),
        input,
        gradient,
        (group, values, added, start, stride, count) => {
          addGradient(
            values,
            added,
            start,
            stride,
            count,
            output[group] ?? 0,
            upstream[group] ?? 0,
            attributes,
          );
        },
      );
    },
    ...(kink && {
      kinks: ({ inputs, inputShapes, output, attributes }) => {
        const [input = output] = inputs;
        const [shape = []] = inputShapes;
        const axes = acceptedAxes(attributes["axis"], shape);
        let kinks = 0;
        visitGroups(shape, axes, input, (group, values, start, stride, n) => {
          const out = output[group] ?? 0;
          if (kink(values, start, stride, n, out, attributes)) kinks++;
        });
        return kinks;
      },
    }),
  };
}

/** Adds `by` to an element of a gradient. */
export function addTo(gradient: Float64Array, at: number, by: number): void {
  gradient[at] = (gradient[at] ?? 0) + by;
}
