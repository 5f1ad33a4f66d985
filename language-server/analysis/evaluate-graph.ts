/**
 * One evaluation of a network: the engine's run, its checks, and everything that is to be said about both. Serves the
 * evaluation worker and the `nn` program alike, so that they cannot disagree.
 */
import { type RunOptions, runGraph } from "../engine/run.js";
import type { StopReason } from "../engine/execution.js";
import type { Tape } from "../engine/tape.js";
import type { Graph } from "../graph/graph.js";
import type { Problem } from "../graph/problem.js";
import { checkProblems } from "./check-problems.js";
import { type CheckResult, evaluateChecks } from "./checks.js";
import { overBudgetProblem, runProblems } from "./run-problems.js";
import { nonFiniteProblems } from "./non-finite.js";

export type Evaluation =
  | {
      readonly kind: "evaluated";
      readonly tape: Tape;
      /** In the order of the graph's checks. */
      readonly checks: readonly CheckResult[];
      /** Failed checks, values that an operation could not take, derivatives taken by convention. */
      readonly problems: readonly Problem[];
    }
  /** Nothing was allocated, and there are no values. */
  | { readonly kind: "over-budget"; readonly problem: Problem }
  | { readonly kind: "stopped"; readonly reason: StopReason };

/** Evaluates a graph that is `evaluable`. */
export function evaluateGraph(graph: Graph, options: RunOptions): Evaluation {
  const run = runGraph(graph, options);
  if (run.kind === "stopped") return run;
  if (run.kind === "over-budget")
    return { kind: "over-budget", problem: overBudgetProblem(graph, run) };
  const { tape } = run;
  const checks = evaluateChecks(graph, (node) => {
    const data = tape.value(node);
    const shape = graph.nodes[node]?.boundShape;
    return data && shape ? { shape, data } : undefined;
  });
  const problems = [
    ...runProblems(tape),
    ...nonFiniteProblems(tape),
    ...checkProblems(graph.checks, checks),
  ];
  return { kind: "evaluated", tape, checks, problems };
}
