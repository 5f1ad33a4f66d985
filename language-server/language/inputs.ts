/** Inputs: their shapes introduce symbolic dimensions, their values bind them, and a caller's values replace both. */
import type { AstNode } from "langium";
import {
  type Dimension,
  evaluateDimension,
  formatDimension,
  namesInDimension,
  provablyDiffer,
} from "../graph/dimension.js";
import {
  type BoundShape,
  type Shape,
  formatShape,
  isBound,
} from "../graph/shape.js";
import type { NodeId } from "../graph/graph.js";
import type { Operand } from "../ops/composite.js";
import {
  type Expression,
  type Input,
  isCall,
  isReference,
} from "../grammar/generated/ast.js";
import { foldExpression } from "./constants.js";
import { applyOperation, type Context, report } from "./context.js";
import { lowerShape } from "./dimensions.js";
import { lowerExpression } from "./expressions.js";
import { usesDataset } from "./datasets.js";
import { GraphBuilder } from "./graph-builder.js";
import { isInitialiserCall, lowerInitialiser } from "./initialisers.js";
import { isLoadCall, lowerLoad } from "./load.js";
import { type BoundSize, defineName, type InstanceState } from "./instance.js";
import { sourceOf } from "./source.js";

const what = "the value of an input";

export function lowerInput(
  statement: Input,
  state: InstanceState,
  context: Context,
): void {
  const { inputs } = state.given;
  const node = inputs
    ? givenInput(statement, inputs.get(statement.name), context)
    : ownInput(statement, state, context);
  defineName(statement.name, "input", node, statement, state, context);
}

function ownInput(
  statement: Input,
  state: InstanceState,
  context: Context,
): Operand {
  const { name } = statement;
  const isBroken = context.unit.broken.has(statement);
  const value = isBroken ? undefined : statement.value;
  const declared =
    statement.shape && lowerShape(statement.shape, context, true);
  if (statement.shape && !declared) return undefined;
  if (!value) {
    state.instance.unfed.push(name);
    return declared
      ? applyOperation(context, "input", [], { shape: declared }, statement)
      : isBroken
        ? undefined
        : report(
            context,
            statement,
            "missing-shape",
            `\`${name}\` needs a shape or a value: \`input ${name}: [batch, 4]\` or \`input ${name} = 1\`.`,
          );
  }
  const found =
    isCall(value) && isInitialiserCall(value, context)
      ? drawnValue(statement, declared, state, context)
      : lowerExpression(value, { ...context, constantsFor: what });
  const shape =
    found === undefined ? [] : shapeOfValue(found, value, declared, context);
  const fitting =
    found !== undefined &&
    (!declared ||
      !isBound(shape) ||
      bindDimensions(
        statement,
        declared,
        shape,
        state.instance.sizes,
        value,
        context,
      ));
  if (!fitting) {
    // The shape still checks what uses the input, which is just not evaluated.
    state.instance.unfed.push(name);
    return (
      declared &&
      applyOperation(context, "input", [], { shape: declared }, statement)
    );
  }
  return applyOperation(
    context,
    "input",
    [found],
    { shape: declared ?? shape },
    statement,
  );
}

/** The shape of an input's value; a single column of a dataset is as good as its numbers, where one axis is declared. */
function shapeOfValue(
  found: NodeId,
  value: Expression,
  declared: Shape | undefined,
  { builder, scope }: Context,
): Shape {
  const shape = builder.shapeOf(found);
  const [rows, width] = shape;
  return rows !== undefined &&
    width === 1 &&
    shape.length === 2 &&
    declared?.length === 1 &&
    usesDataset(value, scope)
    ? [rows]
    : shape;
}

