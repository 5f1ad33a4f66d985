/** Dimensions in shapes: whole numbers, constants, hyperparameters, symbolic names, and arithmetic on these. */
import {
  type Dimension,
  addDimensions,
  divideExactly,
  divideRoundingDown,
  formatDimension,
  isExactDimension,
  multiplyDimensions,
  namedDimension,
  subtractDimensions,
} from "../graph/dimension.js";
import type { Shape } from "../graph/shape.js";
import {
  type Binary,
  type Expression,
  type ShapeAnnotation,
  isBinary,
  isCall,
  isNegation,
  isNumberLiteral,
  isReference,
} from "../grammar/generated/ast.js";
import { offerName } from "./nearest-name.js";
import { dimensionOfNode } from "./argument-dimensions.js";
import { foldWhole } from "./constants.js";
import {
  type Context,
  missesNames,
  noteOccurrence,
  report,
} from "./context.js";
import { parseNumber } from "./dense-literal.js";
import { builtInConstants, type Scope } from "./scope.js";
import { excerptOf, sourceOf, sourceOfCallee } from "./source.js";

const what = "a dimension";

/** The dimension that an expression stands for; reports why it stands for none. It may be negative: `reshape(x, [-1])`. */
export function lowerDimension(
  expression: Expression | undefined,
  context: Context,
): Dimension | undefined {
  const dimension = lowerAnyDimension(expression, context);
  if (dimension === undefined || !expression || isExactDimension(dimension))
    return dimension;
  return report(
    context,
    expression,
    "invalid-dimension",
    typeof dimension === "number" && Math.abs(dimension) < 1
      ? `\`${excerptOf(expression)}\` is ${String(dimension)}: a dimension is a whole number.`
      : `\`${excerptOf(expression)}\` is too large for a dimension: at most ${largest} elements can be counted.`,
  );
}

const largest = Number.MAX_SAFE_INTEGER.toLocaleString("en");

/** However large. */
function lowerAnyDimension(
  expression: Expression | undefined,
  context: Context,
): Dimension | undefined {
  if (!expression) return undefined;
  if (isNumberLiteral(expression)) {
    const value = parseNumber(expression.text);
    return Number.isInteger(value)
      ? value
      : foldWhole(expression, context, what);
  }
  if (isNegation(expression)) {
    const operand = lowerDimension(expression.operand, context);
    return operand === undefined ? undefined : multiplyDimensions(operand, -1);
  }
  if (isReference(expression)) {
    const entity = context.scope.lookUp(expression.name);
    if (entity?.kind === "dimension") {
      noteOccurrence(context, {
        source: sourceOf(expression, context.unit.file),
        declaration: entity.source,
        kind: "dimension",
        name: expression.name,
      });
      return entity.dimension;
    }
    if (entity?.kind === "argument" && entity.node !== undefined) {
      const builder = context.argumentBuilder ?? context.builder;
      const given = dimensionOfNode(builder, entity.node);
      if (given !== undefined) return given;
    }
    if (!entity && !builtInConstants.has(expression.name)) {
      if (missesNames(context.unit)) return undefined;
      const nearest = offerName(
        expression.name,
        () => sizesInSight(context.scope),
        context,
      );
      return report(
        context,
        expression,
        "undefined-name",
        `There is no dimension, constant or hyperparameter named \`${expression.name}\` here.${nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`} A symbolic dimension is introduced by an input, as a whole dimension of its shape: \`input x: [${expression.name}, 4]\`.`,
        nearest === undefined ? {} : { data: { nearest } },
      );
    }
    return foldWhole(expression, context, what);
  }
  if (isBinary(expression)) return lowerArithmetic(expression, context);
  if (isCall(expression) && expression.function === "floor") {
    const inner = expression.arguments[0]?.value;
    if (inner && isBinary(inner) && inner.operator === "/") {
      const source = sourceOfCallee(expression, context.unit.file);
      noteOccurrence(context, { source, kind: "builtin", name: "floor" });
      const dividend = lowerDimension(inner.left, context);
      const divisor = lowerDimension(inner.right, context);
      if (dividend === undefined || divisor === undefined) return undefined;
      return (
        divideRoundingDown(dividend, divisor) ?? divisionByZero(inner, context)
      );
    }
  }
  return foldWhole(expression, context, what);
}

