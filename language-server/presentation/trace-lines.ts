/** What a step of a trace says, in lines of text: symbols first, then this program's numbers. */
import type { Summary } from "../evaluation/questions.js";
import type { Graph, GraphNode } from "../graph/graph.js";
import { boundSize, formatShape } from "../graph/shape.js";
import { operations } from "../ops/registry.js";
import { countsOf } from "./counts.js";
import { contributionTemplate } from "./derivative-formula.js";
import { fillTemplate } from "./formulas.js";
import { formatNumber } from "./numbers.js";
import { notationWithArguments } from "./notation.js";
import { isLiteral } from "./source-text.js";
import { tensorLabel } from "./tensors.js";

/** The longest formula with numbers filled in. */
const longestFilled = 100;
/** The widest tensor on a line. */
const lineWidth = 60;
/** Up to so many elements operands are written out. */
const mostFilled = 6;

/** A tensor on a line of text. */
export const shownTensor = (summary: Summary, digits: number): string =>
  tensorLabel(summary, { digits, width: lineWidth, shape: "first" });

/** `title = first`, and what follows with its equals sign below. */
export function derivation(title: string, parts: readonly string[]): string[] {
  const [first = "", ...rest] = withoutRepeats(parts);
  const indent = " ".repeat(title.length);
  return [`${title} = ${first}`, ...rest.map((each) => `${indent} = ${each}`)];
}

/** A part that says the same as the one before it is left out. */
const withoutRepeats = (parts: readonly string[]): string[] =>
  parts.filter((part, index) => part !== parts[index - 1]);

export interface Described {
  readonly title: string;
  readonly lines: readonly string[];
}

/** One equation, on one line as title and on several as derivation. */
export function equation(title: string, parts: readonly string[]): Described {
  return {
    title: [title, ...withoutRepeats(parts)].join(" = "),
    lines: derivation(title, parts),
  };
}

/** An input or a parameter: `x = −2`, `h.weight = glorot_uniform() = [3, 4] …`. */
export function givenEquation(
  name: string,
  expression: string,
  value: Summary | undefined,
  digits: number,
): Described {
  const parts = value && isLiteral(expression) ? [] : [expression];
  if (value) parts.push(shownTensor(value, digits));
  return equation(name, parts);
}

export interface ForwardOptions {
  readonly graph: Graph;
  readonly node: GraphNode;
  /** Absent where the program gives the value no name. */
  readonly name: string | undefined;
  readonly expression: string;
  readonly operands: readonly (Summary | undefined)[];
  readonly value: Summary | undefined;
  readonly digits: number;
}

/** `z1 = w1 · x = 0.5 · 1 = 0.5`; of tensors the shapes, `[3] = [3, 4] · [4]`. */
export function forwardEquation(options: ForwardOptions): Described {
  const { name, expression, value, digits } = options;
  const filled = operandsFilledIn(options);
  const result = value === undefined ? "no value" : shownTensor(value, digits);
  const parts = [...(filled === undefined ? [] : [filled]), result];
  const described =
    name === undefined
      ? equation(expression, parts)
      : equation(name, [expression, ...parts]);
  const shapes = filled === undefined ? shapesOf(options) : undefined;
  return shapes === undefined
    ? described
    : { ...described, lines: [...described.lines, shapes] };
}

function notationOf(node: GraphNode): string | undefined {
  const record = operations.get(node.operation);
  const { boundAttributes, attributes } = node;
  return record && notationWithArguments(record, boundAttributes ?? attributes);
}

/** All elements of a tensor; absent where they are too many, or too long for a line. */
function writtenOut(summary: Summary, digits: number): string | undefined {
  if (summary.size > mostFilled) return undefined;
  const shown = shownTensor(summary, digits);
  return shown.startsWith(`${formatShape(summary.shape)} `) ? undefined : shown;
}

