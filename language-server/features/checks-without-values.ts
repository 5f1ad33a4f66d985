/** Why a check was not evaluated, in words: an error of the program, a limit, or data that is not there. */
import { missingValues } from "../analysis/missing-values.js";
import type { Outcome } from "../evaluation/messages.js";
import type { Check, SourceRange } from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import type { CheckOutcome } from "../protocol.js";
import type { WorkspaceProgram } from "./workspace-programs.js";

export interface NotEvaluated {
  readonly program: WorkspaceProgram;
  readonly network: LoweredNetwork;
  readonly check: Check;
  /** Absent where the network was not run. */
  readonly outcome: Outcome | undefined;
  /** What the run said of the check. */
  readonly message: string | undefined;
}

export function reasonForNoValues({
  program,
  network,
  check,
  outcome,
  message,
}: NotEvaluated): Pick<CheckOutcome, "status" | "message"> {
  if (outcome?.kind === "stopped")
    return { status: "error", message: outcome.problem.message };
  if (outcome?.kind === "cancelled")
    return { status: "no-values", message: "The evaluation was cancelled." };
  const said =
    message ??
    errorMessage(program, network, check) ??
    (outcome && "A side of the check has no value.");
  if (said !== undefined) return { status: "error", message: said };
  return {
    status: "no-values",
    message: network.graph.evaluable
      ? "The evaluation was cancelled."
      : `No values: ${missingValues(network.graph)}.`,
  };
}

/** The error in the check itself, otherwise the first one in its network, otherwise the first of the file. */
function errorMessage(
  { document, lowered }: WorkspaceProgram,
  network: LoweredNetwork,
  check: Check,
): string | undefined {
  const errors = lowered.problems.filter(
    ({ severity }) => severity === "error",
  );
  const own = errors.find(isIn(check.source));
  if (own) return own.message;
  const first = errors.find(isIn(network.source)) ?? errors[0];
  if (!first) return undefined;
  const line =
    first.source.file === 0
      ? `line ${document.positionAt(first.source.start).line + 1}`
      : "a file that it imports";
  return `No values: the program has an error in ${line}. ${first.message}`;
}

/** Whether a problem is said of something inside the range. */
export const isIn =
  ({ file, start, end }: SourceRange) =>
  ({ source }: Problem): boolean =>
    source.file === file && source.start >= start && source.end <= end;
