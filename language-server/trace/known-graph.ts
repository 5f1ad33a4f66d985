/** The numbers of a drawn graph at a step: of all that an evaluation found, what has been computed and passed back so far. */
import { gradientQuantity } from "../graph-model/values.js";
import type {
  GraphValues,
  ModelId,
  NodeValues,
  Quantity,
} from "../graph/graph-model.js";
import type { StepIndex } from "../graph/trace-model.js";
import { soFar } from "../presentation/gradient-names.js";
import type { GradientSoFar } from "./progress.js";
import type { TraceSession } from "./session.js";

/**
 * Findings are left out: they speak of what comes out in the end.
 * @param values those of the finished evaluation
 * @param digits significant digits
 */
export async function knownValues(
  session: TraceSession,
  values: GraphValues,
  at: StepIndex,
  digits: number,
): Promise<GraphValues> {
  const { progress, drawn } = session.trace;
  const { model } = drawn;
  const gradients = new Map<ModelId, GradientSoFar>();
  for (const { id } of model.nodes) {
    const gradient = progress.gradient(id, at);
    if (gradient) gradients.set(id, gradient);
  }
  const partial = await partialGradients(session, gradients, values, digits);
  const nodes: [ModelId, NodeValues][] = [];
  for (const { id, node } of model.nodes) {
    const all = own(values.nodes, id);
    const value = progress.hasValue(node, at) ? all?.value : undefined;
    const gradient = gradients.get(id)?.isComplete
      ? all?.gradient
      : partial.get(id);
    if (value ?? gradient)
      nodes.push([
        id,
        { ...(value && { value }), ...(gradient && { gradient }) },
      ]);
  }
  const wires = Object.entries(values.wires).filter(([id]) =>
    progress.hasPassed(id, at),
  );
  return {
    ...values,
    nodes: Object.fromEntries(nodes),
    wires: Object.fromEntries(wires),
  };
}

/** The sums of what has come back, where more is to come. */
async function partialGradients(
  session: TraceSession,
  gradients: ReadonlyMap<ModelId, GradientSoFar>,
  values: GraphValues,
  digits: number,
): Promise<ReadonlyMap<ModelId, Quantity>> {
  const { progress } = session.trace;
  const wanted = [...gradients].filter(([, { isComplete }]) => !isComplete);
  const sums = await session.read(wanted.map(([, { of }]) => of));
  return new Map(
    wanted.flatMap(([id, { steps }], index): [ModelId, Quantity][] => {
      const sum = sums[index];
      if (!sum) return [];
      const isDetailed = own(values.nodes, id)?.value?.elements !== undefined;
      const quantity = gradientQuantity(sum, digits, isDetailed);
      const all = progress.contributionsTo(id).length;
      const full = `${quantity.full ?? quantity.text} ${soFar(steps.length, all)}`;
      return [[id, { ...quantity, full }]];
    }),
  );
}

/** Ids are names of a program, `constructor` among them. */
const own = <Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);
