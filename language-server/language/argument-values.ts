/** The arguments of a call that are no operands: numbers, dimensions, shapes, axes, switches, words. */
import type { Dimension } from "../graph/dimension.js";
import type { AttributeValue } from "../graph/graph.js";
import type { FormalArgument } from "../ops/operation.js";
import {
  type Expression,
  isArrayLiteral,
  isSwitchLiteral,
  isTextLiteral,
} from "../grammar/generated/ast.js";
import { foldExpression, foldScalar, foldWhole } from "./constants.js";
import { type Context, report } from "./context.js";
import { lowerDimension } from "./dimensions.js";
import { excerptOf } from "./source.js";

/** The value of an argument that is no operand; reports where the expression stands for none. */
export function argumentValue(
  formal: FormalArgument,
  expression: Expression,
  called: string,
  context: Context,
): AttributeValue | undefined {
  const what = `the argument \`${formal.name}\` of \`${called}\``;
  switch (formal.kind) {
    case "number":
      return foldScalar(expression, context, what);
    case "whole":
    case "axis":
      return foldWhole(expression, context, what);
    case "dimension":
      return lowerSize(expression, context);
    case "shape":
      return convertShape(formal, expression, what, context);
    case "axes":
    case "sizes":
      if (isTextLiteral(expression) && formal.choices)
        return convertText(formal, expression, what, context);
      return isArrayLiteral(expression)
        ? convertList(expression, context, what, (element) =>
            foldWhole(element, context, what),
          )
        : wholeOrList(expression, context, what);
    case "numbers":
      return convertNumbers(expression, context, what);
    case "switch":
      return isSwitchLiteral(expression)
        ? expression.text === "true"
        : report(
            context,
            expression,
            "invalid-argument",
            `Expected \`true\` or \`false\` for ${what}, found \`${excerptOf(expression)}\`.`,
          );
    case "text":
      return convertText(formal, expression, what, context);
    default:
      return undefined;
  }
}

/** A list of sizes; where the argument is open, −1 is one too. */
function convertShape(
  { open = false }: FormalArgument,
  expression: Expression,
  what: string,
  context: Context,
): AttributeValue | undefined {
  if (isArrayLiteral(expression))
    return convertList(expression, context, what, (element) =>
      lowerSize(element, context, open),
    );
  const sizes = wholeOrList(expression, context, what, true);
  const wrong = (Array.isArray(sizes) ? (sizes as number[]) : []).find(
    (size) => !isSize(size, open),
  );
  return wrong === undefined ? sizes : reportSize(expression, wrong, context);
}

/** A dimension that is the size of an axis of its own. */
function lowerSize(
  expression: Expression,
  context: Context,
  open = false,
): Dimension | undefined {
  const size = lowerDimension(expression, context);
  return typeof size === "number" && !isSize(size, open)
    ? reportSize(expression, size, context)
    : size;
}

const isSize = (size: number, open: boolean): boolean =>
  size >= 1 || (open && size === -1);

function reportSize(
  expression: Expression,
  size: number,
  context: Context,
): undefined {
  return report(
    context,
    expression,
    "invalid-dimension",
    `A dimension is at least 1, \`${excerptOf(expression)}\` is ${String(size)}.`,
  );
}

/** One of the argument's choices, as a string. */
function convertText(
  { choices }: FormalArgument,
  expression: Expression,
  what: string,
  context: Context,
): string | undefined {
  const text = isTextLiteral(expression) ? expression.text : undefined;
  if (text !== undefined && (choices?.includes(text) ?? true)) return text;
  const expected = choices?.map((choice) => `"${choice}"`).join(" or ");
  return report(
    context,
    expression,
    "invalid-argument",
    `Expected ${expected ?? 'a string in "…"'} for ${what}, found \`${excerptOf(expression)}\`.`,
  );
}

function convertList(
  expression: Expression,
  context: Context,
  what: string,
  element: (
    expression: Expression,
    context: Context,
  ) => AttributeValue | undefined,
): AttributeValue | undefined {
  if (!isArrayLiteral(expression))
    return wholeOrList(expression, context, what, true);
  const values: AttributeValue[] = [];
  for (const item of expression.elements) {
    const value = element(item, context);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** A constant that is a whole number or, by name, a list of them. */
function wholeOrList(
  expression: Expression,
  context: Context,
  what: string,
  listOnly = false,
): AttributeValue | undefined {
  const value = foldExpression(expression, context, what);
  if (!value) return undefined;
  const numbers = [...value.data];
  if (
    value.shape.length > 1 ||
    !numbers.every(Number.isInteger) ||
    (listOnly && value.shape.length === 0)
  ) {
    return report(
      context,
      expression,
      "invalid-argument",
      `Expected ${listOnly ? "a list of whole numbers in [ ]" : "a whole number or a list of them"} for ${what}, found \`${excerptOf(expression)}\`.`,
    );
  }
  return value.shape.length === 0 ? numbers[0] : numbers;
}

function convertNumbers(
  expression: Expression,
  context: Context,
  what: string,
): AttributeValue | undefined {
  const value = foldExpression(expression, context, what);
  return value && nested(value.shape, value.data, 0);
}

function nested(
  shape: readonly number[],
  data: Float64Array,
  start: number,
): AttributeValue {
  const [length, ...inner] = shape;
  if (length === undefined) return data[start];
  const stride = inner.reduce((product, size) => product * size, 1);
  return Array.from({ length }, (_, index) =>
    nested(inner, data, start + index * stride),
  );
}