function lowerArithmetic(
  expression: Binary,
  context: Context,
): Dimension | undefined {
  const left = lowerDimension(expression.left, context);
  const right = lowerDimension(expression.right, context);
  if (left === undefined || right === undefined) return undefined;
  switch (expression.operator) {
    case "+":
      return addDimensions(left, right);
    case "-":
    case "−":
      return subtractDimensions(left, right);
    case "*":
    case "·":
    case "×":
      return multiplyDimensions(left, right);
    case "^":
      return lowerPower(expression, left, right, context);
    case "/": {
      if (right === 0) return divisionByZero(expression, context);
      return (
        divideExactly(left, right) ??
        report(
          context,
          expression,
          "inexact-dimension",
          `\`${excerptOf(expression)}\` is ${formatDimension(left)} / ${formatDimension(right)}, which does not divide exactly. Write floor(${excerptOf(expression)}) to round it down.`,
        )
      );
    }
    default:
      return foldWhole(expression, context, what);
  }
}

const largestPower = 16;

/** `n ^ 2` is `n * n`, also where `n` has no size yet. */
function lowerPower(
  expression: Binary,
  base: Dimension,
  exponent: Dimension,
  context: Context,
): Dimension | undefined {
  if (typeof base === "number" && typeof exponent === "number")
    return foldWhole(expression, context, what);
  if (typeof exponent !== "number" || exponent < 0 || exponent > largestPower) {
    return report(
      context,
      expression.right,
      "invalid-dimension",
      `Expected a whole number from 0 to ${String(largestPower)} for the power of a dimension, found \`${excerptOf(expression.right)}\`.`,
    );
  }
  let power: Dimension = 1;
  for (let factor = 0; factor < exponent; factor++)
    power = multiplyDimensions(power, base);
  return power;
}

function divisionByZero(expression: Binary, context: Context): undefined {
  return report(
    context,
    expression,
    "inexact-dimension",
    `\`${excerptOf(expression)}\` divides by zero.`,
  );
}

/**
 * A shape in which every dimension is known to the scope. With `introduce`, a name that nothing else defines and that
 * stands alone becomes a symbolic dimension (`input x: [batch, 4]`).
 */
export function lowerShape(
  annotation: ShapeAnnotation,
  context: Context,
  introduce = false,
): Shape | undefined {
  const shape: Dimension[] = [];
  for (const expression of annotation.dimensions) {
    if (introduce && isReference(expression))
      introduceDimension(expression, context);
    const dimension = lowerDimension(expression, context);
    if (dimension === undefined) return undefined;
    if (typeof dimension === "number" && dimension < 1) {
      return report(
        context,
        expression,
        "invalid-dimension",
        `A dimension is at least 1, \`${excerptOf(expression)}\` is ${String(dimension)}.`,
      );
    }
    shape.push(dimension);
  }
  return shape;
}

function introduceDimension(
  name: Expression & { readonly name: string },
  context: Context,
): void {
  const before = context.scope.lookUp(name.name);
  // A dataset is no dimension, and may be hidden.
  if ((before && before.kind !== "dataset") || builtInConstants.has(name.name))
    return;
  context.scope.define(name.name, {
    kind: "dimension",
    dimension: namedDimension(name.name),
    source: sourceOf(name, context.unit.file),
  });
}

/** The names that can stand for a size. */
const sizesInSight = (scope: Scope): string[] =>
  scope.names().filter((name) => {
    const kind = scope.lookUp(name)?.kind;
    return (
      kind === "dimension" || kind === "constant" || kind === "hyperparameter"
    );
  });
