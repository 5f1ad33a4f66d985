/**
 * Constant expressions: folded while lowering, with the operations' own kernels, wherever a program needs a number
 * before anything runs: in shapes, arguments, tolerances, values of inputs.
 */
import type { AstNode } from "langium";
import {
  type Constant as ConstantValue,
  evaluateConstant,
  isConstant,
} from "../engine/constant.js";
import { type Dimension, formatDimension } from "../graph/dimension.js";
import type { NodeId } from "../graph/graph.js";
import { operations } from "../ops/registry.js";
import {
  type Constant,
  type Expression,
  isNumberLiteral,
} from "../grammar/generated/ast.js";
import { type Context, report, type SourceUnit } from "./context.js";
import { parseNumber } from "./dense-literal.js";
import { constantsIn, type NeededConstant } from "./constant-order.js";
import { lowerExpression } from "./expressions.js";
import { GraphBuilder } from "./graph-builder.js";

export const scalar = (value: number): ConstantValue => ({
  shape: [],
  data: Float64Array.of(value),
});

/**
 * The value of an expression of literals, constants, hyperparameters, datasets and functions of these. Anything else
 * is an error that says what needs a constant: `what`, for example `the value of an input`.
 */
export function foldExpression(
  expression: Expression | undefined,
  context: Context,
  what: string,
): ConstantValue | undefined {
  if (!expression) return undefined;
  if (isNumberLiteral(expression)) return scalar(parseNumber(expression.text));
  const builder = new GraphBuilder();
  const node = lowerExpression(expression, {
    ...context,
    builder,
    constantsFor: what,
    argumentBuilder: context.argumentBuilder ?? context.builder,
  });
  return node === undefined
    ? undefined
    : foldNode(builder, node, context, expression);
}

/** A scalar constant; reports where the expression is something else. */
export function foldScalar(
  expression: Expression | undefined,
  context: Context,
  what: string,
): number | undefined {
  const value = foldExpression(expression, context, what);
  if (!value || !expression) return undefined;
  if (value.shape.length > 0) {
    return report(
      context,
      expression,
      "not-a-number",
      `Expected one number for ${what}, found an array of shape [${value.shape.join(", ")}].`,
    );
  }
  return value.data[0];
}

/** A whole constant; reports where the expression is something else. */
export function foldWhole(
  expression: Expression | undefined,
  context: Context,
  what: string,
): number | undefined {
  const value = foldScalar(expression, context, what);
  if (value === undefined || !expression) return undefined;
  return Number.isInteger(value)
    ? value
    : report(
        context,
        expression,
        "not-whole",
        `Expected a whole number for ${what}, found ${String(value)}.`,
      );
}

/**
 * The value of a `const`, folded once. The constants that it is made of are folded first, without recursion: a program
 * may define each by the next one, as many as it likes.
 */
export function constantValue(
  constant: Constant,
  unit: SourceUnit,
  context: Context,
  usedAt: AstNode,
): ConstantValue | undefined {
  const known = unit.constants.get(constant);
  if (known === "folding") {
    return report(
      context,
      usedAt,
      "recursive-definition",
      `The constant \`${constant.name}\` depends on itself. Give one of the constants on the way a value that does not.`,
    );
  }
  if (unit.constants.has(constant)) return known;
  const way = [beginFolding({ declaration: constant, unit })];
  for (let top = way.at(-1); top; top = way.at(-1)) {
    const { declaration, unit: owner, needed } = top;
    const next = needed.pop();
    if (!next) {
      owner.constants.set(
        declaration,
        foldConstant(declaration, owner, context),
      );
      way.pop();
    } else if (!next.unit.constants.has(next.declaration))
      way.push(beginFolding(next));
  }
  const value = unit.constants.get(constant);
  return value === "folding" ? undefined : value;
}

function beginFolding({ declaration, unit }: NeededConstant): NeededConstant & {
  readonly needed: NeededConstant[];
} {
  unit.constants.set(declaration, "folding");
  return { declaration, unit, needed: constantsIn(declaration.value, unit) };
}

function foldConstant(
  declaration: Constant,
  unit: SourceUnit,
  { collected, seed }: Context,
): ConstantValue | undefined {
  const value = foldExpression(
    declaration.value,
    {
      unit,
      collected,
      seed,
      scope: unit.scope,
      builder: new GraphBuilder(),
      active: [],
    },
    "a constant",
  );
  return unit.broken.has(declaration) ? undefined : value;
}

/** The value of a node of which nothing varies; reports a value that an operation cannot take. */
export function foldNode(
  builder: GraphBuilder,
  node: NodeId,
  context: Context,
  place: AstNode,
): ConstantValue | undefined {
  const values = new Map<NodeId, ConstantValue>();
  for (const id of ancestors(builder, node)) {
    const step = builder.nodes[id];
    const record = step && operations.get(step.operation);
    if (!record) return undefined;
    const { operands, attributes } = step;
    const dimension = attributes["dimension"];
    if (step.operation === "dimension" && typeof dimension !== "number")
      return reportUnknownSize(dimension as Dimension, context, place);
    const inputs = operands.flatMap((operand) => values.get(operand) ?? []);
    if (inputs.length < operands.length) return undefined;
    const result = evaluateConstant(record, inputs, attributes);
    if (!isConstant(result)) {
      const [code, message] =
        "fault" in result
          ? [result.code, result.fault]
          : [result.code ?? "shape-mismatch", result.mismatch];
      return report(context, place, code, `${message}.`);
    }
    values.set(id, result);
  }
  return values.get(node);
}

const reportUnknownSize = (
  dimension: Dimension,
  context: Context,
  place: AstNode,
): undefined =>
  report(
    context,
    place,
    "not-constant",
    `Expected a constant for ${context.constantsFor ?? "this"}: the size of \`${formatDimension(dimension)}\` is known only from the data.`,
  );

/** The node and all that it is computed from, in evaluation order. */
function ancestors(builder: GraphBuilder, node: NodeId): NodeId[] {
  const found = new Set([node]);
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const operand of builder.nodes[next]?.operands ?? []) {
      if (found.has(operand)) continue;
      found.add(operand);
      open.push(operand);
    }
  }
  return [...found].sort((a, b) => a - b);
}
