/** Explains a node or a wire of the graph: what its numbers are made of, from the evaluation of the text as it is. */
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Summaries } from "../evaluation/summaries.js";
import type { NodeId, SourceRange } from "../graph/graph.js";
import {
  type ExplanationOptions,
  explainNode,
  explainWire,
} from "../presentation/explanation.js";
import { NodeLabels } from "../presentation/node-labels.js";
import type { GraphExplainParams, GraphExplanation } from "../protocol.js";
import type { ClientSettings } from "./client-settings.js";
import type { DrawnNetworks } from "./drawn-networks.js";
import type { Programs } from "./programs.js";

export interface GraphExplanationsContext {
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly settings: ClientSettings;
  readonly drawings: DrawnNetworks;
  readonly summaries: Summaries;
}

/** As many elements of a tensor are asked for. */
const elements = 256;

export async function explainGraph(
  {
    programs,
    evaluations,
    settings,
    drawings,
    summaries,
  }: GraphExplanationsContext,
  { uri, network: name, version, of }: GraphExplainParams,
): Promise<GraphExplanation | null> {
  const program = programs.current(uri);
  const network = program?.lowered.networks.find((each) => each.name === name);
  if (!program || !network) return null;
  const values = evaluations.valuesOf(program, network);
  if (!values || values.isStale) return null;
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
  const { run } = values;
  const { digits } = await settings.of(uri);
  const operands = graph.nodes[node]?.operands ?? [];
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
  if (programs.current(uri) !== program || !value) return null;
  const { texts } = program.lowered;
  const textAt = ({ file, start, end }: SourceRange): string | undefined =>
    texts[file]?.slice(start, end);
  const options: ExplanationOptions = {
    graph,
    labels: new NodeLabels(graph, textAt),
    node,
    digits,
    value,
    gradient,
    uses,
    operands: given,
  };
  const equations =
    of.kind === "wire" && consumer !== undefined
      ? explainWire(options, consumer, of.operand)
      : explainNode(options);
  return { equations };
}
