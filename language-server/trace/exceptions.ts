/**
 * Steps that a trace can pause at because something went wrong there: a NaN or an infinity that was not there before, a
 * gradient that has become very small or very large on its way back.
 */
import type { Glances } from "../evaluation/questions.js";
import type { GlancesWanted } from "../graph-model/values.js";
import type { ModelId, ModelNode } from "../graph/graph-model.js";
import type { StepIndex, TraceFilter } from "../graph/trace-model.js";
import { gradientName } from "../presentation/gradient-names.js";
import { formatNumber } from "../presentation/numbers.js";
import type { NetworkTrace } from "./network-trace.js";

/**
 * A gradient has vanished or exploded once it is this many times smaller or larger than the reference, which is the
 * gradient by the last layer's output. Compared are root mean squares, which do not depend on how many elements there
 * are, and a ratio, which does not depend on the scale of the objective. At one learning rate for all layers, a layer
 * whose gradients are a hundred times smaller takes a hundred times as many steps. Glorot and Bengio (2010, section
 * 4.2) ask for gradients of equal variance in all layers; two orders of magnitude is far from it either way.
 */
export const vanishedBelow = 1 / 100;
export const explodedAbove = 100;

export interface ExceptionStop {
  readonly step: StepIndex;
  readonly filter: TraceFilter;
  readonly message: string;
}

/** Everything that has to be known of the tensors. */
export const exceptionsWanted = ({ drawn }: NetworkTrace): GlancesWanted => {
  const { nodes } = drawn.model;
  const byId = new Map(nodes.map(({ id, node }) => [id, node]));
  return {
    nodes: nodes.map(({ node }) => node),
    uses: drawn.model.wires.map(({ to, operand }) => ({
      consumer: byId.get(to) ?? -1,
      operand,
    })),
    elements: 0,
    detailed: { nodes: [], elements: 0 },
  };
};

/** In the order of the steps. */
export function exceptionStops(
  trace: NetworkTrace,
  glances: Glances,
  digits: number,
): ExceptionStop[] {
  return [
    ...brokenNumbers(trace, new Tensors(trace, glances)),
    ...extremeGradients(trace, new Tensors(trace, glances), digits),
  ].sort((a, b) => a.step - b.step);
}

/** What the glances say, by the ids of the picture. */
class Tensors {
  private readonly nodes = new Map<ModelId, number>();
  private readonly wires = new Map<string, number>();

  constructor(
    { drawn }: NetworkTrace,
    private readonly glances: Glances,
  ) {
    const { nodes, wires } = drawn.model;
    for (const [index, { id }] of nodes.entries()) this.nodes.set(id, index);
    for (const [index, { id }] of wires.entries())
      this.wires.set(id, 2 * nodes.length + index);
  }

  isValueBroken = (id: ModelId): boolean =>
    this.isBroken(2 * (this.nodes.get(id) ?? 0));

  isGradientBroken = (id: ModelId): boolean =>
    this.isBroken(2 * (this.nodes.get(id) ?? 0) + 1);

  isContributionBroken = (wire: string): boolean =>
    this.isBroken(this.wires.get(wire) ?? 0);

  /** The root mean square of a gradient's finite elements; NaN where there are none. */
  gradientSize(id: ModelId): number {
    const entry = 2 * (this.nodes.get(id) ?? 0) + 1;
    const mean = this.glances.means[entry] ?? NaN;
    const deviation = this.glances.deviations[entry] ?? NaN;
    return Math.hypot(mean, deviation);
  }

  private isBroken(entry: number): boolean {
    const { nans, infinities } = this.glances;
    return (nans[entry] ?? 0) + (infinities[entry] ?? 0) > 0;
  }
}

