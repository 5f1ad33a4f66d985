/** What a hover says of one value: where it comes from, what it is, and how its gradient is made. Lines of text. */
import type { OperandUse, Summary, Use } from "../evaluation/questions.js";
import type { Graph, NodeId } from "../graph/graph.js";
import { formatDimension } from "../graph/dimension.js";
import { formatShape, sizeOf } from "../graph/shape.js";
import { chainRule } from "./chain-rule.js";
import { conventionLine } from "./conventions.js";
import { symbolicDerivative } from "./derivative-formula.js";
import { plainText } from "./formula/plain-text.js";
import { gradientName } from "./gradient-names.js";
import type { NodeLabels } from "./node-labels.js";
import { formatRows } from "./elements.js";
import { formatNumber } from "./numbers.js";
import { isLiteral } from "./source-text.js";
import { statistics, tensorLabel } from "./tensors.js";

export interface ValueDescriptionOptions {
  readonly graph: Graph;
  readonly labels: NodeLabels;
  readonly node: NodeId;
  readonly digits: number;
  readonly value: Summary | undefined;
  readonly gradient: Summary | undefined;
  readonly uses: readonly Use[];
  /** For an operation, so that its local derivatives are shown; empty for a name. */
  readonly operands: readonly OperandUse[];
  /** The learning rate of the network's `train` block, where it has one. */
  readonly rate?: number | undefined;
}

/** The widest tensor on a line of a hover. */
const lineWidth = 60;
/** A matrix up to this many elements is shown as one. */
const mostRows = 64;

/** `z1 = w1 · x = 0.5`, its local derivatives, and `∂L/∂z1 = …` by the chain rule. */
export function describeValue(options: ValueDescriptionOptions): string[] {
  return [
    ...valueLines(options),
    ...localDerivativeLines(options),
    ...gradientLines(options),
  ];
}

function valueLines(options: ValueDescriptionOptions): string[] {
  const { labels, node, value, digits } = options;
  const name = labels.name(node);
  const expression = labels.expression(node);
  const isNeeded = !value || !isLiteral(expression);
  const parts = [...(name === undefined ? [] : [name])];
  if (isNeeded || name === undefined) parts.push(expression);
  if (!value) return [parts.join(" = ")];
  const label = tensorLabel(value, {
    digits,
    width: lineWidth,
    shape: "first",
  });
  const isRepeated = parts.length === 1 && parts[0] === label;
  const line = isRepeated ? label : [...parts, label].join(" = ");
  return [line, ...rowsOf(value, digits)];
}

/** A small matrix that does not fit on the line, and whose elements differ. */
function rowsOf(value: Summary, digits: number): string[] {
  const { shape, size, elements, min, max } = value;
  if (min === max) return [];
  if (shape.length !== 2 || size <= 6 || size > mostRows) return [];
  return formatRows(elements, shape, (number) =>
    formatNumber(number, digits),
  ).split("\n");
}

/**
 * `∂a1/∂z1 = a1(1 − a1) = 0.235` for each operand; where it is no elementwise factor, what is passed back:
 * `to w: xᵀ · ∂L/∂z`.
 */
function localDerivativeLines(options: ValueDescriptionOptions): string[] {
  const { graph, labels, node, operands, digits, gradient } = options;
  const consumer = graph.nodes[node];
  if (!consumer) return [];
  const objective = graph.objective?.name ?? "";
  const lines = operands.flatMap(({ operand, local, kinks }) => {
    const id = consumer.operands[operand];
    if (id === undefined) return [];
    if (graph.nodes[id]?.operation === "constant") return [];
    const derivative = symbolicDerivative(
      graph,
      consumer,
      operand,
      labels,
      objective,
    );
    const { contribution, convention, counted } = derivative;
    const conventions =
      kinks === undefined || convention === undefined
        ? []
        : [conventionLine(graph, node, kinks, convention)];
    if (contribution !== undefined && gradient)
      return [
        `to ${labels.label(id)}: ${plainText(contribution)}`,
        ...conventions,
      ];
    if (derivative.local === undefined || !local) return [];
    const formula = plainText(derivative.local);
    const numbers = counted?.local ? ` = ${plainText(counted.local)}` : "";
    const title = gradientName(labels.label(node), labels.label(id));
    const number = tensorLabel(local, {
      digits,
      width: 40,
      shape: "left out",
    });
    const isNumber =
      local.min === local.max && formula === formatNumber(local.min, digits);
    return [
      `${title} = ${formula}${numbers}${isNumber ? "" : ` = ${number}`}`,
      ...conventions,
    ];
  });
  // What holds of two operands is said once.
  return [...new Set(lines)];
}

