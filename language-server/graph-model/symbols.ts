/**
 * What stands inside the node of an operation: `×`, `σ`, `max`, `max_pool2d(2)`, with a literal operand written in:
 * `× 0.5`, `1 / x`, `x²`. From the notation in the operation's record, except where a gate is drawn otherwise than the
 * operation is written.
 */
import { formatDimension } from "../graph/dimension.js";
import type { AttributeValue, GraphNode } from "../graph/graph.js";
import { operations } from "../ops/registry.js";
import { superscript } from "../ops/notation.js";
import { fillTemplate } from "../presentation/formulas.js";
import { spellArguments } from "./arguments.js";

/** From here on a symbol says no more than its operation's name. */
const longestSymbol = 18;

/** Symbols of operations without a literal operand, where their notation is not what a gate shows. */
const gates: Readonly<Record<string, string>> = {
  multiply: "×",
  power: "xʸ",
  exp: "eˣ",
  log: "ln",
  sqrt: "√",
  matmul: "@",
  linear: "W x",
  embed: "W[ids]",
  attention_weights: "softmax(q kᵀ/√d)",
  identity: "=",
  derivative: "∂",
};

/** A literal reads the same on either side of these. */
const commutative: ReadonlySet<string> = new Set(["add", "multiply"]);

/** @param literals by operand, the number written into the node; `undefined` for operands with a wire */
export function symbolOf(
  node: GraphNode,
  literals: readonly (string | undefined)[],
): string {
  const given = literals.filter((literal) => literal !== undefined);
  if (given.length > 0) return withLiterals(node, literals);
  const { operation, attributes } = node;
  if (operation === "index") return spellSubscripts(attributes["subscripts"]);
  return gates[operation] ?? fromNotation(node);
}

/** `x + y` → `+`, `relu(x)` → `relu`, `|x|` as it is. */
function fromNotation({ operation, attributes }: GraphNode): string {
  const record = operations.get(operation);
  const notation = record?.notation;
  if (!record || notation === undefined) return operation;
  const infix = infixOf(notation);
  if (infix !== undefined) return infix;
  const called = /^([\p{L}_][\p{L}\d_]*)\(\{\d\}/u.exec(notation)?.[1];
  if (called === undefined)
    return fillTemplate(notation, {
      operands: ["x", "y", "z"],
      out: operation,
      attributes,
    });
  const full = `${called}${spellArguments(record.signature, attributes)}`;
  return full.length <= longestSymbol ? full : called;
}

const infixOf = (notation: string): string | undefined =>
  /^\{0\} (\S+) \{1\}$/.exec(notation)?.[1];

/** With `x`, and `y`, for the operands that come along wires; left out where the literal follows an operator. */
function withLiterals(
  { operation, operands, attributes }: GraphNode,
  literals: readonly (string | undefined)[],
): string {
  const notation = operations.get(operation)?.notation ?? operation;
  const infix = gates[operation] ?? infixOf(notation);
  const [left, right] = literals;
  if (operation === "power" && left === undefined && right !== undefined)
    return powerOf(right);
  if (infixOf(notation) !== undefined && infix !== undefined) {
    const literal = right ?? (commutative.has(operation) ? left : undefined);
    const isOnly = left === undefined || right === undefined;
    if (isOnly && literal !== undefined) return `${infix} ${factor(literal)}`;
  }
  const names = ["x", "y", "z"].values();
  return fillTemplate(notation, {
    operands: operands.map(
      (_operand, index) => literals[index] ?? names.next().value ?? "x",
    ),
    out: operation,
    attributes,
  });
}

/** `x²`, `x⁻¹`, `x^0.5`. */
function powerOf(exponent: string): string {
  const number = Number(exponent.replace("−", "-"));
  return Number.isNaN(number)
    ? `x^${factor(exponent)}`
    : `x${superscript(number)}`;
}

/** A number or a name as it is, anything else in parentheses. */
const factor = (literal: string): string =>
  /^[−-]?[\d.]+(?:e[−-]?\d+)?$|^[\p{L}_][\p{L}\p{M}\d_₀-₉]*$/u.test(literal)
    ? literal
    : `(${literal})`;

/** `[0]`, `[1:3]`, `[:, −1]`. */
function spellSubscripts(subscripts: AttributeValue): string {
  if (!Array.isArray(subscripts)) return "[…]";
  const spelled = (subscripts as readonly AttributeValue[]).map((subscript) =>
    Array.isArray(subscript)
      ? spellSlice(subscript as readonly AttributeValue[])
      : spellPosition(subscript),
  );
  const text = `[${spelled.join(", ")}]`;
  return text.length <= longestSymbol ? text : "[…]";
}

function spellSlice([start, stop, step]: readonly AttributeValue[]): string {
  const every =
    step === null || step === undefined ? "" : `:${spellPosition(step)}`;
  return `${spellPosition(start)}:${spellPosition(stop)}${every}`;
}

function spellPosition(position: AttributeValue): string {
  if (typeof position === "number") return String(position).replace("-", "−");
  return typeof position === "object" &&
    position !== null &&
    "terms" in position
    ? formatDimension(position)
    : "";
}
