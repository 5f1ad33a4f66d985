/** A layer taken as one: forward its result, backward what it passes to its operands and its parameters. */
import {
  type TensorPart,
  type UseOf,
  usesInTurn,
} from "../evaluation/questions.js";
import type { ModelGroup, ModelId } from "../graph/graph-model.js";
import { conventionLine, conventionsOf } from "../presentation/conventions.js";
import { gradientName } from "../presentation/gradient-names.js";
import { equation, shownTensor } from "../presentation/trace-lines.js";
import type { DescribeContext } from "./describe.js";
import { nameOfGroup } from "./group-boxes.js";
import type { Unit } from "./walk.js";

export interface DescribedLayer {
  readonly title: string;
  readonly lines: readonly string[];
  /** Its result. */
  readonly node: ModelId;
}

export function describeLayer(
  context: DescribeContext,
  unit: Unit,
  group: ModelGroup,
): Promise<DescribedLayer> {
  const isBackward = context.trace.steps.passOf(unit.last) === "backward";
  return isBackward
    ? backward(context, unit, group)
    : forward(context, unit, group);
}

async function forward(
  { trace, read, digits }: DescribeContext,
  { last }: Unit,
  group: ModelGroup,
): Promise<DescribedLayer> {
  const result = trace.steps.at(last)?.node;
  const [value] = result
    ? await read([{ kind: "value", node: result.node }])
    : [];
  const name = result?.name ?? nameOfGroup(group);
  const call = callOf(group, name);
  const described = equation(name, [
    ...(call === undefined ? [] : [call]),
    value ? shownTensor(value, digits) : "no value",
  ]);
  return { ...described, node: result?.id ?? group.id };
}

/** `dense(3) → relu`, where that is not said by the name. */
function callOf(group: ModelGroup, name: string): string | undefined {
  const call =
    group.kind === "layer" && group.detail !== undefined
      ? group.detail
      : nameOfGroup(group);
  return call === name ? undefined : call;
}

async function backward(
  { trace, read, labels, kinks, digits }: DescribeContext,
  { first, last }: Unit,
  group: ModelGroup,
): Promise<DescribedLayer> {
  const { steps, progress, drawn } = trace;
  const objective = drawn.network.graph.objective?.name ?? "";
  const inside = steps.groups.number(group.id);
  const isInside = (id: ModelId): boolean =>
    steps.groups.isIn(steps.groups.number(progress.node(id)?.group), inside);
  const { graph } = drawn.network;
  const all = await kinks();
  const conventions = new Set<string>();
  const passed = new Map<ModelId, UseOf[]>();
  const parameters: ModelId[] = [];
  for (let index = first; index <= last; index++) {
    const { kind, node, wire } = steps.at(index) ?? {};
    if (kind === "arrived" && node) parameters.push(node.id);
    const count = kind === "backward" && node ? all.get(node.node) : undefined;
    if (node && count !== undefined) {
      const operands = graph.nodes[node.node]?.operands ?? [];
      const names = operands.map((operand) => labels.label(operand));
      for (const convention of conventionsOf(graph, node.node, names))
        conventions.add(
          `${node.label}: ${conventionLine(graph, node.node, count, convention)}`,
        );
    }
    if (kind !== "backward" || !node || !wire || isInside(wire.from)) continue;
    const uses = passed.get(wire.from) ?? [];
    uses.push({ consumer: node.node, operand: wire.operand });
    passed.set(wire.from, uses);
  }
  const rows = [
    ...[...passed].map(([id, uses]) => {
      const isAll = uses.length === progress.contributionsTo(id).length;
      const node = progress.node(id)?.node ?? -1;
      const of: TensorPart = isAll
        ? { kind: "gradient", node }
        : { kind: "gradient", node, uses: usesInTurn(uses) };
      return { id, of, note: isAll ? "" : `, through ${group.label}` };
    }),
    ...parameters.map((id) => {
      const node = progress.node(id)?.node ?? -1;
      return { id, of: { kind: "gradient" as const, node }, note: "" };
    }),
  ];
  const tensors = await read(rows.map(({ of }) => of));
  const lines = rows.flatMap(({ id, note }, index) => {
    const name = gradientName(objective, progress.node(id)?.label ?? id);
    const tensor = tensors[index];
    return equation(`${name}${note}`, [
      tensor ? shownTensor(tensor, digits) : "no value",
    ]).lines;
  });
  const node = steps.at(first)?.node.id ?? group.id;
  return {
    title: `back through ${nameOfGroup(group)}`,
    lines: [...lines, ...conventions],
    node,
  };
}