function drawnValue(
  statement: Input,
  declared: Shape | undefined,
  { given, instance }: InstanceState,
  context: Context,
): Operand {
  const { value, name } = statement;
  if (!isCall(value)) return undefined;
  if (isLoadCall(value)) return lowerLoad(value, context)?.node;
  if (value.function !== "uniform" && value.function !== "normal") {
    return report(
      context,
      value,
      "misplaced-initialiser",
      `\`${value.function}\` is for parameters: the value of an input is drawn with uniform(lo, hi) or normal(mean, std).`,
    );
  }
  const sizes = new Map(
    [...instance.sizes].map(([symbol, { size }]) => [symbol, size]),
  );
  const unbound = declared?.find(
    (dimension) => evaluateDimension(dimension, sizes) === undefined,
  );
  if (!declared || unbound !== undefined) {
    return report(
      context,
      value,
      "missing-shape",
      `Random numbers for \`${name}\` need its size: ${unbound === undefined ? "declare a shape" : `nothing above has given \`${formatDimension(unbound)}\` a value`}.`,
    );
  }
  return lowerInitialiser(
    value,
    declared,
    `${given.keyPrefix}${name}`,
    context,
  );
}

/** Gives symbolic dimensions the sizes that an input's value has; whether the value fits those that are known. */
function bindDimensions(
  statement: Input,
  declared: Shape,
  found: BoundShape,
  sizes: Map<string, BoundSize>,
  place: AstNode,
  context: Context,
): boolean {
  const known = new Map([...sizes].map(([symbol, { size }]) => [symbol, size]));
  const bound = declared.map((dimension) =>
    evaluateDimension(dimension, known),
  );
  if (found.length === 0 && bound.every((size) => size !== undefined))
    return true;
  if (found.length !== declared.length) {
    report(
      context,
      place,
      "shape-mismatch",
      `\`${statement.name}\` is declared ${formatShape(declared)}, the value has shape ${formatShape(found)}.`,
      { data: { given: formatShape(found) } },
    );
    return false;
  }
  for (const [axis, dimension] of declared.entries()) {
    const size = found[axis] ?? 1;
    const expected = evaluateDimension(
      dimension,
      new Map([...sizes].map(([symbol, entry]) => [symbol, entry.size])),
    );
    const symbol = loneName(dimension);
    if (expected === undefined && symbol) {
      sizes.set(symbol, { size, boundBy: statement.name });
    } else if (expected !== undefined && expected !== size) {
      report(
        context,
        place,
        "shape-mismatch",
        `\`${statement.name}\` is declared ${formatShape(declared)}, the value has shape ${formatShape(found)}: dimension ${String(axis)} is ${String(size)}, expected ${String(expected)}${explain(dimension, sizes)}.`,
        { data: { given: formatShape(found) } },
      );
      return false;
    }
  }
  return true;
}

const loneName = (dimension: Dimension): string | undefined => {
  const [name, ...others] = namesInDimension(dimension);
  return others.length === 0 && name === formatDimension(dimension)
    ? name
    : undefined;
};

function explain(
  dimension: Dimension,
  sizes: ReadonlyMap<string, BoundSize>,
): string {
  const known = namesInDimension(dimension).flatMap((name) => {
    const entry = sizes.get(name);
    return entry
      ? [
          `\`${name}\` is ${String(entry.size)} by the value of \`${entry.boundBy}\``,
        ]
      : [];
  });
  return known.length > 0 ? ` (${known.join(", ")})` : "";
}

/** An input of a network used as a layer: the caller's value, whose dimensions the declared names stand for. */
function givenInput(
  statement: Input,
  value: Operand,
  context: Context,
): Operand {
  const argument =
    value === undefined ? undefined : fittingColumn(value, statement, context);
  const shape =
    argument === undefined ? undefined : context.builder.shapeOf(argument);
  const declared = statement.shape
    ? givenShape(statement, shape, context)
    : shapeOfOwnValue(statement, context);
  if (argument === undefined || !shape) return undefined;
  if (statement.shape && !declared) return undefined;
  if (declared && !fits(declared, shape)) {
    return report(
      context,
      statement,
      "shape-mismatch",
      `the input \`${statement.name}\` has shape ${formatShape(declared)}, the argument ${formatShape(shape)}.`,
    );
  }
  return applyOperation(context, "identity", [argument], {}, statement);
}

/** A single column of a dataset as `[rows]`, where the input has one axis; any other argument as it is. */
function fittingColumn(
  argument: NodeId,
  { shape }: Input,
  context: Context,
): Operand {
  const { builder } = context;
  const [rows, width] = builder.shapeOf(argument);
  return shape?.dimensions.length === 1 &&
    builder.isColumns(argument) &&
    rows !== undefined &&
    width === 1
    ? applyOperation(context, "reshape", [argument], { shape: [rows] }, shape)
    : argument;
}

/** The shape that a network's own value gives to an input without another one. */
function shapeOfOwnValue(
  { value }: Input,
  context: Context,
): Shape | undefined {
  return isCall(value) && isLoadCall(value)
    ? lowerLoad(value, { ...context, builder: new GraphBuilder() })?.shape
    : foldExpression(value, context, what)?.shape;
}

const fits = (declared: Shape, found: Shape): boolean =>
  declared.length === found.length &&
  !declared.some((dimension, axis) =>
    provablyDiffer(dimension, found[axis] ?? 0),
  );

function givenShape(
  statement: Input,
  found: Shape | undefined,
  context: Context,
): Shape | undefined {
  const dimensions: readonly Expression[] = statement.shape?.dimensions ?? [];
  if (found?.length === dimensions.length) {
    for (const [axis, expression] of dimensions.entries()) {
      const dimension = found[axis];
      if (!isReference(expression) || dimension === undefined) continue;
      const before = context.scope.lookUp(expression.name);
      if (before && before.kind !== "dataset") continue;
      context.scope.define(expression.name, {
        kind: "dimension",
        dimension,
        source: sourceOf(expression, context.unit.file),
      });
    }
  }
  return statement.shape && lowerShape(statement.shape, context, true);
}
