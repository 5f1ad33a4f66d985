/**
 * The whole drawing, as what goes into an `<svg>`. Whoever shows it says what is in view, how much of it can be read,
 * and which items and wires are in a state; clicks are told apart by `data-item` and `data-wire`.
 */
import type { VNode } from "preact";
import type { GraphValues } from "../../../../language-server/graph/graph-model.js";
import { overlap, type Point, type Rectangle } from "../layout/geometry.js";
import type { GraphLayout, PlacedItem, PlacedWire } from "../layout/layout.js";
import { findingsOf } from "../values/findings.js";
import type { VisibleGraph } from "../visible/visible-graph.js";
import { FarItems, FarWires } from "./far-view.js";
import { type DetailLevel, ItemView } from "./item-view.js";
import { WireView } from "./wire-view.js";

export interface GraphDrawingProps {
  readonly graph: VisibleGraph;
  readonly layout: GraphLayout;
  readonly values: GraphValues | undefined;
  readonly detail?: DetailLevel;
  readonly marks?: Marks;
  /** What is not in it is left out; absent: everything is drawn. */
  readonly view?: Rectangle;
  /** Whether items and wires bring their descriptions as tooltips: of thousands, most are never read. */
  readonly titles?: boolean;
}

/** Ids of items and wires, by the state that they are in. */
export interface Marks {
  readonly selected?: ReadonlySet<string>;
  readonly highlighted?: ReadonlySet<string>;
  readonly current?: ReadonlySet<string>;
  /** What a trace stands at. */
  readonly traced?: ReadonlySet<string>;
}

export function GraphDrawing({
  graph,
  layout,
  values,
  detail = "full",
  marks = {},
  view,
  titles = true,
}: GraphDrawingProps): VNode {
  const items = view
    ? layout.items.filter((placed) => overlap(withMargin(placed), view))
    : layout.items;
  const wires = view
    ? layout.wires.filter((placed) => overlap(boundsOf(placed), view))
    : layout.wires;
  /** Without numbers to be read, an item is the same after every evaluation that finds nothing wrong with it. */
  const valuesIn = ({ item }: PlacedItem): GraphValues | undefined =>
    detail === "full" ||
    titles ||
    item.kind === "neurons" ||
    findingsOf(item, values).length > 0
      ? values
      : undefined;
  /** Whether it is drawn on its own: from far away that are only things in a state, with a mark, or with parts. */
  const isFar = detail === "boxes" && !titles;
  const isAlone = ({ item }: PlacedItem): boolean =>
    !isFar ||
    item.kind === "neurons" ||
    (item.kind === "box" && item.group.count !== undefined) ||
    statesOf(item.id, marks) !== "" ||
    findingsOf(item, values).length > 0;
  const isWireAlone = ({ wire }: PlacedWire): boolean =>
    !isFar || statesOf(wire.id, marks) !== "";
  const others = items.filter((placed) => !isFrame(placed));
  const drawnItem = (placed: PlacedItem): VNode => (
    <ItemView
      key={placed.item.id}
      placed={placed}
      values={valuesIn(placed)}
      objective={graph.model.objective}
      detail={detail}
      states={statesOf(placed.item.id, marks)}
      titles={titles}
    />
  );
  return (
    <>
      <g class="frames">{items.filter(isFrame).map(drawnItem)}</g>
      <g class="wires">
        {isFar && (
          <FarWires
            wires={wires.filter((placed) => !isWireAlone(placed))}
            values={values}
          />
        )}
        {wires.filter(isWireAlone).map((placed) => (
          <WireView
            key={placed.wire.id}
            placed={placed}
            graph={graph}
            values={values}
            labels={detail === "full"}
            states={statesOf(placed.wire.id, marks)}
            titles={titles}
          />
        ))}
      </g>
      <g class="items">
        {isFar && (
          <FarItems items={others.filter((placed) => !isAlone(placed))} />
        )}
        {others.filter(isAlone).map(drawnItem)}
      </g>
    </>
  );
}

const isFrame = ({ item }: PlacedItem): boolean => item.kind === "frame";

const states = ["selected", "highlighted", "current", "traced"] as const;

/** As classes behind others. */
const statesOf = (id: string, marks: Marks): string =>
  states
    .filter((state) => marks[state]?.has(id))
    .map((state) => ` ${state}`)
    .join("");

/** Captions and marks stand around an item. */
const captionRoom = 60;

const withMargin = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: x - captionRoom,
  y: y - captionRoom,
  width: width + 2 * captionRoom,
  height: height + 2 * captionRoom,
});

/** Made once for each layout: what is in view is asked with every step. */
const knownBounds = new WeakMap<PlacedWire, Rectangle>();

function boundsOf(placed: PlacedWire): Rectangle {
  let bounds = knownBounds.get(placed);
  if (!bounds) {
    bounds = boundsAround(placed);
    knownBounds.set(placed, bounds);
  }
  return bounds;
}

function boundsAround({ points, label }: PlacedWire): Rectangle {
  const corners: Point[] = [...points];
  if (label)
    corners.push(label, {
      x: label.x + label.width,
      y: label.y + label.height,
    });
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  // A straight line has no area, but it can be seen.
  return {
    x: x - 1,
    y: y - 1,
    width: Math.max(...xs) - x + 2,
    height: Math.max(...ys) - y + 2,
  };
}
