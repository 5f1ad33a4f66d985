/** Items and wires in words, for tooltips and screen readers. Lines are separated by line ends. */
import type {
  GraphValues,
  ModelNode,
  Quantity,
} from "../../../../language-server/graph/graph-model.js";
import { parametersText } from "../layout/figure.js";
import { printable } from "../text/printable.js";
import type { VisibleGraph, VisibleItem } from "../visible/visible-graph.js";
import type { VisibleWire } from "../visible/visible-wires.js";
import { findingsOf } from "./findings.js";
import { own, wireValues } from "./wire-values.js";

/** What is in it: its name, what it does, its value and gradient, and what is wrong. */
export function describeItem(
  item: VisibleItem,
  values: GraphValues | undefined,
  objective: string | undefined,
): string {
  return [...headOf(item), ...numbersOf(item, values, objective)]
    .map(printable)
    .filter((line) => line !== "")
    .concat(findingsOf(item, values).map(({ message }) => printable(message)))
    .join("\n");
}

/** Where it leads, and what it carries in both directions. */
export function describeWire(
  wire: VisibleWire,
  graph: VisibleGraph,
  values: GraphValues | undefined,
): string {
  const { value, gradient } = wireValues(wire, values);
  const target = wire.members.length === 0 ? "output" : nameOf(graph, wire.to);
  const count =
    wire.members.length > 1 ? ` (${wire.members.length} wires)` : "";
  const part =
    wire.members.length > 1 && !wire.complete ? "largest gradient" : "gradient";
  return [
    `${nameOf(graph, wire.from)} → ${target}${count}`,
    ...quantityLine("value", value),
    ...quantityLine(part, gradient),
  ]
    .map(printable)
    .join("\n");
}

function nameOf({ itemById }: VisibleGraph, id: string): string {
  const item = itemById.get(id);
  if (!item) return id;
  return "node" in item ? item.node.label : item.group.label;
}

function headOf(item: VisibleItem): string[] {
  if (item.kind === "terminal") return [`output ${item.node.label}`];
  if (item.kind === "node" || item.kind === "tag") return nodeHead(item.node);
  const { label, detail = "", count, shape, parameterCount } = item.group;
  // A call's detail is its arguments.
  const isCall = detail.startsWith("(");
  const title = isCall ? `${label}${detail}` : label;
  return [
    count === undefined ? title : `${title}, ${count} times`,
    isCall ? "" : detail,
    shape ?? "",
    parameterCount === undefined ? "" : parametersText(parameterCount),
  ];
}

function nodeHead({ name, label, text, kind, shape }: ModelNode): string[] {
  const title =
    name !== undefined && text !== name ? `${name} = ${text}` : label;
  const known = kind === "operation" ? [] : [kind];
  return [title, [...known, ...(shape === "" ? [] : [shape])].join(" ")];
}

function numbersOf(
  item: VisibleItem,
  values: GraphValues | undefined,
  objective: string | undefined,
): string[] {
  if (!("node" in item) || !values) return [];
  const known = own(values.nodes, item.node.id);
  const derivative =
    objective === undefined ? "gradient" : `∂${objective}/∂${item.node.label}`;
  return [
    ...quantityLine("value", known?.value),
    ...quantityLine(derivative, known?.gradient),
    ...(values.stale ? ["of the text before the last edit"] : []),
  ];
}

const quantityLine = (
  what: string,
  quantity: Quantity | undefined,
): string[] => (quantity ? [`${what} ${quantity.full ?? quantity.text}`] : []);
