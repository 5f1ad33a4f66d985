/** Weight, bias and eps of the normalising operations: arguments, formulas and the shapes that they must have. */
import type { Attributes } from "../../graph/graph.js";
import {
  formatShape,
  shapesProvablyDiffer,
  type Shape,
} from "../../graph/shape.js";
import type {
  DerivativeFormula,
  FormalArgument,
  Mismatch,
} from "../operation.js";

export const epsOf = ({ eps }: Attributes): number =>
  typeof eps === "number" ? eps : 1e-5;

export const operand = (name: string, summary: string): FormalArgument => ({
  name,
  kind: "tensor",
  summary,
});
export const x = operand("x", "The tensor to normalise.");
export const weight = operand(
  "weight",
  "What the normal values are multiplied with.",
);
export const bias: FormalArgument = {
  ...operand("bias", "What is added."),
  default: null,
};

export const byOperand: DerivativeFormula = {
  contribution:
    "{1}/σ · ({up} − mean {up} − x̂ · mean({up} · x̂)) with σ = √(var + eps), x̂ = ({0} − mean) / σ",
};
export const byWeight: DerivativeFormula = {
  contribution: "{up} · x̂, summed over what shares the weight",
};
export const byBias: DerivativeFormula = {
  contribution: "{up}, summed over what shares the bias",
};

/** Why weight or bias (operands from `first` on) do not have the shape that they must have. */
export function refuseParameters(
  name: string,
  wanted: Shape,
  parameters: readonly Shape[],
  first: number,
): Mismatch | undefined {
  const wrong = parameters.findIndex((shape) =>
    shapesProvablyDiffer(shape, wanted),
  );
  if (wrong < 0) return undefined;
  return {
    mismatch: `The parameters of ${name} have the shape ${formatShape(wanted)} here, and one is ${formatShape(parameters[wrong] ?? [])}`,
    operands: [0, first + wrong],
  };
}
