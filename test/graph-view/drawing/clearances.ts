// What a reader would stumble over in a layout, each as a sentence: things on top of each other, text that does not fit.
import {
  type Figure,
  lineHeight,
  lineWidth,
  type TextLine,
} from "../../../src/graph-view/drawing/layout/figure.js";
import {
  overlap,
  type Point,
  type Rectangle,
} from "../../../src/graph-view/drawing/layout/geometry.js";
import type {
  GraphLayout,
  PlacedItem,
} from "../../../src/graph-view/drawing/layout/layout.js";

interface Thing extends Rectangle {
  readonly name: string;
  /** The item or wire that it belongs to. */
  readonly of: string;
}

export const flawsOf = (layout: GraphLayout): string[] => [
  ...overlaps(layout),
  ...strayItems(layout),
  ...wiresThroughThings(layout),
  ...clippedText(layout),
  ...outside(layout),
];

/** Figures, the lines around them, and the labels of wires. */
function thingsOf({ items, wires }: GraphLayout): Thing[] {
  return [
    ...items
      .filter(isNoFrame)
      .flatMap((placed) => [
        { ...rectangle(placed), name: placed.item.id, of: placed.item.id },
        ...captionsOf(placed),
      ]),
    ...wires.flatMap(({ wire, label }) =>
      label ? [{ ...label, name: `label of ${wire.id}`, of: wire.id }] : [],
    ),
  ];
}

const isNoFrame = ({ item }: PlacedItem): boolean => item.kind !== "frame";

const rectangle = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x,
  y,
  width,
  height,
});

function captionsOf(placed: PlacedItem): Thing[] {
  const { above, below, sum } = placed.figure;
  const under = placed.y + placed.height;
  const underBelow = under + (below ? lineHeight(below.role) : 0);
  return [
    ...(above
      ? [caption(placed, above, placed.y - lineHeight(above.role))]
      : []),
    ...(below ? [caption(placed, below, under)] : []),
    ...(sum ? [caption(placed, sum, underBelow)] : []),
  ];
}

function caption(placed: PlacedItem, line: TextLine, y: number): Thing {
  const width = lineWidth(line);
  return {
    name: `"${line.text}" of ${placed.item.id}`,
    of: placed.item.id,
    x: placed.x + (placed.width - width) / 2,
    y,
    width,
    height: lineHeight(line.role),
  };
}

function overlaps(layout: GraphLayout): string[] {
  const things = thingsOf(layout);
  return things.flatMap((thing, index) =>
    things
      .slice(index + 1)
      .filter((other) => other.of !== thing.of && overlap(thing, other))
      .map((other) => `${thing.name} lies on ${other.name}`),
  );
}

/** Items outside of their frame, and strangers in it. */
function strayItems({ items }: GraphLayout): string[] {
  const byId = new Map(items.map((placed) => [placed.item.id, placed]));
  const framesAround = (placed: PlacedItem): Set<PlacedItem> => {
    const around = new Set<PlacedItem>();
    let parent = byId.get(placed.item.parent ?? "");
    for (; parent; parent = byId.get(parent.item.parent ?? ""))
      around.add(parent);
    return around;
  };
  return items.flatMap((placed) => {
    const around = framesAround(placed);
    return items.flatMap((frame) => {
      if (isNoFrame(frame) || frame === placed) return [];
      if (around.has(frame))
        return contains(frame, placed)
          ? []
          : [`${placed.item.id} reaches out of ${frame.item.id}`];
      return !framesAround(frame).has(placed) && overlap(frame, placed)
        ? [`${placed.item.id} lies on the frame ${frame.item.id}`]
        : [];
    });
  });
}

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

function wiresThroughThings(layout: GraphLayout): string[] {
  const things = thingsOf(layout);
  return layout.wires.flatMap(({ wire, points }) => {
    const own = new Set([wire.id, wire.from, wire.to]);
    const segments = points
      .slice(1)
      .map((end, index) => between(points[index] ?? end, end));
    return things
      .filter(
        (thing) =>
          !own.has(thing.of) &&
          segments.some((segment) => overlap(segment, thing)),
      )
      .map((thing) => `${wire.id} runs through ${thing.name}`);
  });
}

/** Routes are orthogonal, so that a segment is the rectangle between its ends. */
const between = (a: Point, b: Point): Rectangle => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});

function clippedText({ items }: GraphLayout): string[] {
  return items.flatMap(({ item, figure, width }) =>
    figure.lines
      .filter((line) => lineWidth(line) > width - marginOf(figure))
      .map((line) => `"${line.text}" does not fit into ${item.id}`),
  );
}

/** A symbol may come near to the circle around it. */
const marginOf = ({ lines }: Figure): number =>
  lines[0]?.role === "symbol" ? 6 : 12;

function outside(layout: GraphLayout): string[] {
  const picture = { x: 0, y: 0, width: layout.width, height: layout.height };
  return thingsOf(layout)
    .filter((thing) => !contains(picture, thing))
    .map(({ name }) => `${name} reaches out of the picture`);
}
