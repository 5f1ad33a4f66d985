/** Where NaN or infinity first arises in a run, with the numbers that it arises from. */
import type { Tape } from "../engine/tape.js";
import type { Graph, NodeId, SourceRange } from "../graph/graph.js";
import { placeInNetwork } from "../graph/places.js";
import type { Problem } from "../graph/problem.js";
import { operations } from "../ops/registry.js";
import { fillTemplate } from "../presentation/formulas.js";
import { formatNumber } from "../presentation/numbers.js";

/**
 * At most one: in the values, otherwise in the objective's gradients. A literal `inf` is meant, and no finding; where
 * there is one, only NaN is.
 */
export function nonFiniteProblems(tape: Tape): Problem[] {
  const { graph, firstNonFiniteGradient } = tape;
  const isMeant =
    tape.firstNonFinite !== undefined &&
    graph.nodes[tape.firstNonFinite]?.operation === "constant";
  const firstNonFinite = isMeant ? firstNaN(tape) : tape.firstNonFinite;
  if (isMeant && firstNonFinite === undefined) return [];
  if (firstNonFinite !== undefined) {
    return [
      {
        severity: "warning",
        code: "not-finite",
        message: `${describeNonFinite(tape, firstNonFinite)} What is computed from it cannot be trusted.`,
        source: placeOf(graph, firstNonFinite),
      },
    ];
  }
  if (firstNonFiniteGradient === undefined) return [];
  return [
    {
      severity: "warning",
      code: "gradient-not-finite",
      message:
        "The gradient is not a finite number from here back to the inputs, although the values are.",
      source: placeOf(graph, firstNonFiniteGradient),
    },
  ];
}

/** The first node in whose value there is NaN. */
function firstNaN(tape: Tape): NodeId | undefined {
  return tape.graph.nodes.find(({ id }) => tape.value(id)?.some(Number.isNaN))
    ?.id;
}

/** `1 / 0 is ∞.`, or how many elements of a tensor it is. */
function describeNonFinite(tape: Tape, id: NodeId): string {
  const {
    operation = "",
    operands = [],
    attributes = {},
  } = tape.graph.nodes[id] ?? {};
  const value = tape.value(id) ?? new Float64Array();
  const wrong = value.filter((number) => !Number.isFinite(number));
  if (operation === "constant")
    return "There is NaN in this constant: what it is computed of has no value.";
  if (value.length > 1)
    return `${wrong.length} of ${value.length} elements ${wrong.length === 1 ? "is" : "are"} NaN or infinite here, while those that they are computed from are finite.`;
  const result = formatNumber(value[0] ?? NaN);
  // Its operands are what it is taken of and by, and not what it is computed from.
  if (operation === "derivative") return `This derivative is ${result}.`;
  const notation = operations.get(operation)?.notation;
  const inputs = operands.map((operand) => tape.value(operand));
  if (notation === undefined || inputs.some((input) => input?.length !== 1))
    return `The value is ${result} here, while those that it is computed from are finite.`;
  const numbers = inputs.map((input) => formatNumber(input?.[0] ?? NaN));
  const expression = fillTemplate(notation, {
    operands: numbers,
    out: result,
    attributes,
  });
  return `${expression} is ${result}.`;
}

function placeOf({ nodes, groups }: Graph, id: NodeId): SourceRange {
  const node = nodes[id];
  return node ? placeInNetwork(node, groups) : { file: 0, start: 0, end: 0 };
}
