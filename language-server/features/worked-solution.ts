/** Answers `nn/workedSolution`: a trace is opened for as long as its steps are written down. */
import { URI, UriUtils } from "langium";
import { programText } from "../presentation/worked-solution/program-text.js";
import { workedSolution } from "../presentation/worked-solution/worked-solution.js";
import type {
  WorkedSolutionAnswer,
  WorkedSolutionParams,
} from "../protocol.js";
import { nothing } from "./network-meant.js";
import type { Traces } from "./traces.js";

export async function answerWorkedSolution(
  { traces }: { readonly traces: Traces },
  { uri, network, position }: WorkedSolutionParams,
): Promise<WorkedSolutionAnswer> {
  const opened = await traces.open({
    uri,
    ...(network !== undefined && { network }),
    ...(position && { position }),
  });
  if (opened.kind !== "trace") return opened;
  const session = traces.find(opened.trace);
  if (!session) return nothing("The evaluation was cancelled.");
  try {
    const { program, run, trace } = session;
    const outcome = await run.outcome;
    const markdown = await workedSolution({
      ...(await session.describing()),
      file: UriUtils.basename(URI.parse(uri)),
      program: programText(program.lowered, trace.drawn.network),
      problems: outcome.kind === "evaluated" ? outcome.problems : [],
    });
    return { kind: "solution", network: opened.network, markdown };
  } finally {
    traces.close(opened.trace);
  }
}
