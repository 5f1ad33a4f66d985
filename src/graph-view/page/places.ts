/** Where something stands: nodes in the picture's items, items in the drawing, groups in one another. */
import type { ModelId } from "../../../language-server/protocol.js";
import type { Rectangle } from "../drawing/layout/geometry.js";
import type { GraphLayout } from "../drawing/layout/layout.js";
import type { Selection } from "./selection.js";

/** Ids of the items that nodes are shown by; of nodes that are not shown there is none. */
export function itemsOf(
  nodes: readonly ModelId[],
  itemOfNode: ReadonlyMap<ModelId, string> | undefined,
): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => itemOfNode?.get(node) ?? []));
}

/** Undefined where it is not drawn. */
export function placeOf(
  layout: GraphLayout,
  { kind, id }: Pick<Selection, "kind" | "id">,
): Rectangle | undefined {
  if (kind === "item") return layout.items.find(({ item }) => item.id === id);
  const wire = layout.wires.find((placed) => placed.wire.id === id);
  const [start] = wire?.points ?? [];
  return wire?.label ?? (start && { ...start, width: 1, height: 1 });
}

/** Groups that have to be open for the node or group to be seen. */
export function groupsAround(
  {
    nodes,
    groups,
  }: {
    nodes: readonly { id: ModelId; group?: ModelId }[];
    groups: readonly { id: ModelId; parent?: ModelId }[];
  },
  id: ModelId,
): ModelId[] {
  const parents = new Map(groups.map((group) => [group.id, group.parent]));
  const around: ModelId[] = [];
  let next = parents.has(id)
    ? parents.get(id)
    : nodes.find((node) => node.id === id)?.group;
  while (next !== undefined) {
    around.push(next);
    next = parents.get(next);
  }
  return around;
}
