/** What the reader is told of a run besides its checks: values that an operation refused, limits, odd points. */
import type { NodeFault } from "../engine/execution.js";
import type { OverBudget } from "../engine/memory.js";
import type { Kink, Tape } from "../engine/tape.js";
import type { Graph, NodeId, SourceRange } from "../graph/graph.js";
import type { Problem } from "../graph/problem.js";
import { boundSize, formatShape } from "../graph/shape.js";
import { operations } from "../ops/registry.js";
import { fillTemplate } from "../presentation/formulas.js";
import { formatNumber } from "../presentation/numbers.js";

/** Everything that a finished run has to say, in the order of the graph within each kind. */
export function runProblems(tape: Tape): Problem[] {
  const { graph } = tape;
  return [
    ...tape.faults.map((fault) => faultProblem(graph, fault)),
    ...nonFiniteProblems(tape),
    ...tape.kinks.map((kink) => kinkProblem(graph, kink)),
  ];
}

/** A tensor, or the network as a whole, that is not allocated. `network` is where the network's name stands. */
export function overBudgetProblem(
  graph: Graph,
  { node, scope, needed, limit }: OverBudget,
  network: SourceRange,
): Problem {
  const shape = graph.nodes[node]?.boundShape ?? [];
  const subject =
    scope === "tensor"
      ? `A tensor of shape ${formatShape(shape)} takes ${formatBytes(needed)}`
      : `The values and gradients of ${graph.network} take ${formatBytes(needed)}`;
  return {
    severity: "error",
    code: "over-budget",
    message: `${subject}, the memory limit is ${formatBytes(limit)}: the network is not evaluated. Make it smaller, or raise the limit.`,
    source: scope === "tensor" ? placeOf(graph, node, network) : network,
  };
}

function faultProblem(graph: Graph, { node, fault, code }: NodeFault): Problem {
  return {
    severity: "error",
    code,
    message: `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`,
    source: placeOf(graph, node),
  };
}

function kinkProblem(graph: Graph, { node, count }: Kink): Problem {
  const { operation = "", boundShape = [] } = graph.nodes[node] ?? {};
  const conventions = new Set(
    operations
      .get(operation)
      ?.derivatives.flatMap((each) => each?.convention ?? []),
  );
  const size = boundSize(boundShape);
  const where = size > 1 ? ` at ${count} of ${size} elements` : "";
  const convention = [...conventions].join("; ");
  return {
    severity: "information",
    code: "no-derivative",
    message: `The derivative does not exist here${where}. By convention${convention ? ` ${convention}` : " one is chosen"}.`,
    source: placeOf(graph, node),
  };
}

/** Where NaN or infinity comes from: in the values, otherwise in the gradients. A literal `inf` is meant. */
function nonFiniteProblems(tape: Tape): Problem[] {
  const { graph, firstNonFinite, firstNonFiniteGradient } = tape;
  if (firstNonFinite !== undefined) {
    if (graph.nodes[firstNonFinite]?.operation === "constant") return [];
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

/** `1 / 0 is ∞.`, or how many elements of a tensor it is. */
function describeNonFinite(tape: Tape, id: NodeId): string {
  const {
    operation = "",
    operands = [],
    attributes = {},
  } = tape.graph.nodes[id] ?? {};
  const value = tape.value(id) ?? new Float64Array();
  const wrong = value.filter((number) => !Number.isFinite(number));
  if (value.length > 1)
    return `${wrong.length} of ${value.length} elements are NaN or infinite here, while those that they are computed from are finite.`;
  const notation = operations.get(operation)?.notation;
  const inputs = operands.map((operand) => tape.value(operand));
  const result = formatNumber(value[0] ?? NaN);
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

function placeOf(
  { nodes }: Graph,
  node: NodeId,
  otherwise: SourceRange = { file: 0, start: 0, end: 0 },
): SourceRange {
  return nodes[node]?.source ?? otherwise;
}

const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];

/** `1.024 GB`, in powers of a thousand. */
export function formatBytes(bytes: number): string {
  const power = Math.floor(Math.log10(Math.max(1, bytes)) / 3);
  const unit = Math.min(units.length - 1, power);
  return `${formatNumber(bytes / 1000 ** unit)} ${units[unit] ?? ""}`;
}