/** Where a NaN or an infinity is made of numbers that are none. */
function brokenNumbers(
  { steps, drawn, progress }: NetworkTrace,
  tensors: Tensors,
): ExceptionStop[] {
  const operands = new Map<ModelId, ModelId[]>();
  for (const { from, to } of drawn.model.wires) {
    const known = operands.get(to) ?? [];
    known.push(from);
    operands.set(to, known);
  }
  const stops: ExceptionStop[] = [];
  for (let step = 0; step < steps.length; step++) {
    const { kind, node, wire } = steps.at(step) ?? {};
    if (!node) continue;
    const stop = (what: string): void => {
      stops.push({
        step,
        filter: "nan",
        message: `${what} has a NaN or an infinity, and what it is made of has none.`,
      });
    };
    if (kind === "given" || kind === "forward") {
      const isNew = !operands.get(node.id)?.some(tensors.isValueBroken);
      if (isNew && tensors.isValueBroken(node.id)) stop(node.label);
    } else if (kind === "backward" && wire) {
      if (tensors.isGradientBroken(node.id)) continue;
      const to = progress.node(wire.from);
      const name = gradientName(
        drawn.network.graph.objective?.name ?? "",
        to?.label ?? wire.from,
      );
      const all = progress.contributionsTo(wire.from);
      const isLast = all.at(-1) === step;
      if (tensors.isContributionBroken(wire.id))
        stop(`What ${node.label} passes back to ${name}`);
      else if (isLast && tensors.isGradientBroken(wire.from)) {
        const isNew = !all.some((each) =>
          tensors.isContributionBroken(steps.at(each)?.wire?.id ?? ""),
        );
        if (isNew) stop(name);
      }
    }
  }
  return stops;
}

/** Where a gradient is complete that is beyond a threshold, and that of the operation which passed it on was not. */
function extremeGradients(
  trace: NetworkTrace,
  tensors: Tensors,
  digits: number,
): ExceptionStop[] {
  const { steps, drawn, progress } = trace;
  const reference = referenceOf(trace);
  if (reference === undefined) return [];
  const size = tensors.gradientSize(reference.id);
  if (!(size > 0)) return [];
  const filterOf = (id: ModelId): TraceFilter | undefined => {
    const ratio = tensors.gradientSize(id) / size;
    if (ratio < vanishedBelow) return "vanished";
    return ratio > explodedAbove ? "exploded" : undefined;
  };
  const objective = drawn.network.graph.objective?.name ?? "";
  const stops: ExceptionStop[] = [];
  for (let step = steps.backward; step < steps.afterwards; step++) {
    const { kind, node, wire } = steps.at(step) ?? {};
    if (kind !== "backward" || !node || !wire) continue;
    if (step < reference.step) continue;
    if (progress.contributionsTo(wire.from).at(-1) !== step) continue;
    const filter = filterOf(wire.from);
    if (filter === undefined || filterOf(node.id) === filter) continue;
    const label = progress.node(wire.from)?.label ?? wire.from;
    const number = (id: ModelId): string =>
      formatNumber(tensors.gradientSize(id), digits);
    const name = gradientName(objective, label);
    const other = gradientName(objective, reference.label);
    const relation =
      filter === "vanished"
        ? `less than a ${Math.round(1 / vanishedBelow)}th of`
        : `more than ${explodedAbove} times`;
    stops.push({
      step,
      filter,
      message: `${name} has ${filter}: it is ${number(wire.from)}, ${relation} ${other}, which is ${number(reference.id)} (root mean squares).`,
    });
  }
  return stops;
}

/**
 * The result of the operation nearest to the objective that joins a parameter with something else: the last layer's
 * output. Without one, the objective.
 */
function referenceOf({
  steps,
  drawn,
  progress,
}: NetworkTrace): Reference | undefined {
  const { objective } = drawn.network.graph;
  const start = objective && progress.drawnAs(objective.node);
  for (let step = steps.backward; step < steps.afterwards; step++) {
    const { node, wire } = steps.at(step) ?? {};
    if (!node || !wire || !isParameter(progress.node(wire.from))) continue;
    const operands = drawn.network.graph.nodes[node.node]?.operands ?? [];
    const others = operands.map((operand) => progress.drawnAs(operand));
    if (
      others.some((other) => other?.kind !== "constant" && !isParameter(other))
    )
      return { id: node.id, label: node.label, step };
  }
  return start && { id: start.id, label: start.label, step: steps.backward };
}

interface Reference {
  readonly id: ModelId;
  readonly label: string;
  /** From here on gradients are compared with it. */
  readonly step: StepIndex;
}

const isParameter = (node: ModelNode | undefined): boolean =>
  node?.operation === "parameter";
