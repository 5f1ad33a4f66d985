/** A visible graph as ELK wants it: nested nodes with ports, wires with a label box each, and how it is to be laid out. */
import type { ElkExtendedEdge, ElkLabel, ElkNode, ElkPort } from "elkjs";
import type { VisibleGraph, VisibleItem } from "../visible/visible-graph.js";
import type { VisibleWire } from "../visible/visible-wires.js";
import { itemsPerColumn } from "./columns.js";
import {
  captionDistance,
  type Figure,
  lineHeight,
  lineWidth,
  type TextLine,
} from "./figure.js";
import type { Figures } from "./figures.js";
import { wireLabelSize } from "./wire-label.js";

export interface LayoutOptions {
  /** Whether wires have room for value and gradient. */
  readonly labels: boolean;
}

const graphOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.json.edgeCoords": "ROOT",
  "elk.json.shapeCoords": "ROOT",
  "elk.padding": "[top=20, left=20, bottom=20, right=20]",
  // Layers and rows follow the program, so that an edit moves what stands behind it and nothing else.
  "elk.layered.considerModelOrder.strategy": "PREFER_NODES",
  "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
  "elk.spacing.nodeNode": "22",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.labelNode": String(captionDistance),
  "elk.spacing.labelLabel": "2",
  "elk.layered.spacing.nodeNodeBetweenLayers": "20",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
};

/** Of a graph with more items nobody sees the whole: ELK may take less trouble with it. */
const largestCarefulGraph = 150;
const hastyOptions = {
  "elk.layered.thoroughness": "1",
  // A little less straight, but a sixth of the height: long graphs would climb like stairs.
  "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
};

/**
 * With so many items above each other, straight wires cost too much: those that run past other items push these apart,
 * to forty times the height, which takes longer as well. Columns are then as dense as they can be.
 */
const crowdedColumns = 8;
const crowdedOptions = {
  ...hastyOptions,
  "elk.layered.nodePlacement.strategy": "SIMPLE",
};

/**
 * Options of an open group: those for what lies in it are not inherited. ELK 0.11 stops at the model order of a graph
 * inside another.
 */
const frameOptions = {
  ...graphOptions,
  "elk.layered.considerModelOrder.strategy": "NONE",
  "elk.padding": "[top=50, left=18, bottom=18, right=18]",
};

/** Operations whose operands must be read in order, the first at the top. */
const ordered = new Set(["subtract", "divide", "power", "matmul", "linear"]);

export function elkInput(
  graph: VisibleGraph,
  figures: Figures,
  { labels }: LayoutOptions,
): ElkNode {
  const root: ElkNode = {
    id: "root",
    layoutOptions: { ...graphOptions, ...optionsBySize(graph) },
    children: [],
    edges: graph.wires.map((wire) => elkEdge(wire, figures, labels)),
  };
  const frames = new Map<string | undefined, ElkNode>([[undefined, root]]);
  const ports = portsOf(graph, figures);
  for (const item of graph.items) {
    const node = elkNode(item, figures.of(item.id), ports.get(item.id) ?? []);
    frames.get(item.parent)?.children?.push(node);
    if (item.kind === "frame") frames.set(item.id, node);
  }
  return root;
}

function optionsBySize(graph: VisibleGraph): Readonly<Record<string, string>> {
  if (graph.items.length <= largestCarefulGraph) return {};
  const isFlat = graph.items.every(({ kind }) => kind !== "frame");
  return isFlat && itemsPerColumn(graph) >= crowdedColumns
    ? crowdedOptions
    : hastyOptions;
}

