/** CodeLens: over each network, what can be done with it, how many parameters it has, and its objective's value. */
import type { CodeLens } from "vscode-languageserver";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Summaries } from "../evaluation/summaries.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import { countText } from "../presentation/parameter-count.js";
import { formatNumber } from "../presentation/numbers.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram } from "./programs.js";
import type { Traces } from "./traces.js";

export interface CodeLensesContext {
  readonly evaluations: LiveEvaluations;
  readonly summaries: Summaries;
  readonly traces: Traces;
  /** Significant digits. */
  readonly digits: number;
}

interface LensCommand {
  readonly title: string;
  /** Empty where there is nothing to click. */
  readonly command: string;
  readonly tooltip?: string;
}

/** `Trace backprop | Graph | 1,234 parameters | L = 0.09174` */
export async function codeLenses(
  program: OpenProgram,
  context: CodeLensesContext,
): Promise<CodeLens[]> {
  const { uri, document, lowered } = program;
  const networks = lowered.networks.filter(({ source }) => source.file === 0);
  const lenses = networks.map(async (network) => {
    const commands = [
      ...actions(network),
      ...(await objective(program, network, context)),
    ];
    const range = rangeOf(document, network.nameSource);
    return commands.map((command) => ({
      range,
      command: { ...command, arguments: [uri, network.name] },
    }));
  });
  return (await Promise.all(lenses)).flat();
}

function actions({ graph, parameterCount }: LoweredNetwork): LensCommand[] {
  const commands: LensCommand[] = [];
  if (graph.objective)
    commands.push({ title: "Trace backprop", command: "nn.traceBackprop" });
  commands.push({ title: "Graph", command: "nn.showGraph" });
  if (parameterCount !== undefined && parameterCount > 0)
    commands.push({
      title: countText(parameterCount),
      command: "nn.summary",
      tooltip: "Shapes, parameters and cost of every layer",
    });
  return commands;
}

/** Nothing while a trace of the network is shown: there the objective may not have been reached yet. */
async function objective(
  program: OpenProgram,
  network: LoweredNetwork,
  { evaluations, summaries, traces, digits }: CodeLensesContext,
): Promise<LensCommand[]> {
  if (!network.graph.objective || traces.shown(program.uri, network.name))
    return [];
  const values = evaluations.valuesOf(program, network);
  const evaluated = values?.network.graph.objective;
  if (!values || !evaluated) return [];
  const [value] = await summaries.read(values.run, [
    { node: evaluated.node, quantity: "value" },
  ]);
  const [number] = value?.elements ?? [];
  if (number === undefined) return [];
  const title = `${evaluated.name} = ${formatNumber(number, digits)}`;
  return values.isStale
    ? [
        {
          title: `(stale) ${title}`,
          command: "nn.evaluate",
          tooltip: "From before the last edit: evaluates the file",
        },
      ]
    : [{ title, command: "" }];
}
