/** What a statement is made of, for the summary: the calls and layers inside it, and the layers inside these. */
import type { Graph, GraphNode, Group, NodeId } from "../graph/graph.js";
import { sameShape, type Shape } from "../graph/shape.js";
import { type Cost, noCost, sumOfCosts } from "./node-cost.js";

/** A call, a layer of a network used as a layer, or an operation inside one of these. */
export interface CostPart extends Cost {
  /** As a program writes it, `h[0]`, `s1[0].a`; absent where it has no name of its own. */
  readonly name?: string;
  /** What it is: the function, network or operation. */
  readonly label: string;
  readonly kind: Group["kind"] | "operation";
  readonly shape: Shape;
  readonly parts: readonly CostPart[];
}

/** A graph, and what each of its nodes costs and is called. */
export interface CostedGraph {
  readonly graph: Graph;
  readonly costs: readonly Cost[];
  readonly names: ReadonlyMap<NodeId, string>;
}

export const costsSomething = ({
  parameters,
  notTrained,
  multiplyAdds,
}: Cost): boolean => parameters !== 0 || notTrained !== 0 || multiplyAdds !== 0;

/** Whether the result has a shape that nothing has which it is computed from. */
export function changesShape(
  nodes: readonly GraphNode[],
  shape: Shape,
  graph: Graph,
): boolean {
  const own = new Set(nodes.map(({ id }) => id));
  const given = nodes
    .flatMap(({ operands }) => operands)
    .filter((operand) => !own.has(operand))
    .map((operand) => graph.nodes[operand]?.shape ?? []);
  return given.length > 0 && !given.some((other) => sameShape(other, shape));
}

/**
 * The parts of a statement whose nodes these are, `depth` levels of them. What consists of one part only is opened in
 * its place.
 */
export const partsOfStatement = (
  name: string,
  nodes: readonly GraphNode[],
  costed: CostedGraph,
  depth: number,
): readonly CostPart[] =>
  depth < 1 ? [] : open({ name, group: outermost, nodes }, costed, depth);

const outermost = -1;

/** A group, or a single node where `kind` is an operation, among the parts of something. */
interface Item {
  readonly group: number;
  readonly nodes: readonly GraphNode[];
}

/** What is opened, and what the names of its parts begin with. */
interface Opened extends Item {
  readonly name: string;
}

function open(
  opened: Opened,
  costed: CostedGraph,
  depth: number,
): readonly CostPart[] {
  const { groups } = costed.graph;
  const items = itemsOf(opened, groups);
  const names = namesOf(opened, items, costed);
  const listed = [...items.entries()].filter(([, item]) =>
    isListed(item, costed),
  );
  const only = listed.length === 1 ? listed[0] : undefined;
  if (only) {
    const [index, item] = only;
    return canBeOpened(item, groups)
      ? open({ ...item, name: names[index] ?? opened.name }, costed, depth)
      : [];
  }
  return listed.map(([index, item]) => {
    const name = names[index];
    return {
      ...(name !== undefined && { name }),
      ...describe(item, costed),
      ...sumOfCosts(item.nodes.map(({ id }) => costed.costs[id] ?? noCost)),
      parts:
        depth > 1 && canBeOpened(item, groups)
          ? open({ ...item, name: name ?? opened.name }, costed, depth - 1)
          : [],
    };
  });
}

/** The groups directly inside one, and the nodes that belong to no group further inside, in order. */
function itemsOf(
  { group, nodes }: Opened,
  groups: readonly Group[],
): readonly Item[] {
  const items: (Item & { readonly nodes: GraphNode[] })[] = [];
  const byGroup = new Map<number, GraphNode[]>();
  for (const node of nodes) {
    const inside = groupInside(group, node.group, groups);
    const known = byGroup.get(inside);
    if (inside === group) items.push({ group: -1, nodes: [node] });
    else if (known) known.push(node);
    else {
      const item = { group: inside, nodes: [node] };
      items.push(item);
      byGroup.set(inside, item.nodes);
    }
  }
  return items;
}

/** The group directly inside `outer` that holds `inner`; `outer` itself where `inner` is that. */
function groupInside(
  outer: number,
  inner: number,
  groups: readonly Group[],
): number {
  let inside = inner;
  for (;;) {
    const parent = groups[inside]?.parent ?? outer;
    if (inside === outer || parent === outer) return inside;
    inside = parent;
  }
}

function isListed(
  { group, nodes }: Item,
  { graph, costs }: CostedGraph,
): boolean {
  const found = graph.groups[group];
  if (found?.path !== undefined || found?.kind === "layer") return true;
  return (
    nodes.some(({ id }) => costsSomething(costs[id] ?? noCost)) ||
    changesShape(nodes, nodes.at(-1)?.shape ?? [], graph)
  );
}

/** A layer function's call is what a reader counts as one layer. */
const canBeOpened = ({ group }: Item, groups: readonly Group[]): boolean => {
  const kind = groups[group]?.kind;
  return kind !== undefined && kind !== "call" && kind !== "function";
};

function describe(
  { group, nodes }: Item,
  { graph }: CostedGraph,
): Pick<CostPart, "label" | "kind" | "shape"> {
  const last = nodes.at(-1);
  const shape = last?.shape ?? [];
  const found = graph.groups[group];
  return found
    ? { label: found.label, kind: found.kind, shape }
    : { label: last?.operation ?? "", kind: "operation", shape };
}

/**
 * What each part is called, where it has a name: calls are numbered where several of them own parameters, as the names
 * of their parameters are; what is inside a network continues the network's name.
 */
function namesOf(
  { name, group }: Opened,
  items: readonly Item[],
  { graph, costs, names }: CostedGraph,
): readonly (string | undefined)[] {
  const { groups } = graph;
  const kind = groups[group]?.kind;
  const owns = ({ nodes }: Item): boolean =>
    nodes.some(({ id }) => costs[id]?.parameters !== 0);
  const calls = items.filter(
    (item) => groups[item.group]?.path !== undefined && owns(item),
  );
  return items.map((item) => {
    const found = groups[item.group];
    if (kind === "network")
      return found?.kind === "layer"
        ? `${name}.${found.label}`
        : names.get(item.nodes.at(-1)?.id ?? -1);
    const index = calls.indexOf(item);
    if (index < 0) return undefined;
    if (kind === "repeat" || calls.length > 1)
      return `${name}[${String(index)}]`;
    return found?.kind === "call" ? undefined : name;
  });
}
