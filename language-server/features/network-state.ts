/** How the values of one network stand, and why there are none, in words. */
import { missingValues } from "../analysis/missing-values.js";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
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

export const hasErrors = ({ lowered }: Pick<OpenProgram, "lowered">): boolean =>
  lowered.problems.some(({ severity }) => severity === "error");

function withoutValues(
  program: OpenProgram,
  { graph }: LoweredNetwork,
): NetworkState {
  if (hasErrors(program))
    return { state: "problem", message: "No values: the program has errors." };
  return { state: "none", message: `No values: ${missingValues(graph)}.` };
}
