/** Arrays in a program: of numbers alone they are one constant, otherwise their elements are stacked. */
import type { Operand } from "../ops/composite.js";
import type { Constant as ConstantValue } from "../engine/constant.js";
import {
  type ArrayLiteral,
  type Expression,
  isArrayLiteral,
  isDenseLiteral,
  isNegation,
  isNumberLiteral,
} from "../grammar/generated/ast.js";
import {
  addConstant,
  applyOperation,
  type Context,
  report,
} from "./context.js";
import { parseNumber, readDenseLiteral } from "./dense-literal.js";
import { lowerExpression } from "./expressions.js";
import { excerptOf } from "./source.js";

/** A number literal with or without a sign. */
export function signedNumber(expression: Expression): number | undefined {
  let sign = 1;
  let inner: Expression | undefined = expression;
  while (isNegation(inner)) {
    sign = -sign;
    inner = inner.operand;
  }
  return isNumberLiteral(inner) ? sign * parseNumber(inner.text) : undefined;
}

/** The value of a literal made of nothing but numbers; `undefined` for any other expression, and for ragged rows. */
export function literalValue(
  expression: Expression,
): ConstantValue | undefined {
  if (isDenseLiteral(expression)) return readDenseLiteral(expression.text);
  if (isArrayLiteral(expression)) {
    const elements = expression.elements.map(literalValue);
    const shape = elements[0]?.shape;
    if (!shape) return undefined;
    const data: number[] = [];
    for (const element of elements) {
      if (element?.shape.join() !== shape.join()) return undefined;
      for (const number of element.data) data.push(number);
    }
    return {
      shape: [elements.length, ...shape],
      data: Float64Array.from(data),
    };
  }
  const number = signedNumber(expression);
  return number === undefined
    ? undefined
    : { shape: [], data: Float64Array.of(number) };
}

export function lowerArray(array: ArrayLiteral, context: Context): Operand {
  if (array.elements.length === 0) {
    return report(
      context,
      array,
      "empty-array",
      "An array has at least one element.",
    );
  }
  const literal = literalValue(array);
  if (literal) return addConstant(context, literal, array);
  const elements = array.elements.map((element) =>
    lowerExpression(element, context),
  );
  const shapes = elements.map((element) =>
    element === undefined ? undefined : context.builder.shapeOf(element),
  );
  const [first] = shapes;
  const ragged = shapes.findIndex(
    (shape) => shape && first && shape.length !== first.length,
  );
  const raggedElement = array.elements[ragged];
  if (raggedElement) {
    return report(
      context,
      raggedElement,
      "ragged-array",
      `The elements of an array have one shape: \`${excerptOf(raggedElement)}\` has ${countOfAxes(shapes[ragged])}, the first element ${countOfAxes(first)}.`,
    );
  }
  return applyOperation(context, "stack", elements, { axis: 0 }, array);
}

function countOfAxes(shape: { readonly length: number } | undefined): string {
  const count = shape?.length ?? 0;
  if (count === 0) return "no axis";
  return count === 1 ? "1 axis" : `${String(count)} axes`;
}
