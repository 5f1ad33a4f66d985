/** What is wrong with an item: with its node, or with one of those inside a closed group. */
import type {
  Finding,
  GraphValues,
  ModelId,
} from "../../../../language-server/graph/graph-model.js";
import type { VisibleItem } from "../visible/visible-graph.js";
import { own } from "./wire-values.js";

export function findingsOf(
  item: VisibleItem,
  values: GraphValues | undefined,
): readonly Finding[] {
  if (!values) return none;
  return nodesShownBy(item).flatMap(
    (node) => own(values.nodes, node)?.findings ?? [],
  );
}

const none: readonly Finding[] = [];

/** An open group leaves its nodes' findings to them, terminals and tags to the node that they stand for. */
function nodesShownBy(item: VisibleItem): readonly ModelId[] {
  switch (item.kind) {
    case "node":
      return [item.node.id];
    case "box":
    case "neurons":
      return item.nodes;
    case "frame":
    case "terminal":
    case "tag":
      return [];
  }
}
