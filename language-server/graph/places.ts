/** Where in the program a reader looks for a node. */
import type { GraphNode, Group, SourceRange } from "./graph.js";

/**
 * The node's own expression; for a node of an `fn` or of a network used as a layer, the outermost call of it, which is
 * where the operands come from and what the reader of this network can change.
 */
export function placeInNetwork(
  node: GraphNode,
  groups: readonly Group[],
): SourceRange {
  let place = node.source;
  let group = groups[node.group];
  while (group) {
    if (group.kind !== "layer" && group.kind !== "call") place = group.source;
    group = groups[group.parent];
  }
  return place;
}
