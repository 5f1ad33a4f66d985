/** Copy Value: what is written to the clipboard of a value or gradient, and the links in hovers that ask for it. */
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { QuantityOf } from "../evaluation/questions.js";
import type { NodeId, SourceRange } from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import { gradientName } from "../presentation/gradient-names.js";
import { NodeLabels } from "../presentation/node-labels.js";
import { mostWritten, tensorText } from "../presentation/tensor-text.js";
import type { CopyValueAnswer, CopyValueParams } from "../protocol.js";
import { hoverTarget, type TargetNode } from "./hover-target.js";
import type { OpenProgram, Programs } from "./programs.js";
import type { Traces } from "./traces.js";

export interface CopyValueContext {
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly traces: Traces;
}

export async function copyValue(
  { uri, of, quantity, format }: CopyValueParams,
  { programs, evaluations, traces }: CopyValueContext,
): Promise<CopyValueAnswer> {
  const program = programs.current(uri);
  if (!program) return nothing("The file is not open in the editor.");
  if ("version" in of && of.version !== program.version)
    return nothing("The text was edited since: look at the value again.");
  const target = targetOf(of, program);
  if (!target)
    return nothing(
      "There is no value here: put the cursor on a name or an expression of a network.",
    );
  const { network, node } = target;
  if (traces.shown(uri, network.name))
    return nothing(
      `\`${network.name}\` is being traced: copy from the debugger's variables, or end the trace.`,
    );
  const values = evaluations.valuesOf(program, network);
  if (!values || values.isStale)
    return nothing(
      `\`${network.name}\` has no values for the text as it is: save, or run NN: Evaluate.`,
    );
  const name = labelOf(node, network, program);
  const { objective, nodes } = network.graph;
  const what =
    quantity === "value" ? name : gradientName(objective?.name ?? "", name);
  const shape = nodes[node]?.boundShape ?? [];
  const size = shape.reduce((product, each) => product * each, 1);
  if (size > mostWritten)
    return nothing(
      `\`${what}\` has ${size.toLocaleString("en")} elements: no more than ${mostWritten.toLocaleString("en")} are copied. Copy a part of it, as in \`${name}[0]\`.`,
    );
  const asked: QuantityOf = { node, quantity };
  const data = await values.run.ask("elements", {
    ...asked,
    start: 0,
    count: size,
  });
  if (programs.current(uri) !== program)
    return nothing("The text was edited meanwhile: look at the value again.");
  if (!data)
    return nothing(
      quantity === "gradient" && !objective
        ? `\`${network.name}\` has no gradients: it has neither a loss nor one scalar output.`
        : `\`${what}\` has no ${quantity}.`,
    );
  return { kind: "text", what, size, text: tensorText(data, shape, format) };
}

const nothing = (message: string): CopyValueAnswer => ({
  kind: "nothing",
  message,
});

function targetOf(
  of: CopyValueParams["of"],
  { document, lowered }: OpenProgram,
): TargetNode | undefined {
  if ("position" in of)
    return hoverTarget(lowered, document.offsetAt(of.position)).value;
  const network = lowered.networks.find(({ name }) => name === of.network);
  return network?.graph.nodes[of.node] && { network, node: of.node };
}

function labelOf(
  node: NodeId,
  { graph }: LoweredNetwork,
  { lowered: { texts } }: OpenProgram,
): string {
  const textAt = ({ file, start, end }: SourceRange): string | undefined =>
    texts[file]?.slice(start, end);
  return new NodeLabels(graph, textAt).label(node);
}

/** Markdown: `Copy value: .nn · Python`, each a link to the client's command, and the same of the gradient. */
export function copyLinks(
  { uri, version }: OpenProgram,
  { network, node }: TargetNode,
  hasGradient: boolean,
): string {
  const link = (
    title: string,
    quantity: CopyValueParams["quantity"],
    format: CopyValueParams["format"],
  ): string => {
    const params: CopyValueParams = {
      uri,
      of: { network: network.name, node, version },
      quantity,
      format,
    };
    return `[${title}](command:nn.copyValue?${encodeURIComponent(JSON.stringify([params])).replace(/[()]/g, (letter) => (letter === "(" ? "%28" : "%29"))})`;
  };
  const both = (quantity: CopyValueParams["quantity"]): string =>
    `${link(".nn", quantity, "nn")} · ${link("Python", quantity, "python")}`;
  const gradient = hasGradient ? ` — gradient: ${both("gradient")}` : "";
  return `Copy value: ${both("value")}${gradient}`;
}