/** The operation with numbers for its operands; absent where they are too many. */
function operandsFilledIn({
  graph,
  node,
  operands,
  digits,
}: ForwardOptions): string | undefined {
  const notation = notationOf(node);
  if (notation === undefined || !isComputed(node)) return undefined;
  const numbers = operands.map(
    (operand) => operand && writtenOut(operand, digits),
  );
  if (numbers.some((number) => number === undefined)) return undefined;
  const filled = fillTemplate(notation, {
    operands: numbers.map((number) => number ?? ""),
    out: node.operation,
    attributes: node.boundAttributes ?? node.attributes,
    counts: countsOf(graph, node),
  });
  return filled.length <= longestFilled ? raised(filled) : undefined;
}

/** Whether something is done with the operands' values: a second name, and ∂a/∂b, do nothing with them. */
const isComputed = ({ operation }: GraphNode): boolean =>
  operation !== "identity" && operation !== "derivative";

/** `(−0.4283)²` for `(−0.4283)^2`. */
const raised = (text: string): string =>
  text.replace(/\^([23])$/, (_power, exponent: string) =>
    exponent === "2" ? "²" : "³",
  );

/** The same with shapes: `[3] = [3, 4] · [4]`. */
function shapesOf({
  graph,
  node,
  operands,
  value,
}: ForwardOptions): string | undefined {
  const notation = notationOf(node);
  if (notation === undefined || !value || !isComputed(node)) return undefined;
  const shapes = operands.map((operand) => operand && shapeText(operand));
  if (shapes.some((shape) => shape === undefined)) return undefined;
  const filled = fillTemplate(notation, {
    operands: shapes.map((shape) => shape ?? ""),
    out: node.operation,
    attributes: node.boundAttributes ?? node.attributes,
    counts: countsOf(graph, node),
  });
  return `shapes: ${shapeText(value)} = ${filled}`;
}

const shapeText = ({ shape }: Summary): string =>
  shape.length === 0 ? "scalar" : formatShape(shape);

/** The shapes of what a node passes back: `[3, 4] = [3] ⊗ [4]`; absent where the formula is none of products alone. */
export function contributionShapes(
  graph: Graph,
  node: GraphNode,
  operand: number,
): string | undefined {
  const derivatives = operations.get(node.operation)?.derivatives;
  const derivative = derivatives?.[operand] ?? derivatives?.[0];
  const shapes = node.operands.map((id) => graph.nodes[id]?.boundShape ?? []);
  const result = shapes[operand];
  const own = node.boundShape ?? [];
  if (!derivative || !result || own.length + result.length === 0)
    return undefined;
  const text = (shape: readonly number[]): string =>
    shape.length === 0 ? "scalar" : formatShape(shape);
  const template = contributionTemplate(derivative, node, operand, graph);
  if (template === undefined) {
    const isSummed = boundSize(own) > boundSize(result);
    const factor = isSummed ? own : result;
    return `${text(result)} = ${isSummed ? "Σ " : ""}${text(own)} ⊙ ${text(factor)}`;
  }
  // Functions, words and numbers have no shapes.
  if (!/^[Σᵀ·⊗\s]*$/.test(template.replace(/\{(?:up|\d+)\}/g, "")))
    return undefined;
  const filled = fillTemplate(template, {
    operands: shapes.map(text),
    out: text(own),
    up: text(own),
    attributes: node.boundAttributes ?? node.attributes,
  });
  return `${text(result)} = ${filled}`;
}

/** `−4 + 3`, `[1, 2] + [3, 4]`; absent where the numbers are too many for a line. */
export function sumInNumbers(
  parts: readonly Summary[],
  digits: number,
): string | undefined {
  const written = parts.map((part) => writtenOut(part, digits));
  if (parts.length < 2 || written.includes(undefined)) return undefined;
  const text = written
    .map((part = "", index) =>
      index > 0 && part.startsWith("−") ? `(${part})` : part,
    )
    .join(" + ");
  return text.length <= longestFilled ? text : undefined;
}

/** `1`, of the objective by itself. */
export const one = formatNumber(1);
