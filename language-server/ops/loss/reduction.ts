/** `reduction: "mean" | "sum" | "none"`, which every loss takes, and what it makes of the losses of single examples. */
import type { Attributes } from "../../graph/graph.js";
import { type Shape, scalarShape } from "../../graph/shape.js";
import type { FormalArgument } from "../operation.js";

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
