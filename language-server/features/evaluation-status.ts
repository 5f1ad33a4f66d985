/** How a document's values stand, for the client's status bar. */
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { EvaluationStatus } from "../protocol.js";
import type { OpenProgram } from "./programs.js";

export function evaluationStatus(
  program: OpenProgram,
  evaluations: LiveEvaluations,
): EvaluationStatus {
  const { uri, version, lowered } = program;
  const status = (
    state: EvaluationStatus["state"],
    more: Pick<EvaluationStatus, "milliseconds" | "message"> = {},
  ): EvaluationStatus => ({ uri, version, state, ...more });

  const errors = errorsIn(program);
  if (!lowered.networks.some(({ graph }) => graph.evaluable)) {
    if (errors === undefined) return status("none");
    return status("problem", { message: `no values: ${errors}` });
  }
  const runs = evaluations.runsOf(program);
  if (!runs) return status(evaluations.isBusy(uri) ? "evaluating" : "stale");
  let milliseconds = 0;
  for (const { result } of runs) {
    if (!result) return status("evaluating");
    if (result.kind === "cancelled") return status("stale");
    if (result.kind === "stopped")
      return status("problem", { message: result.problem.message });
    milliseconds += result.milliseconds;
  }
  return status("evaluated", {
    milliseconds,
    ...(errors !== undefined && { message: errors }),
  });
}

function errorsIn({ lowered }: OpenProgram): string | undefined {
  const errors = lowered.problems.filter(
    ({ severity }) => severity === "error",
  ).length;
  if (errors === 0) return undefined;
  return `${errors} ${errors === 1 ? "error" : "errors"} in the program`;
}
