/** How the values of one network stand, and why there are none, in words. */
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Graph } from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import type { EvaluationState } from "../protocol.js";
import type { OpenProgram } from "./programs.js";

export interface NetworkState {
  readonly state: EvaluationState;
  readonly message?: string;
}

export function networkState(
  program: OpenProgram,
  network: LoweredNetwork,
  evaluations: LiveEvaluations,
): NetworkState {
  if (!network.graph.evaluable) return withoutValues(program, network);
  const run = evaluations
    .runsOf(program)
    ?.find((each) => each.network === network);
  if (!run)
    return { state: evaluations.isBusy(program.uri) ? "evaluating" : "stale" };
  switch (run.result?.kind) {
    case undefined:
      return { state: "evaluating" };
    case "evaluated":
      return { state: "evaluated" };
    case "stopped":
      return { state: "problem", message: run.result.problem.message };
    case "cancelled":
      return { state: "stale" };
  }
}

export const hasErrors = ({ lowered }: OpenProgram): boolean =>
  lowered.problems.some(({ severity }) => severity === "error");

function withoutValues(
  program: OpenProgram,
  { graph }: LoweredNetwork,
): NetworkState {
  if (hasErrors(program))
    return { state: "problem", message: "No values: the program has errors." };
  const missing = [...inputsWithoutValue(graph), ...unboundDimensions(graph)];
  return {
    state: "none",
    message: `No values: ${missing.join(" and ") || "what they are read from is not there"}.`,
  };
}

function inputsWithoutValue({ names, nodes }: Graph): string[] {
  const inputs = names.filter(
    ({ kind, node, inner }) =>
      kind === "input" && !inner && nodes[node]?.operands.length === 0,
  );
  if (inputs.length === 0) return [];
  const listed = inputs.map(({ name }) => `\`${name}\``).join(", ");
  return inputs.length === 1
    ? [`the input ${listed} has none`]
    : [`the inputs ${listed} have none`];
}

function unboundDimensions({ dimensions, names }: Graph): string[] {
  const unbound = dimensions.filter(({ size }) => size === undefined);
  // Inputs that have no value are reason enough for the sizes that they would give.
  const isExplained = names.some(({ kind }) => kind === "input");
  return isExplained
    ? []
    : unbound.map(({ name }) => `the dimension \`${name}\` has no size`);
}
