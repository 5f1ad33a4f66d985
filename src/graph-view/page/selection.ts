/** What the user has selected, and how the arrow keys walk: from an item along a wire to the next item. */
import type { GraphLayout, PlacedItem } from "../drawing/layout/layout.js";
import type { VisibleGraph } from "../drawing/visible/visible-graph.js";
import type { VisibleWire } from "../drawing/visible/visible-wires.js";

export type Selection =
  | { readonly kind: "item"; readonly id: string }
  | {
      readonly kind: "wire";
      readonly id: string;
      /** The end that the walk came from: Up and Down choose among its other wires. */
      readonly end: "from" | "to";
    };

export type Step = "left" | "right" | "up" | "down" | "first" | "last";

/** Where a step leads; stays where there is nothing in that direction. */
export function walk(
  layout: GraphLayout,
  selection: Selection | undefined,
  step: Step,
): Selection | undefined {
  const { items, wires } = layout;
  const stops = items.filter(({ item }) => item.kind !== "frame");
  if (step === "last") return asItem(stops.at(-1));
  if (step === "first" || !selection) return asItem(stops[0]);
  if (selection.kind === "wire") {
    const wire = wires.find((placed) => placed.wire.id === selection.id)?.wire;
    return wire ? alongWire(layout, wire, selection, step) : asItem(stops[0]);
  }
  const placed = items.find(({ item }) => item.id === selection.id);
  if (!placed) return asItem(stops[0]);
  switch (step) {
    case "right":
      return (
        asWire(wiresAt(layout, "from", selection.id)[0], "from") ?? selection
      );
    case "left":
      return asWire(wiresAt(layout, "to", selection.id)[0], "to") ?? selection;
    case "up":
    case "down":
      return asItem(neighbour(stops, placed, step)) ?? selection;
  }
}

function alongWire(
  layout: GraphLayout,
  wire: VisibleWire,
  selection: Extract<Selection, { kind: "wire" }>,
  step: "left" | "right" | "up" | "down",
): Selection {
  switch (step) {
    case "right":
      return { kind: "item", id: wire.to };
    case "left":
      return { kind: "item", id: wire.from };
    case "up":
    case "down": {
      const siblings = wiresAt(layout, selection.end, wire[selection.end]);
      const index = siblings.findIndex(({ id }) => id === wire.id);
      const next = siblings[index + (step === "down" ? 1 : -1)];
      return asWire(next, selection.end) ?? selection;
    }
  }
}

/** Wires at an item's side, from top to bottom. */
function wiresAt(
  { wires }: GraphLayout,
  end: "from" | "to",
  item: string,
): VisibleWire[] {
  const heightOf = (points: readonly { y: number }[]): number =>
    points.at(end === "from" ? 1 : -1)?.y ?? 0;
  return wires
    .filter(({ wire }) => wire[end] === item)
    .sort((a, b) => heightOf(a.points) - heightOf(b.points))
    .map(({ wire }) => wire);
}

/** The nearest item above or below; one that stands aside counts as further away. */
function neighbour(
  stops: readonly PlacedItem[],
  from: PlacedItem,
  step: "up" | "down",
): PlacedItem | undefined {
  const direction = step === "up" ? -1 : 1;
  const here = middleOf(from);
  let nearest: PlacedItem | undefined;
  let least = Infinity;
  for (const stop of stops) {
    const there = middleOf(stop);
    const forward = (there.y - here.y) * direction;
    if (forward <= 0.5 || stop.item.id === from.item.id) continue;
    const distance = forward + 2 * Math.abs(there.x - here.x);
    if (distance >= least) continue;
    least = distance;
    nearest = stop;
  }
  return nearest;
}

const middleOf = ({ x, y, width, height }: PlacedItem) => ({
  x: x + width / 2,
  y: y + height / 2,
});

const asItem = (placed: PlacedItem | undefined): Selection | undefined =>
  placed && { kind: "item", id: placed.item.id };

const asWire = (
  wire: VisibleWire | undefined,
  end: "from" | "to",
): Selection | undefined => wire && { kind: "wire", id: wire.id, end };

/** The selection in a new graph: what is gone gives way to the group that it disappeared into. */
export function selectionIn(
  graph: VisibleGraph,
  selection: Selection | undefined,
): Selection | undefined {
  if (!selection) return undefined;
  const { kind, id } = selection;
  if (kind === "wire")
    return graph.wires.some((wire) => wire.id === id) ? selection : undefined;
  if (graph.items.some((item) => item.id === id)) return selection;
  const around = graph.itemOfNode.get(id);
  return around === undefined ? undefined : { kind: "item", id: around };
}
