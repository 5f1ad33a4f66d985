/** What lies under the cursor: a name, or the smallest expression around it. */
import type { GraphNode, NodeId } from "../graph/graph.js";
import type {
  LoweredFile,
  LoweredNetwork,
  Occurrence,
} from "../graph/lowered.js";
import { contains } from "./positions.js";

/** A node of one of the file's networks. */
export interface TargetNode {
  readonly network: LoweredNetwork;
  readonly node: NodeId;
}

export interface HoverTarget {
  /** The name under the cursor, if there is one. */
  readonly occurrence: Occurrence | undefined;
  /** The value of that name, or of the smallest expression around the cursor. */
  readonly value: TargetNode | undefined;
}

export function hoverTarget(lowered: LoweredFile, offset: number): HoverTarget {
  const occurrence = nameAt(lowered, offset);
  if (occurrence?.node !== undefined && occurrence.network !== undefined) {
    const network = lowered.networks[occurrence.network];
    const value = network && { network, node: occurrence.node };
    return { occurrence, value };
  }
  // A function's name belongs to its call; other names without a value (dimensions, arguments) speak for themselves.
  const isCall =
    !occurrence || ["function", "network", "builtin"].includes(occurrence.kind);
  const value = isCall ? smallestExpression(lowered, offset) : undefined;
  return { occurrence, value };
}

/** The shortest name there: in `h.weight` both `h` and the whole are names. */
function nameAt(
  { occurrences }: LoweredFile,
  offset: number,
): Occurrence | undefined {
  let shortest: Occurrence | undefined;
  for (const occurrence of occurrences) {
    if (!contains(occurrence.source, offset)) continue;
    if (!shortest || lengthOf(occurrence) < lengthOf(shortest))
      shortest = occurrence;
  }
  return shortest;
}

/**
 * The node of the smallest expression around an offset; of several nodes with one place the last, which is the value of
 * that place. Expressions in an `fn` are many nodes, one for each call: they are left out unless there is one alone.
 */
function smallestExpression(
  { networks }: LoweredFile,
  offset: number,
): TargetNode | undefined {
  let smallest: { network: LoweredNetwork; node: GraphNode } | undefined;
  for (const network of networks) {
    if (!contains(network.source, offset)) continue;
    for (const node of network.graph.nodes) {
      if (!contains(node.source, offset)) continue;
      if (smallest && lengthOf(node) > lengthOf(smallest.node)) continue;
      smallest = { network, node };
    }
  }
  return smallest && { network: smallest.network, node: smallest.node.id };
}

const lengthOf = ({ source }: Pick<GraphNode, "source">): number =>
  source.end - source.start;
