/** A step in words and numbers: what it reads, what it computes, and never anything of a later step. */
import type { Summary, TensorPart } from "../evaluation/questions.js";
import type { ModelId, ModelNode } from "../graph/graph-model.js";
import type { GraphNode, NodeId } from "../graph/graph.js";
import type {
  StepIndex,
  TracePosition,
  TraceStep,
} from "../graph/trace-model.js";
import { chainRule } from "../presentation/chain-rule.js";
import { conventionLine } from "../presentation/conventions.js";
import { symbolicDerivative } from "../presentation/derivative-formula.js";
import { gradientName } from "../presentation/gradient-names.js";
import type { NodeLabels } from "../presentation/node-labels.js";
import {
  contributionShapes,
  type Described,
  equation,
  forwardEquation,
  givenEquation,
  one,
  shownTensor,
  sumInNumbers,
} from "../presentation/trace-lines.js";
import { describeLayer } from "./describe-layer.js";
import type { NetworkTrace } from "./network-trace.js";
import type { Progress } from "./progress.js";
import type { Step } from "./steps.js";
import { unitAt } from "./walk.js";

/** Tensors at a glance, in the order asked for; absent where there is no such tensor. */
export type ReadTensors = (
  of: readonly TensorPart[],
) => Promise<readonly (Summary | undefined)[]>;

/** More contributions than these are not written out: a sum then starts with what the others have come to. */
const mostParts = 12;

export interface DescribeContext {
  readonly trace: NetworkTrace;
  readonly labels: NodeLabels;
  readonly read: ReadTensors;
  /** By node, at how many elements its derivative was taken by convention. */
  readonly kinks: () => Promise<ReadonlyMap<NodeId, number>>;
  /** Significant digits. */
  readonly digits: number;
}

export async function describeStep(
  context: DescribeContext,
  position: TracePosition,
): Promise<TraceStep> {
  const { trace } = context;
  const { steps, places } = trace;
  const frames = places.frames(position);
  const unit = unitAt(steps, position);
  const step = unit && steps.at(unit.last);
  if (!unit || !step)
    return {
      position,
      kind: "entry",
      pass: "forward",
      title: "Nothing has been computed yet",
      lines: [],
      frames,
    };
  const pass = steps.passOf(unit.last);
  const group =
    unit.group === undefined ? undefined : steps.groups.group(unit.group);
  if (group) {
    const described = await describeLayer(context, unit, group);
    return {
      position,
      kind: "layer",
      pass,
      title: described.title,
      lines: described.lines,
      node: described.node,
      group: group.id,
      frames,
    };
  }
  const { title, lines } = await describeOne(context, step, unit.last);
  return {
    position,
    kind: step.kind,
    pass,
    title,
    lines,
    node: step.node.id,
    ...(step.wire && { wire: step.wire.id }),
    frames,
  };
}

function describeOne(
  context: DescribeContext,
  step: Step,
  index: number,
): Promise<Described> | Described {
  const { graph } = context.trace.drawn.network;
  const node = graph.nodes[step.node.node];
  const objective = graph.objective?.name ?? "";
  if (!node) return { title: step.node.label, lines: [] };
  switch (step.kind) {
    case "given":
      return given(context, step.node);
    case "forward":
      return forward(context, step.node, node);
    case "seed": {
      const name = gradientName(objective, objective);
      return equation(name, [one]);
    }
    case "backward":
      return backward(context, step, node, index);
    case "arrived":
      return arrived(context, step.node, index);
  }
}

async function given(
  { read, labels, digits }: DescribeContext,
  node: ModelNode,
): Promise<Described> {
  const [value] = await read([{ kind: "value", node: node.node }]);
  const expression = labels.expression(node.node);
  return givenEquation(node.label, expression, value, digits);
}

async function forward(
  { trace, read, labels, digits }: DescribeContext,
  model: ModelNode,
  node: GraphNode,
): Promise<Described> {
  const [value, ...operands] = await read(
    [node.id, ...node.operands].map((id) => ({ kind: "value", node: id })),
  );
  return forwardEquation({
    graph: trace.drawn.network.graph,
    node,
    name: model.name,
    expression: labels.expression(node.id),
    operands,
    value,
    digits,
  });
}

