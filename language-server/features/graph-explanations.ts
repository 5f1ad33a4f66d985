/** Explains a node or a wire of the graph: what its numbers are made of, from the evaluation of the text as it is. */
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Summaries } from "../evaluation/summaries.js";
import type { NodeId, SourceRange } from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import {
  type ExplanationOptions,
  explainNode,
  explainWire,
} from "../presentation/explanation.js";
import { namesOfDrawn, NodeLabels } from "../presentation/node-labels.js";
import type { GraphExplainParams, GraphExplanation } from "../protocol.js";
import type { ClientSettings } from "./client-settings.js";
import type { DrawnNetworks } from "./drawn-networks.js";
import { knownNumbers } from "../trace/known-numbers.js";
import type { OpenProgram, Programs } from "./programs.js";
import type { Traces } from "./traces.js";

export interface GraphExplanationsContext {
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly settings: ClientSettings;
  readonly drawings: DrawnNetworks;
  readonly summaries: Summaries;
  readonly traces: Traces;
}

/** As many elements of a tensor are asked for. */
const elements = 256;

export async function explainGraph(
  context: GraphExplanationsContext,
  { uri, network: name, version, of }: GraphExplainParams,
): Promise<GraphExplanation | null> {
  const { programs, settings, drawings } = context;
  const program = programs.current(uri);
  const network = program?.lowered.networks.find((each) => each.name === name);
  if (!program || !network) return null;
  const { model } = drawings.of(program, network);
  if (model.version !== version) return null;
  const nodeOf = (id: string): NodeId | undefined =>
    model.nodes.find((each) => each.id === id)?.node;
  const { graph } = network;
  const consumer = of.kind === "wire" ? nodeOf(of.to) : undefined;
  const node =
    of.kind === "node"
      ? nodeOf(of.id)
      : graph.nodes[consumer ?? -1]?.operands[of.operand];
  if (node === undefined) return null;
  const { digits } = await settings.of(uri);
  const numbers = await numbersOf(context, program, network, node);
  if (programs.current(uri) !== program || !numbers) return null;
  const { texts } = program.lowered;
  const textAt = ({ file, start, end }: SourceRange): string | undefined =>
    texts[file]?.slice(start, end);
  const options: ExplanationOptions = {
    graph,
    labels: new NodeLabels(graph, textAt, namesOfDrawn(model.nodes)),
    node,
    digits,
    ...numbers,
  };
  const equations =
    of.kind === "wire" && consumer !== undefined
      ? explainWire(options, consumer, of.operand)
      : explainNode(options);
  return { equations };
}

type Numbers = Pick<
  ExplanationOptions,
  "value" | "gradient" | "uses" | "operands" | "missing"
>;

/** Of the finished evaluation, or while a trace is shown, what is known at its step. */
async function numbersOf(
  { evaluations, summaries, traces }: GraphExplanationsContext,
  program: OpenProgram,
  network: LoweredNetwork,
  node: NodeId,
): Promise<Numbers | undefined> {
  const shown = traces.shown(program.uri, network.name);
  if (shown) {
    const { session, at, waits } = shown;
    if (waits) return undefined;
    const { operandValues, ...known } = await knownNumbers(
      session,
      node,
      at.step,
    );
    const now = traces.shown(program.uri, network.name);
    return now?.at === at ? { ...known, operands: operandValues } : undefined;
  }
  const values = evaluations.valuesOf(program, network);
  if (!values || values.isStale) return undefined;
  const { run } = values;
  const operands = network.graph.nodes[node]?.operands ?? [];
  const [[value, gradient, ...given], uses = []] = await Promise.all([
    summaries.read(run, [
      { node, quantity: "value" },
      { node, quantity: "gradient" },
      ...operands.map(
        (operand) => ({ node: operand, quantity: "value" }) as const,
      ),
    ]),
    run.ask("uses", { node, elements }),
  ]);
  return value && { value, gradient, uses, operands: given };
}