function elkNode(item: VisibleItem, figure: Figure, ports: ElkPort[]): ElkNode {
  const id = nodeKey(item.id);
  if (item.kind === "frame")
    return {
      id,
      children: [],
      layoutOptions: {
        ...frameOptions,
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        "elk.nodeSize.minimum": `(${figure.width}, 60)`,
      },
    };
  return {
    id,
    width: figure.width,
    height: figure.height,
    ports,
    labels: captionsOf(figure),
    layoutOptions: {
      "elk.portConstraints": isOrdered(item) ? "FIXED_ORDER" : "FIXED_SIDE",
      "elk.portAlignment.default": "CENTER",
      ...layerConstraint(item),
    },
  };
}

const isOrdered = (item: VisibleItem): boolean =>
  item.kind === "node" && ordered.has(item.node.operation);

/** Inputs at the left edge, what the network is for at the right. */
function layerConstraint(item: VisibleItem): Record<string, string> {
  if (item.parent !== undefined) return {};
  const layer = layerOf(item);
  return layer === undefined
    ? {}
    : { "elk.layered.layering.layerConstraint": layer };
}

function layerOf(item: VisibleItem): "FIRST" | "LAST" | undefined {
  if (item.kind === "node" && item.node.kind === "input") return "FIRST";
  if (item.kind === "terminal" && item.node.kind === "objective") return "LAST";
  return undefined;
}

/** Lines above and below a figure are labels outside of the node: wires lead to the figure itself. */
function captionsOf({ above, below, sum }: Figure): ElkLabel[] {
  const beneath = [...(below ? [below] : []), ...(sum ? [sum] : [])];
  return [
    ...(above ? [caption([above], "V_TOP")] : []),
    ...(beneath.length > 0 ? [caption(beneath, "V_BOTTOM")] : []),
  ];
}

const caption = (lines: TextLine[], place: string): ElkLabel => ({
  text: someText,
  width: Math.max(...lines.map(lineWidth)),
  height: lines.reduce((height, { role }) => height + lineHeight(role), 0),
  layoutOptions: { "elk.nodeLabels.placement": `OUTSIDE ${place} H_CENTER` },
});

function portsOf(
  { wires }: VisibleGraph,
  figures: Figures,
): ReadonlyMap<string, ElkPort[]> {
  const ports = new Map<string, ElkPort[]>();
  const add = (item: string, port: ElkPort): void => {
    const known = ports.get(item);
    if (known) known.push(port);
    else ports.set(item, [port]);
  };
  for (const [index, wire] of wires.entries()) {
    add(wire.to, elkPort(arrivalKey(wire.id), "WEST", -index));
    const key = departureKey(wire, figures);
    const known = ports.get(wire.from)?.some(({ id }) => id === key);
    if (!known) add(wire.from, elkPort(key, "EAST", index));
  }
  return ports;
}

/** ELK counts ports clockwise: those on the left from bottom to top. */
const elkPort = (
  id: string,
  side: "WEST" | "EAST",
  index: number,
): ElkPort => ({
  id,
  layoutOptions: { "elk.port.side": side, "elk.port.index": String(index) },
});

/** ELK passes over labels without a text; what it is does not matter. */
const someText = "x";

const elkEdge = (
  wire: VisibleWire,
  figures: Figures,
  labels: boolean,
): ElkExtendedEdge => ({
  id: wireKey(wire.id),
  sources: [departureKey(wire, figures)],
  targets: [arrivalKey(wire.id)],
  ...(labels && {
    labels: [
      {
        text: someText,
        ...wireLabelSize(wire.room),
        layoutOptions: {
          "elk.edgeLabels.inline": "true",
          "elk.edgeLabels.placement": "CENTER",
        },
      },
    ],
  }),
});

// Ids of items, wires and ports share one namespace in ELK, and ids of items may look like anything.
export const nodeKey = (id: string): string => `node ${id}`;
export const wireKey = (id: string): string => `wire ${id}`;
const arrivalKey = (id: string): string => `arrival ${id}`;

/** Many wires from one item begin at the same place. */
const departureKey = (wire: VisibleWire, figures: Figures): string =>
  figures.sharesDeparture(wire.from)
    ? `departure of ${wire.from}`
    : `departure ${wire.id}`;