/** One contribution, and where several arrive, which one it is and what they sum to so far. */
async function backward(
  context: DescribeContext,
  { node: consumer, wire }: Step,
  node: GraphNode,
  index: number,
): Promise<Described> {
  const { trace, labels, digits, read } = context;
  const { progress, drawn } = trace;
  const { graph } = drawn.network;
  const objective = graph.objective?.name ?? "";
  const operand = wire?.operand ?? 0;
  const to = node.operands[operand] ?? node.id;
  const target = progress.node(wire?.from ?? "");
  const steps = progress.gradient(wire?.from ?? "", index)?.steps ?? [];
  const use = { consumer: node.id, operand };
  const [upstream, contribution, local, ...parts] = await read([
    { kind: "gradient", node: node.id },
    { kind: "contribution", ...use },
    { kind: "local", ...use },
    ...partsSoFar(progress, wire?.from ?? "", steps),
  ]);
  const title = gradientName(objective, target?.label ?? labels.label(to));
  if (!upstream || !contribution) return equation(title, ["no value"]);
  const rule = chainRule({
    graph,
    labels,
    objective,
    node: to,
    gradient: contribution,
    uses: [{ ...use, upstream, contribution, ...(local && { local }) }],
    digits,
  });
  const derivation = rule.map((line) => line.replace(/^.*? = /, ""));
  const shapes = contributionShapes(graph, node, operand);
  const shown = shownTensor(contribution, digits);
  const isTensor = contribution.size > 1;
  const all = progress.contributionsTo(wire?.from ?? "");
  const convention = await conventionAt(context, node, operand);
  const more = [
    ...(shapes === undefined ? [] : [`shapes: ${shapes}`]),
    ...(convention === undefined ? [] : [convention]),
  ];
  if (all.length <= 1) {
    const { lines } = equation(title, [
      ...derivation,
      ...(isTensor ? [shown] : []),
    ]);
    return { title: `${title} = ${shown}`, lines: [...lines, ...more] };
  }
  const nth = steps.length;
  const through = `through ${consumer.label}`;
  const [sum] = await read([
    progress.gradient(wire?.from ?? "", index)?.of ?? {
      kind: "contribution",
      ...use,
    },
  ]);
  const soFar = nth === all.length ? title : `${title} so far`;
  const present = parts.filter((part) => part !== undefined);
  const total = equation(soFar, [
    ...[sumInNumbers(present, digits)].filter((text) => text !== undefined),
    ...(sum ? [shownTensor(sum, digits)] : []),
  ]);
  const { lines } = equation(through, [
    ...derivation,
    ...(isTensor ? [shown] : []),
  ]);
  return {
    title: `${title}, contribution ${nth} of ${all.length} = ${shown}`,
    lines: [
      `${title}, contribution ${nth} of ${all.length}`,
      ...lines,
      ...more,
      ...total.lines,
    ],
  };
}

/** What was taken for a derivative that does not exist; absent where it exists. */
async function conventionAt(
  { trace, labels, kinks }: DescribeContext,
  node: GraphNode,
  operand: number,
): Promise<string | undefined> {
  const count = (await kinks()).get(node.id);
  if (count === undefined) return undefined;
  const { graph } = trace.drawn.network;
  const objective = graph.objective?.name ?? "";
  const { convention } = symbolicDerivative(
    graph,
    node,
    operand,
    labels,
    objective,
  );
  return convention === undefined
    ? undefined
    : conventionLine(graph, node.id, count, convention);
}

/** What the gradient is the sum of so far: each contribution, or what the earlier ones came to and the last. */
function partsSoFar(
  progress: Progress,
  id: ModelId,
  steps: readonly StepIndex[],
): TensorPart[] {
  if (steps.length <= mostParts) return partsOf(progress, steps);
  const before = progress.gradient(id, steps.at(-2) ?? -1);
  return before
    ? [before.of, ...partsOf(progress, steps.slice(-1))]
    : partsOf(progress, steps);
}

/** The contributions, to be written as a sum; none where they are too many for that. */
const partsOf = (
  progress: Progress,
  steps: readonly StepIndex[],
): TensorPart[] =>
  steps.length > mostParts
    ? []
    : progress.usesOf(steps).map((use) => ({ kind: "contribution", ...use }));

/** The gradient of an input or a parameter: the sum of what has come back. */
async function arrived(
  { trace, read, digits }: DescribeContext,
  node: ModelNode,
  index: number,
): Promise<Described> {
  const { progress, drawn, steps } = trace;
  const title = gradientName(
    drawn.network.graph.objective?.name ?? "",
    node.label,
  );
  const gradient = progress.gradient(node.id, index);
  if (!gradient) return equation(title, [one]);
  const [sum, ...parts] = await read([
    gradient.of,
    ...partsOf(progress, gradient.steps),
  ]);
  const numbers = sumInNumbers(
    parts.filter((part) => part !== undefined),
    digits,
  );
  const described = equation(title, [
    ...(numbers === undefined ? [] : [numbers]),
    sum ? shownTensor(sum, digits) : "no value",
  ]);
  if (gradient.steps.length < 2) return described;
  const names = gradient.steps
    .slice(0, mostParts)
    .map((step) => steps.at(step)?.node.label ?? "?");
  const others = gradient.steps.length - names.length;
  return {
    title: `${title} = ${sum ? shownTensor(sum, digits) : "no value"}`,
    lines: [
      `${title}: the sum of what came back through ${listed(names, others)}`,
      ...described.lines,
    ],
  };
}

const listed = (names: readonly string[], others: number): string =>
  `${names.join(", ")}${others > 0 ? ` and ${others.toLocaleString("en")} others` : ""}`;
