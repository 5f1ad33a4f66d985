/**
 * Places until ELK has found better ones: every item as far right as its operands reach, columns from top to bottom in
 * the program's order, wires as straight lines without labels. Linear in the size of the graph.
 */
import { columnsOf } from "../drawing/layout/columns.js";
import { Figures } from "../drawing/layout/figures.js";
import type {
  GraphLayout,
  PlacedItem,
  PlacedWire,
} from "../drawing/layout/layout.js";
import type { VisibleGraph } from "../drawing/visible/visible-graph.js";

const betweenColumns = 90;
const betweenRows = 34;
const margin = 20;

export function provisionalLayout(graph: VisibleGraph): GraphLayout {
  const figures = new Figures(graph);
  const columnOf = columnsOf(graph);
  const widths: number[] = [];
  for (const { id, kind } of graph.items) {
    if (kind === "frame") continue;
    const column = columnOf.get(id) ?? 0;
    widths[column] = Math.max(widths[column] ?? 0, figures.of(id).width);
  }
  const lefts: number[] = [];
  let right = margin;
  for (const [column, width] of widths.entries()) {
    lefts[column] = right;
    right += width + betweenColumns;
  }
  const bottoms: number[] = [];
  const items = graph.items
    .filter(({ kind }) => kind !== "frame")
    .map((item): PlacedItem => {
      const figure = figures.of(item.id);
      const column = columnOf.get(item.id) ?? 0;
      const y = bottoms[column] ?? margin;
      bottoms[column] = y + figure.height + betweenRows;
      const x = lefts[column] ?? margin;
      return { item, figure, x, y, width: figure.width, height: figure.height };
    });
  const placed = new Map(items.map((item) => [item.item.id, item]));
  const wires = graph.wires.map((wire): PlacedWire => {
    const from = placed.get(wire.from);
    const to = placed.get(wire.to);
    const points =
      from && to
        ? [
            { x: from.x + from.width, y: from.y + from.height / 2 },
            { x: to.x, y: to.y + to.height / 2 },
          ]
        : [];
    return { wire, points };
  });
  const height = Math.max(0, ...bottoms.filter(Number.isFinite)) + margin;
  return { width: right, height, items, wires, provisional: true };
}
