/** What hovers may say of a value while a trace of its network is shown: what is known at the step. */
import type { NodeId } from "../graph/graph.js";
import { gradientName, soFar } from "../presentation/gradient-names.js";
import { namesOfDrawn, NodeLabels } from "../presentation/node-labels.js";
import { shownTensor } from "../presentation/trace-lines.js";
import { knownNumbers, type KnownNumbers } from "../trace/known-numbers.js";
import type { ShownTrace } from "./traces.js";

export interface TracedNumbers extends Pick<
  KnownNumbers,
  "value" | "gradient" | "uses" | "operands"
> {
  /** A gradient of which a part has yet to come, in words: it is no `gradient` then. */
  readonly soFar: readonly string[];
}

const nothing: TracedNumbers = {
  value: undefined,
  gradient: undefined,
  uses: [],
  operands: [],
  soFar: [],
};

/** Nothing at all while the text is being edited. */
export async function tracedNumbers(
  { session, at, waits }: ShownTrace,
  node: NodeId,
  digits: number,
): Promise<TracedNumbers> {
  if (waits) return nothing;
  const known = await knownNumbers(session, node, at.step);
  const { value, gradient, uses, operands, missing } = known;
  if (!gradient || missing === 0)
    return { value, gradient, uses, operands, soFar: [] };
  const { network, model } = session.trace.drawn;
  const { texts } = session.program.lowered;
  const labels = new NodeLabels(
    network.graph,
    ({ file, start, end }) => texts[file]?.slice(start, end),
    namesOfDrawn(model.nodes),
  );
  const objective = network.graph.objective?.name ?? "";
  const name = gradientName(objective, labels.label(node));
  const come = uses.length;
  const text = `${name} ${soFar(come, come + missing)}: ${shownTensor(gradient, digits)}`;
  return { value, gradient: undefined, uses: [], operands, soFar: [text] };
}
