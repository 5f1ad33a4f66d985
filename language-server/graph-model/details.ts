/**
 * Of which nodes the picture shows every element: dense layers that are drawn as neurons, and vectors whose numbers can be
 * edited. The message would be too long if it brought all of them for all that could be opened.
 */
import type { GraphModel, ModelGroup, ModelId } from "../graph/graph-model.js";
import type { Graph, NodeId } from "../graph/graph.js";
import { isBound, boundSize } from "../graph/shape.js";

/** Of one tensor. */
export const mostElements = 256;
/** Of all the dense layers together that nobody has asked for: a small network has its elements at hand when it opens. */
const mostUnasked = 1024;
/** A longer vector is edited in the text. */
const mostCells = 16;

/** @param neurons groups that are drawn as neurons */
export function detailedNodes(
  { nodes, groups }: GraphModel,
  graph: Graph,
  neurons: readonly ModelId[],
): NodeId[] {
  const byId = new Map(nodes.map(({ id, node }) => [id, node]));
  const detailed = new Set<NodeId>();
  const add = (ids: readonly ModelId[]): void => {
    for (const id of ids) {
      const node = byId.get(id);
      if (node !== undefined) detailed.add(node);
    }
  };
  add(
    nodes
      .filter(({ literals = [] }) => isCells(literals.length))
      .map(({ id }) => id),
  );
  const asked = new Set(neurons);
  let left = mostUnasked;
  for (const group of groups) {
    const parts = partsOf(group);
    if (parts.length === 0) continue;
    if (!asked.has(group.id)) {
      left -= parts.reduce(
        (size, id) => size + sizeOf(graph, byId.get(id) ?? -1),
        0,
      );
      if (left < 0) continue;
    }
    add(parts);
  }
  return [...detailed];
}

/** A scalar's only element is its value. */
const isCells = (count: number): boolean => count > 1 && count <= mostCells;

function partsOf({ dense }: ModelGroup): ModelId[] {
  if (!dense) return [];
  const { input, weight, bias, output } = dense;
  return [input, weight, output, ...(bias === undefined ? [] : [bias])];
}

function sizeOf({ nodes }: Graph, id: NodeId): number {
  const node = nodes[id];
  const shape = node?.boundShape ?? node?.shape ?? [];
  return isBound(shape) ? boundSize(shape) : 0;
}
