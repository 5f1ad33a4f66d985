/** What lies under the cursor: a name, or the smallest expression around it. */
import type { NodeId, SourceRange } from "../graph/graph.js";
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
  const isOn = beginsSign(lowered.texts[0] ?? "", offset) ? covers : contains;
  const occurrence = nameAt(lowered, offset, isOn);
  if (occurrence?.node !== undefined && occurrence.network !== undefined) {
    const network = lowered.networks[occurrence.network];
    const value = network && { network, node: occurrence.node };
    return { occurrence, value };
  }
  // A function's name belongs to its call; other names without a value (dimensions, arguments) speak for themselves.
  const isCall =
    !occurrence || ["function", "network", "builtin"].includes(occurrence.kind);
  const value = isCall ? smallestExpression(lowered, offset, isOn) : undefined;
  return { occurrence, value };
}

type IsOn = (source: SourceRange, offset: number) => boolean;

/** Whether a sign stands there: in `x²` it is the power that is meant, and not the name that ends before it. */
const beginsSign = (text: string, offset: number): boolean =>
  /[-+*/@^−·×²³ᵀ|<>=!≈~]/u.test(text.charAt(offset));

/** The same as `contains` without what ends there. */
const covers: IsOn = (source, offset) =>
  contains(source, offset) && offset < source.end;

/** The shortest name there: in `h.weight` both `h` and the whole are names. */
function nameAt(
  { occurrences }: LoweredFile,
  offset: number,
  isOn: IsOn,
): Occurrence | undefined {
  let shortest: Occurrence | undefined;
  for (const occurrence of occurrences) {
    if (!isOn(occurrence.source, offset)) continue;
    if (!shortest || length(occurrence.source) < length(shortest.source))
      shortest = occurrence;
  }
  return shortest;
}

/** The value of the smallest expression around an offset, in the network that the offset lies in. */
function smallestExpression(
  { networks }: LoweredFile,
  offset: number,
  isOn: IsOn,
): TargetNode | undefined {
  const network = networks.find(({ source }) => contains(source, offset));
  if (!network) return undefined;
  const { nodes, groups } = network.graph;
  let smallest: { source: SourceRange; node: NodeId } | undefined;
  const consider = (source: SourceRange, node: NodeId): void => {
    if (!isOn(source, offset)) return;
    // Of several nodes with one place the last counts, which is the value of that place.
    if (smallest && length(source) > length(smallest.source)) return;
    smallest = { source, node };
  };
  for (const { id, source, group } of nodes) {
    consider(source, id);
    // The nodes of a function, or of a network used as a layer, stand elsewhere: here stands their call.
    let outer = groups[group];
    while (outer) {
      consider(outer.source, id);
      outer = groups[outer.parent];
    }
  }
  return smallest && { network, node: givenTo(smallest.node, network) };
}

/** The input, weight or bias whose whole value a literal is; the node itself where it is none's. */
function givenTo(
  id: NodeId,
  { graph: { nodes, names } }: LoweredNetwork,
): NodeId {
  if (nodes[id]?.operation !== "constant") return id;
  const owner = names.find(({ node }) => {
    const given = nodes[node];
    return (
      (given?.operation === "input" || given?.operation === "parameter") &&
      given.operands[0] === id
    );
  });
  return owner?.node ?? id;
}

const length = ({ start, end }: SourceRange): number => end - start;
