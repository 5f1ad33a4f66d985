/**
 * The groups of a graph as boxes of the picture. What would be a box around a single operation, or around nothing but
 * another box, is none: `layer h = x |> dense(3)` is one box, and not a layer with a call in it.
 */
import type { Graph, Group, NodeId } from "../graph/graph.js";

/** A group that is drawn. */
export interface Box {
  /** The group, by its index in the graph. */
  readonly group: number;
  /** The innermost of the groups that it stands for, where others consist of nothing but the next. */
  readonly core: number;
  /** The box around it; −1 for the network itself. */
  readonly parent: number;
  /** The drawn nodes directly in it, in evaluation order. */
  readonly nodes: readonly NodeId[];
  /** The boxes directly in it, by their groups' indices. */
  readonly boxes: readonly number[];
  /** The last drawn node in it, however deep. */
  readonly last: NodeId;
}

export interface GroupTree {
  /** By index of the group. Parents stand before their children. */
  readonly boxes: ReadonlyMap<number, Box>;
  /** The box directly around a drawn node; −1 for the network itself. */
  readonly boxOf: (node: NodeId) => number;
}

const outermost = -1;

interface Contents {
  nodes: NodeId[];
  boxes: number[];
}

export function groupTree(graph: Graph, shown: readonly NodeId[]): GroupTree {
  const { groups, nodes } = graph;
  const contents = groups.map((): Contents => ({ nodes: [], boxes: [] }));
  for (const id of shown)
    contents[nodes[id]?.group ?? outermost]?.nodes.push(id);
  const core = new Map<number, number>();
  // Children stand behind their parents, so that each is finished before the one around it.
  for (const [index, group] of [...groups.entries()].reverse()) {
    const own = contents[index];
    if (!own || own.nodes.length + own.boxes.length === 0) continue;
    own.nodes.sort((a, b) => a - b);
    own.boxes.reverse();
    const outer = contents[group.parent];
    const [onlyBox] = own.boxes;
    if (isBare(group, own)) outer?.nodes.push(...own.nodes);
    else {
      const isWrapper =
        own.nodes.length === 0 &&
        own.boxes.length === 1 &&
        group.kind !== "repeat";
      const inner = isWrapper ? onlyBox : undefined;
      if (inner === undefined) core.set(index, index);
      else {
        core.set(index, core.get(inner) ?? inner);
        contents[index] = contents[inner] ?? own;
        core.delete(inner);
      }
      outer?.boxes.push(index);
    }
  }
  return {
    boxes: boxesOf(groups, contents, core),
    boxOf: boxOf(contents, core),
  };
}

/** A single operation that no layer function made. */
function isBare({ kind, path }: Group, { nodes, boxes }: Contents): boolean {
  const isLayerCall = kind === "call" && path !== undefined;
  const isRepeated = kind === "repeat" || kind === "network";
  return (
    boxes.length === 0 && nodes.length === 1 && !isLayerCall && !isRepeated
  );
}

function boxesOf(
  groups: readonly Group[],
  contents: readonly Contents[],
  core: ReadonlyMap<number, number>,
): Map<number, Box> {
  const parents = new Map<number, number>();
  const last = new Map<number, NodeId>();
  for (const index of [...core.keys()].sort((a, b) => b - a)) {
    const { nodes = [], boxes = [] } = contents[index] ?? {};
    for (const inner of boxes) parents.set(inner, index);
    last.set(
      index,
      Math.max(
        nodes.at(-1) ?? 0,
        ...boxes.map((inner) => last.get(inner) ?? 0),
      ),
    );
  }
  const boxes = new Map<number, Box>();
  for (const index of groups.keys()) {
    const found = core.get(index);
    const own = contents[index];
    if (found === undefined || !own) continue;
    boxes.set(index, {
      group: index,
      core: found,
      parent: parents.get(index) ?? outermost,
      nodes: own.nodes,
      boxes: own.boxes,
      last: last.get(index) ?? 0,
    });
  }
  return boxes;
}

function boxOf(
  contents: readonly Contents[],
  core: ReadonlyMap<number, number>,
): (node: NodeId) => number {
  const around = new Map<NodeId, number>();
  for (const index of core.keys())
    for (const node of contents[index]?.nodes ?? []) around.set(node, index);
  return (node) => around.get(node) ?? outermost;
}
