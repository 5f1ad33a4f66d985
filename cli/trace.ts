/** `nn trace FILE`: the forward pass, then backprop step by step, as text, as a worked solution, or as JSON. */
import { TextDocument } from "langium";
import { errorsOf } from "../language-server/analysis/network-errors.js";
import { missingValues } from "../language-server/analysis/missing-values.js";
import { tensorsOf } from "../language-server/evaluation/tensors-of.js";
import type { SourceRange } from "../language-server/graph/graph.js";
import type { LoweredNetwork } from "../language-server/graph/lowered.js";
import type { Problem } from "../language-server/graph/problem.js";
import { tooLarge } from "../language-server/graph-model/build.js";
import { NodeLabels } from "../language-server/presentation/node-labels.js";
import { defaultDigits } from "../language-server/presentation/numbers.js";
import { programText } from "../language-server/presentation/worked-solution/program-text.js";
import { workedSolution } from "../language-server/presentation/worked-solution/worked-solution.js";
import type { DescribeContext } from "../language-server/trace/describe.js";
import { NetworkTrace } from "../language-server/trace/network-trace.js";
import { chooseNetwork, whyNone } from "./choose-network.js";
import { drawn } from "./draw-evaluated.js";
import type { Environment } from "./environment.js";
import {
  type EvaluatedFile,
  evaluateFile,
  hasErrors,
} from "./evaluate-file.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { writeMessages } from "./messages.js";
import type { TraceOptions } from "./program.js";
import { type SourceFile, SourceFiles } from "./source-file.js";
import { traceToJson } from "./trace-json.js";
import { writeTrace } from "./trace-text.js";

/** As many elements of a tensor as a line of text can show. */
const elements = 256;

export async function runTrace(
  path: string,
  options: TraceOptions,
  environment: Environment,
): Promise<ExitStatus> {
  const source = await new SourceFiles(environment).open(path);
  if (!source) return exitStatus.usage;
  const { lowered } = source;
  const network = chooseNetwork(source, options.network);
  if (
    !network &&
    !(lowered.networks.length === 0 && hasErrors(lowered.problems))
  ) {
    environment.writeError(`nn: ${whyNone(source, options.network)}\n`);
    return exitStatus.usage;
  }
  if (!network || errorsOf(lowered, network).length > 0)
    return refuse(source, network, lowered.problems, options, environment);
  const why = whyNotTraced(network);
  if (why !== undefined) {
    environment.writeError(`nn: ${why}\n`);
    return exitStatus.usage;
  }
  const evaluated = evaluateFile(source, { network: network.name });
  const { problems } = evaluated;
  const context = contextOf(evaluated, network);
  if (!context) return refuse(source, network, problems, options, environment);
  if (options.json)
    environment.write(
      `${JSON.stringify(traceToJson(evaluated, context.trace, context.tape))}\n`,
    );
  else if (options.markdown)
    environment.write(
      await workedSolution({
        ...context,
        // The document is handed in elsewhere.
        file: path.split(/[\\/]/).at(-1) ?? path,
        program: programText(lowered, network),
        problems,
      }),
    );
  else await writeTrace(context, environment);
  writeMessages(source, problems, environment);
  return hasErrors(problems) ? exitStatus.error : exitStatus.good;
}

/** Why a network without errors cannot be traced. */
function whyNotTraced(network: LoweredNetwork): string | undefined {
  const { name, graph } = network;
  if (!graph.objective)
    return `${name} has no objective, so there is nothing to go back from. Write \`loss L = …\`, or mark one scalar as \`output\`.`;
  if (!graph.evaluable)
    return `${name} has no values to trace: ${missingValues(graph)}.`;
  return tooLarge(network)?.replace("drawn", "traced");
}

/** There are no steps, because of errors. */
function refuse(
  source: SourceFile,
  network: LoweredNetwork | undefined,
  problems: readonly Problem[],
  { json }: TraceOptions,
  environment: Environment,
): ExitStatus {
  if (json) {
    const nothing = { source, networks: [], problems };
    environment.write(
      `${JSON.stringify(traceToJson(nothing, undefined, undefined, network))}\n`,
    );
  }
  writeMessages(source, problems, environment);
  return exitStatus.error;
}

/** Absent where the objective has no value. */
function contextOf(
  { source, networks }: EvaluatedFile,
  network: LoweredNetwork,
) {
  const { graph } = network;
  const tape = networks.find((each) => each.network === network)?.tape;
  if (!tape?.value(graph.objective?.node ?? -1)) return undefined;
  const { document, lowered } = source;
  const { files, texts } = lowered;
  const documents = texts.map((text, file) =>
    file === 0
      ? document
      : TextDocument.create(files[file] ?? "", "nn", 0, text),
  );
  const trace = new NetworkTrace(drawn(source, network), {
    uriOf: (file) => files[file] ?? document.uri,
    textOf: (file) => texts[file],
    rangeOf: ({ file, start, end }) => ({
      start: (documents[file] ?? document).positionAt(start),
      end: (documents[file] ?? document).positionAt(end),
    }),
  });
  const textAt = ({ file, start, end }: SourceRange): string | undefined =>
    texts[file]?.slice(start, end);
  const kinks = new Map(tape.kinks.map(({ node, count }) => [node, count]));
  const context: DescribeContext = {
    trace,
    labels: new NodeLabels(graph, textAt),
    read: (of) => Promise.resolve(tensorsOf(tape, { of, elements })),
    kinks: () => Promise.resolve(kinks),
    digits: defaultDigits,
  };
  return { ...context, tape };
}
