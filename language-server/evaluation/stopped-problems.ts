/** What the reader is told of a network whose evaluation was ended before it was finished, at the network's name. */
import type { SourceRange } from "../graph/graph.js";
import type { Problem } from "../graph/problem.js";
import type { Limits } from "./limits.js";

export function overTime(
  network: string,
  source: SourceRange,
  { time }: Limits,
): Problem {
  const seconds = `${time} ${time === 1 ? "second" : "seconds"}`;
  return {
    severity: "warning",
    code: "time-limit",
    message: `${network} was not evaluated to the end: it took longer than the time limit of ${seconds} (setting nn.evaluation.timeLimit). Shapes are still checked.`,
    source,
  };
}

export function workerLost(
  network: string,
  source: SourceRange,
  reason: string,
): Problem {
  return {
    severity: "error",
    code: "evaluation-crashed",
    message: `The evaluation of ${network} ended unexpectedly: ${reason}. Save, or run NN: Evaluate, to start it again.`,
    source,
  };
}
