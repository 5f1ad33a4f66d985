/** From a place in the text to the nodes of the picture. */
import type { ModelId } from "../graph/graph-model.js";
import type { NodeId, SourceRange } from "../graph/graph.js";
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

const idsOf = (nodes: readonly NodeId[], { idOf }: DrawnNetwork): ModelId[] => [
  ...new Set(nodes.flatMap((node) => idOf(node) ?? [])),
];

/** Right behind the last character counts, as the cursor may stand there. */
const contains = ({ file, start, end }: SourceRange, offset: number): boolean =>
  file === 0 && start <= offset && offset <= end;