function gradientLines(options: ValueDescriptionOptions): string[] {
  const { graph, labels, node, gradient, uses, digits } = options;
  const { objective } = graph;
  if (!objective || !gradient) return [];
  const title = gradientName(objective.name, labels.label(node));
  const label = tensorLabel(gradient, {
    digits,
    width: lineWidth,
    shape: "left out",
  });
  const isLarge = gradient.size > 1;
  const rule = chainRule({
    graph,
    labels,
    objective: objective.name,
    node,
    gradient,
    uses,
    digits,
  });
  if (rule.length === 0) return [`${title} = ${label}`];
  return isLarge
    ? [...rule, `${title} = ${label}`, ...rowsOf(gradient, digits)]
    : rule;
}

/** One sentence each, for below the numbers: shape, statistics, norm of the gradient. */
export function valueNotes({
  graph,
  node,
  value,
  gradient,
  digits,
  rate,
}: ValueDescriptionOptions): string[] {
  const found = graph.nodes[node];
  if (!found) return [];
  const shape = formatShape(found.boundShape ?? found.shape);
  const symbolic = formatShape(found.shape);
  const notes = [
    `shape \`${symbolic}\`${symbolic === shape ? "" : `, here \`${shape}\``}`,
  ];
  const parameters = parametersOf(graph, node);
  if (parameters) notes.push(parameters);
  if (value && value.size > 1) notes.push(statistics(value, digits));
  if (gradient && gradient.size > 1)
    notes.push(`norm of the gradient ${formatNumber(norm(gradient), digits)}`);
  const isTrained = graph.names.some(
    (name) => name.node === node && name.trainable,
  );
  if (isTrained && value && gradient && norm(value) > 0) {
    const ratio = ((rate ?? 1) * norm(gradient)) / norm(value);
    notes.push(
      rate === undefined
        ? `gradient-to-weight ratio ${formatNumber(ratio, digits)}`
        : `update-to-weight ratio ${formatNumber(ratio, digits)}, for a plain step against the gradient at rate ${formatNumber(rate, digits)}`,
    );
  }
  return notes;
}

/** What a layer owns, or how many numbers a parameter is; nothing for other values. */
function parametersOf(graph: Graph, node: NodeId): string | undefined {
  const named = graph.names.find((name) => name.node === node);
  if (!named) return undefined;
  const count = (id: NodeId): string => {
    const found = graph.nodes[id];
    const size = found && sizeOf(found.boundShape ?? found.shape);
    return size === undefined ? "?" : formatDimension(size);
  };
  if (named.trainable) {
    const size = count(node);
    return size === "1" ? "1 parameter" : `${size} parameters`;
  }
  const owned = graph.names.filter(
    ({ kind, statement }) =>
      kind === "parameter" && statement.start === named.statement.start,
  );
  return owned.length === 0
    ? undefined
    : `parameters: ${owned.map((each) => `\`${each.name}\` ${count(each.node)}`).join(", ")}`;
}

/** √(Σ g²), from mean and standard deviation. */
function norm({ size, mean, std }: Summary): number {
  return Math.sqrt(size * (mean ** 2 + std ** 2));
}
