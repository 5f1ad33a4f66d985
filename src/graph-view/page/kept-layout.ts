/**
 * A new graph in the places of an old one: where an edit changed numbers or texts and nothing that takes room, nothing
 * moves and nothing is laid out.
 */
import type { Figure } from "../drawing/layout/figure.js";
import { Figures } from "../drawing/layout/figures.js";
import type {
  GraphLayout,
  PlacedItem,
  PlacedWire,
} from "../drawing/layout/layout.js";
import type { VisibleGraph } from "../drawing/visible/visible-graph.js";

/** Absent where the new graph needs a layout of its own. */
export function keptLayout(
  layout: GraphLayout,
  graph: VisibleGraph,
): GraphLayout | undefined {
  const { items, wires } = graph;
  if (items.length !== layout.items.length) return undefined;
  if (wires.length !== layout.wires.length) return undefined;
  const figures = new Figures(graph);
  const keptItems: PlacedItem[] = [];
  for (const [index, item] of items.entries()) {
    const placed = layout.items[index];
    const figure = figures.of(item.id);
    if (placed?.item.id !== item.id || placed.item.kind !== item.kind)
      return undefined;
    if (placed.item.parent !== item.parent) return undefined;
    if (!takesSameRoom(placed.figure, figure)) return undefined;
    keptItems.push({ ...placed, item, figure });
  }
  const keptWires: PlacedWire[] = [];
  for (const [index, wire] of wires.entries()) {
    const placed = layout.wires[index];
    if (placed?.wire.id !== wire.id) return undefined;
    if (placed.wire.from !== wire.from || placed.wire.to !== wire.to)
      return undefined;
    if (placed.wire.room !== wire.room) return undefined;
    keptWires.push({ ...placed, wire });
  }
  return { ...layout, items: keptItems, wires: keptWires };
}

const takesSameRoom = (a: Figure, b: Figure): boolean =>
  a.width === b.width &&
  a.height === b.height &&
  a.above?.text === b.above?.text &&
  a.below?.text === b.below?.text &&
  a.sum?.text === b.sum?.text;
