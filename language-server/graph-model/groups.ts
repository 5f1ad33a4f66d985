/** Boxes with what stands on them and what is known of them, from a graph's groups. */
import type {
  DenseGroup,
  ModelGroup,
  ModelId,
  TextRange,
} from "../graph/graph-model.js";
import type { Graph, NodeId, SourceRange } from "../graph/graph.js";
import { formatShape, sizeOf } from "../graph/shape.js";
import type { Box, GroupTree } from "./group-tree.js";
import type { GroupLabels } from "./group-texts.js";
import type { ModelIds } from "./ids.js";

export interface GroupsContext {
  readonly graph: Graph;
  readonly tree: GroupTree;
  readonly ids: ModelIds;
  readonly labels: GroupLabels;
  readonly carriedBy: (node: NodeId) => NodeId | undefined;
  readonly rangeOf: (source: SourceRange) => TextRange | undefined;
}

/** A layer of more inputs or units than this is not drawn as neurons. */
const mostNeurons = 16;

export function modelGroups(context: GroupsContext): {
  readonly groups: readonly ModelGroup[];
  /** By index of the group; absent for the network itself. */
  readonly idOf: (box: number) => ModelId | undefined;
} {
  const { tree, ids } = context;
  const byBox = new Map<number, ModelId>();
  for (const [index, { last }] of tree.boxes)
    byBox.set(index, ids.group(index, last));
  const counts = parameterCounts(context);
  const groups = [...tree.boxes.values()].map((box) =>
    modelGroup(box, byBox, counts, context),
  );
  return { groups, idOf: (box) => byBox.get(box) };
}

function modelGroup(
  box: Box,
  byBox: ReadonlyMap<number, ModelId>,
  counts: ReadonlyMap<number, number | undefined>,
  context: GroupsContext,
): ModelGroup {
  const { graph, labels, rangeOf } = context;
  const group = graph.groups[box.group];
  const core = graph.groups[box.core];
  const parent = byBox.get(box.parent);
  const last = graph.nodes[box.last];
  const shape = last?.boundShape ?? last?.shape ?? [];
  const parameterCount = counts.get(box.group);
  const source = group && rangeOf(group.source);
  const dense = denseOf(box, context);
  const isRepeat = core?.kind === "repeat";
  return {
    id: byBox.get(box.group) ?? String(box.group),
    kind: isRepeat ? "repeat" : (group?.kind ?? "call"),
    ...labels.textsOf(box),
    ...(parent !== undefined && { parent }),
    ...(isRepeat && { count: box.boxes.length }),
    shape: shape.length === 0 ? "" : formatShape(shape),
    ...(parameterCount !== undefined && { parameterCount }),
    ...(source && { source }),
    ...(dense && { dense }),
  };
}

/** By box, how many trainable numbers are in it; `undefined` where a symbolic dimension decides. */
function parameterCounts({
  graph,
  tree,
}: GroupsContext): Map<number, number | undefined> {
  const counts = new Map<number, number | undefined>(
    [...tree.boxes.keys()].map((index) => [index, 0]),
  );
  for (const { node, trainable } of graph.names) {
    if (!trainable) continue;
    const size = sizeOf(graph.nodes[node]?.shape ?? []);
    let box = tree.boxes.get(tree.boxOf(node));
    while (box) {
      const count = counts.get(box.group);
      counts.set(
        box.group,
        count === undefined || typeof size !== "number"
          ? undefined
          : count + size,
      );
      box = tree.boxes.get(box.parent);
    }
  }
  return counts;
}

/** The parts of a dense layer that is small enough to be drawn as neurons. */
function denseOf(
  box: Box,
  { graph, ids, carriedBy }: GroupsContext,
): DenseGroup | undefined {
  const core = graph.groups[box.core];
  if (core?.kind !== "call" || core.label !== "dense") return undefined;
  const inside = box.nodes.flatMap((id) => graph.nodes[id] ?? []);
  const product = inside.find(({ operation }) => operation === "linear");
  const sum = inside.find(
    ({ operation, operands }) =>
      operation === "add" && operands[0] === product?.id,
  );
  const [x, weight] = product?.operands ?? [];
  const bias = sum?.operands[1];
  if (!product || x === undefined || weight === undefined) return undefined;
  const weightNode = graph.nodes[weight];
  const [units, inputs] = weightNode?.boundShape ?? weightNode?.shape ?? [];
  if (typeof units !== "number" || typeof inputs !== "number") return undefined;
  if (units > mostNeurons || inputs > mostNeurons) return undefined;
  const parts = [x, weight, ...(bias === undefined ? [] : [bias])];
  const drawn = parts.map(carriedBy);
  const [input, weights, biases] = drawn;
  if (input === undefined || weights === undefined) return undefined;
  return {
    inputs,
    units,
    input: ids.node(input),
    weight: ids.node(weights),
    ...(biases !== undefined && { bias: ids.node(biases) }),
    output: ids.node(sum?.id ?? product.id),
  };
}
