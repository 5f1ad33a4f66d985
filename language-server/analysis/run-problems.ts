/** What the reader is told of a run of a network: why there are no values, and what the values rest on. */
import type { NodeFault } from "../engine/execution.js";
import type { OverBudget } from "../engine/memory.js";
import type { Kink, Tape } from "../engine/tape.js";
import type { Graph, SourceRange } from "../graph/graph.js";
import { placeInNetwork } from "../graph/places.js";
import { type Problem, sentenceOf } from "../graph/problem.js";
import { formatShape } from "../graph/shape.js";
import { operations } from "../ops/registry.js";
import { formatBytes } from "../presentation/bytes.js";
import { conventionsOf, placesOfKink } from "../presentation/conventions.js";

/** What a run found on the way: values that an operation could not take, derivatives taken by convention. */
export function runProblems({ graph, faults, kinks }: Tape): Problem[] {
  return [
    ...faults.map((fault) => faultProblem(graph, fault)),
    ...kinks.map((kink) => kinkProblem(graph, kink)),
  ];
}

/** A tensor, or the network, that would take more memory than allowed. */
export function overBudgetProblem(
  graph: Graph,
  { node, scope, needed, limit }: OverBudget,
): Problem {
  const found = graph.nodes[node];
  const what =
    scope === "tensor" && found
      ? `A tensor of shape ${formatShape(found.boundShape ?? found.shape)}`
      : `The network \`${graph.network}\`, with its gradients,`;
  return {
    severity: "error",
    code: "over-budget",
    message: `${what} would take ${formatBytes(needed)}, the memory limit is ${formatBytes(limit)}. Nothing was allocated; shapes are still checked.`,
    source: placeOf(graph, node),
  };
}

/** A value that an operation cannot take. */
function faultProblem(graph: Graph, fault: NodeFault): Problem {
  return {
    severity: "error",
    code: fault.code,
    message: sentenceOf(fault.fault),
    source: placeOf(graph, fault.node),
  };
}

/** `max` for the record `maximum`, which answers to that name; an operator as it is written. */
function nameInPrograms(operation: string): string {
  const record = operations.get(operation);
  const operator = /^\{0\} ?([^\s{}]+) ?\{1\}$/.exec(
    record?.notation ?? "",
  )?.[1];
  return record?.callable === false && operator !== undefined
    ? operator
    : (record?.overloads?.name ?? operation);
}

/** The gradient went through a point without a derivative, where a convention holds. */
function kinkProblem(graph: Graph, { node, count }: Kink): Problem {
  const { operation, operands } = graph.nodes[node] ?? {};
  const name = nameInPrograms(operation ?? "");
  const names = (operands ?? []).map((_operand, index) =>
    String.fromCharCode(97 + index),
  );
  return {
    severity: "information",
    code: "derivative-by-convention",
    message: `${placesOfKink(graph, node, count)} \`${name}\` has no derivative; what is used is a convention: ${conventionsOf(graph, node, names).join("; ")}.`,
    source: placeOf(graph, node),
  };
}

function placeOf({ nodes, groups }: Graph, node: number): SourceRange {
  const found = nodes[node];
  return found ? placeInNetwork(found, groups) : { file: 0, start: 0, end: 0 };
}
