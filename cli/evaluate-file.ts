/** Evaluates the networks of a file, in their order, and gathers what is wrong in it. */
import {
  type CheckResult,
  checksWithoutValues,
} from "../language-server/analysis/checks.js";
import { evaluateGraph } from "../language-server/analysis/evaluate-graph.js";
import type { Tape } from "../language-server/engine/tape.js";
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import type { Problem } from "../language-server/graph/problem.js";
import type { SourceFile } from "./source-file.js";

export interface EvaluatedNetwork {
  readonly network: LoweredNetwork;
  /** Absent where the network is not evaluated. */
  readonly tape: Tape | undefined;
  /** In the order of the network's checks. */
  readonly checks: readonly CheckResult[];
}

export interface EvaluatedFile {
  readonly source: SourceFile;
  readonly networks: readonly EvaluatedNetwork[];
  /** Of the text and of the runs, in the order of their places. */
  readonly problems: readonly Problem[];
}

export interface EvaluationOptions {
  /** The only network to evaluate; all of them where it is left out. */
  readonly network?: string;
  readonly inference?: boolean;
}

/** As much memory as one evaluation may take, in bytes: the default of the setting `nn.evaluation.memoryLimit`. */
const memoryLimit = 1024 * 1e6;

export function evaluateFile(
  source: SourceFile,
  { network: wanted, inference = false }: EvaluationOptions = {},
): EvaluatedFile {
  const { lowered } = source;
  const problems: Problem[] = [...lowered.problems];
  const networks = lowered.networks
    .filter(({ name }) => wanted === undefined || name === wanted)
    .map((network): EvaluatedNetwork => {
      const { graph } = network;
      const evaluation = graph.evaluable
        ? evaluateGraph(graph, { memoryLimit, inference })
        : undefined;
      if (evaluation?.kind === "over-budget") problems.push(evaluation.problem);
      if (evaluation?.kind !== "evaluated")
        return { network, tape: undefined, checks: checksWithoutValues(graph) };
      const { tape, checks } = evaluation;
      problems.push(...evaluation.problems);
      return { network, tape, checks };
    });
  return { source, networks, problems: inOrder(problems) };
}

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === "error");

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => a.source.file - b.source.file || a.source.start - b.source.start,
  );
}
