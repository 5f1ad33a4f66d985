/** `reduction: "mean" | "sum" | "none"`, which every loss takes, and what it makes of the losses of single examples. */
import type { Attributes } from "../../graph/graph.js";
import { type Shape, scalarShape } from "../../graph/shape.js";
import type { DerivativeFormula, FormalArgument } from "../operation.js";

export type Reduction = "mean" | "sum" | "none";

export const reductionArgument = (standard: Reduction): FormalArgument => ({
  name: "reduction",
  kind: "text",
  default: standard,
  named: true,
  choices: ["mean", "sum", "none"],
  summary: "Whether the single losses are averaged, summed or kept.",
});

export function reductionOf(
  { reduction }: Attributes,
  standard: Reduction = "mean",
): Reduction {
  return reduction === "mean" || reduction === "sum" || reduction === "none"
    ? reduction
    : standard;
}

/** The shape of the result, where `single` is that of the single losses. */
export function reducedLossShape(single: Shape, reduction: Reduction): Shape {
  return reduction === "none" ? single : scalarShape;
}

/** How a mean over `{N}` losses divides, at the end of a formula or before its condition. */
const division = " / {N}";

/**
 * The derivative of a loss, whose formula is that of its standard reduction, with the formula of the others: only a mean
 * divides by the number of losses.
 */
export function ofReduction(
  derivative: DerivativeFormula,
  standard: Reduction = "mean",
): DerivativeFormula {
  const { contribution } = derivative;
  if (contribution === undefined) return derivative;
  return {
    ...derivative,
    contributionOfAttributes: (attributes, operands) => {
      const isMean = reductionOf(attributes, standard) === "mean";
      const formula =
        derivative.contributionOfAttributes?.(attributes, operands) ??
        contribution;
      if (isMean === (standard === "mean")) return formula;
      return isMean ? `${formula}${division}` : formula.replace(division, "");
    },
  };
}
