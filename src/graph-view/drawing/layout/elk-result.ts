/** ELK's answer as a layout: places of items, routes of wires up to the figures' outlines, label boxes. */
import type { ElkExtendedEdge, ElkNode } from "elkjs";
import type { VisibleGraph } from "../visible/visible-graph.js";
import { nodeKey, wireKey } from "./elk-input.js";
import type { Figures } from "./figures.js";
import type { Point, Rectangle } from "./geometry.js";
import type { GraphLayout, PlacedItem, PlacedWire } from "./layout.js";
import { reachingOutlines } from "./outline.js";

export function layoutFrom(
  answer: ElkNode,
  graph: VisibleGraph,
  figures: Figures,
): GraphLayout {
  const nodes = new Map<string, ElkNode>();
  const edges = new Map<string, ElkExtendedEdge>();
  const waiting = [answer];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    nodes.set(next.id, next);
    for (const edge of next.edges ?? []) edges.set(edge.id, edge);
    waiting.push(...(next.children ?? []));
  }
  const items = graph.items.map((item): PlacedItem => ({
    item,
    figure: figures.of(item.id),
    ...rectangleOf(nodes.get(nodeKey(item.id)) ?? {}),
  }));
  const byId = new Map(items.map((placed) => [placed.item.id, placed]));
  const wires = graph.wires.map((wire): PlacedWire => {
    const edge = edges.get(wireKey(wire.id));
    const [label] = edge?.labels ?? [];
    return {
      wire,
      points: reachingOutlines(
        routeOf(edge),
        byId.get(wire.from),
        byId.get(wire.to),
      ),
      ...(label && { label: rectangleOf(label) }),
    };
  });
  const { width, height } = rectangleOf(answer);
  return { width, height, items, wires, provisional: false };
}

const rectangleOf = ({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
}: Partial<Rectangle>): Rectangle => ({ x, y, width, height });

function routeOf(edge: ElkExtendedEdge | undefined): Point[] {
  return (edge?.sections ?? []).flatMap(
    ({ startPoint, bendPoints = [], endPoint }) => [
      startPoint,
      ...bendPoints,
      endPoint,
    ],
  );
}
