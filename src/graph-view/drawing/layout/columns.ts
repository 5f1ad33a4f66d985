/** How far into the graph items stand, and how many of them above each other. */
import type { VisibleGraph } from "../visible/visible-graph.js";

/**
 * By item, the number of wires on the longest way to it: items stand behind what they use. Linear in the size of the
 * graph.
 */
export function columnsOf({
  items,
  wires,
}: Pick<VisibleGraph, "items" | "wires">): ReadonlyMap<string, number> {
  const column = new Map(items.map(({ id }) => [id, 0]));
  const leaving = new Map<string, string[]>();
  for (const { from, to } of wires) {
    const known = leaving.get(from);
    if (known) known.push(to);
    else leaving.set(from, [to]);
  }
  // Nothing leads to tags, which stand behind all others in the list: what they lead to stays where it is.
  for (const { id } of items)
    for (const to of leaving.get(id) ?? [])
      column.set(to, Math.max(column.get(to) ?? 0, (column.get(id) ?? 0) + 1));
  return column;
}

/** How many items stand above each other, on average. */
export function itemsPerColumn(graph: VisibleGraph): number {
  let last = 0;
  for (const column of columnsOf(graph).values()) last = Math.max(last, column);
  return graph.items.length / (last + 1);
}
