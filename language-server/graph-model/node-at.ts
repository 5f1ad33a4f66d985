/** From a place in the text to the nodes of the picture. */
import type { ModelId } from "../graph/graph-model.js";
import type { GraphNode, Group, NodeId, SourceRange } from "../graph/graph.js";
import type { DrawnNetwork } from "./build.js";

/**
 * The nodes of the smallest expression, or otherwise of the statement, around an offset in the file itself: several
 * where it is in a function or in a network that is used more than once.
 */
export function nodesAround(drawn: DrawnNetwork, offset: number): ModelId[] {
  const { graph } = drawn.network;
  let smallest = Infinity;
  let found: NodeId[] = [];
  const consider = (source: SourceRange, node: NodeId): void => {
    const length = source.end - source.start;
    if (!contains(source, offset) || length > smallest) return;
    if (length < smallest) found = [];
    smallest = length;
    found.push(node);
  };
  for (const { id, source } of graph.nodes) consider(source, id);
  for (const { node, source, statement, inner, kind } of graph.names) {
    // What others own stands where they are called.
    if (inner || kind === "parameter") continue;
    consider(source, node);
    consider(statement, node);
  }
  return idsOf(found, drawn);
}

/** The nodes that compute this very place, each time that it is used. */
export function nodesFrom(
  drawn: DrawnNetwork,
  { file, start, end }: SourceRange,
): ModelId[] {
  const there = drawn.network.graph.nodes.filter(
    ({ source }) =>
      source.file === file && source.start === start && source.end === end,
  );
  return idsOf(
    there.map(({ id }) => id),
    drawn,
  );
}

/** What a place is made of shows in its result: of each use of it, the last node. */
function idsOf(found: readonly NodeId[], drawn: DrawnNetwork): ModelId[] {
  const { nodes, groups } = drawn.network.graph;
  const lastOfUse = new Map<number, NodeId>();
  for (const node of [...found].sort((a, b) => a - b))
    lastOfUse.set(useOf(nodes[node], groups), node);
  const ids = [...lastOfUse.values()].flatMap((node) => drawn.idOf(node) ?? []);
  return [...new Set(ids)];
}

/** The innermost function or network around a node, which is entered once for each use; −1 for the network itself. */
function useOf(node: GraphNode | undefined, groups: readonly Group[]): number {
  let index = node?.group ?? -1;
  for (let group = groups[index]; group; group = groups[index]) {
    if (group.kind === "function" || group.kind === "network") break;
    index = group.parent;
  }
  return index;
}

/** Right behind the last character counts, as the cursor may stand there. */
const contains = ({ file, start, end }: SourceRange, offset: number): boolean =>
  file === 0 && start <= offset && offset <= end;
