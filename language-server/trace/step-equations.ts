/** A step as formulas for the graph's card: symbols first, then numbers, and nothing that a later step computes. */
import type { Equation } from "../graph/mathml.js";
import type { TracePosition } from "../graph/trace-model.js";
import {
  type ExplanationOptions,
  explainGradient,
  explainSum,
  explainValue,
  explainWire,
} from "../presentation/explanation.js";
import type { NodeLabels } from "../presentation/node-labels.js";
import { knownNumbers } from "./known-numbers.js";
import type { TraceSession } from "./session.js";
import { unitAt } from "./walk.js";

/** Empty at the entry, and for a layer taken as one, which is described in words. */
export async function stepEquations(
  session: TraceSession,
  labels: NodeLabels,
  position: TracePosition,
  digits: number,
): Promise<Equation[]> {
  const { steps, drawn } = session.trace;
  const { graph } = drawn.network;
  const unit = unitAt(steps, position);
  const step = unit && steps.at(unit.last);
  if (!unit || !step || unit.group !== undefined) return [];
  const consumer = step.node.node;
  const operand = step.wire?.operand ?? -1;
  const about =
    step.kind === "backward"
      ? graph.nodes[consumer]?.operands[operand]
      : consumer;
  if (about === undefined) return [];
  const known = await knownNumbers(session, about, unit.last);
  const options: ExplanationOptions = {
    graph,
    labels,
    node: about,
    digits,
    value: known.value,
    gradient: known.gradient,
    uses: known.uses,
    missing: known.missing,
    operands: known.operandValues,
  };
  switch (step.kind) {
    case "given":
    case "forward":
      return explainValue(options);
    case "seed":
    case "arrived":
      return explainGradient(options);
    case "backward":
      return [
        ...explainWire(options, consumer, operand),
        ...explainSum(options),
      ];
  }
}
