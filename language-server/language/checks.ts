/** `expect` statements: what is compared with what, and how exactly. The comparing is done by `analysis/checks.ts`. */
import type { Check, Relation } from "../graph/graph.js";
import { formatShape, shapesProvablyDiffer } from "../graph/shape.js";
import {
  type Expectation,
  type Expression,
  isArrayLiteral,
  isDenseLiteral,
  isNegation,
  isNumberLiteral,
} from "../grammar/generated/ast.js";
import type { Operand } from "../ops/composite.js";
import { foldScalar } from "./constants.js";
import { type Context, report } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { LayerStatement } from "./layer-statement.js";
import { literalValue } from "./literals.js";
import { excerptOf, sourceOf, textOf } from "./source.js";

export function lowerCheck(
  expectation: Expectation,
  outer: Context,
): Check | undefined {
  const { left, right, tolerance } = expectation as Partial<Expectation>;
  const relation =
    expectation.relation === "~="
      ? "≈"
      : (expectation.relation as Relation | undefined);
  if (!left || !right || !relation) return undefined;
  const context = {
    ...outer,
    statement: new LayerStatement(
      "expect",
      "",
      "check",
      sourceOf(expectation, outer.unit.file).start,
    ),
  };
  const leftNode = lowerExpression(left, context);
  const rightNode = lowerExpression(right, context);
  const within = lowerTolerance(relation, tolerance, context);
  const halfUnits =
    relation === "≈" && !tolerance ? lowerPrecision(right, context) : undefined;
  const isPrecise =
    relation !== "≈" || tolerance !== undefined || halfUnits !== undefined;
  const isWhole =
    !context.unit.broken.has(expectation) &&
    isPrecise &&
    (!tolerance || within !== undefined);
  const fits = sidesFit(leftNode, rightNode, expectation, context);
  return {
    source: sourceOf(expectation, context.unit.file),
    text: textOf(expectation).replace(/^expect\s*/, ""),
    relation,
    left: isWhole && fits ? leftNode : undefined,
    right: isWhole && fits ? rightNode : undefined,
    ...(within !== undefined && { tolerance: within }),
    ...(halfUnits && { halfUnits }),
  };
}

/** Whether the sides have one shape, or the right one is a scalar; reports where they provably have not. */
function sidesFit(
  left: Operand,
  right: Operand,
  expectation: Expectation,
  context: Context,
): boolean {
  if (left === undefined || right === undefined) return false;
  const leftShape = context.builder.shapeOf(left);
  const rightShape = context.builder.shapeOf(right);
  if (rightShape.length === 0 || !shapesProvablyDiffer(leftShape, rightShape))
    return true;
  report(
    context,
    expectation,
    "shape-mismatch",
    `The two sides of a check have one shape, or the right side is a scalar: \`${excerptOf(expectation.left)}\` has shape ${formatShape(leftShape)}, \`${excerptOf(expectation.right)}\` has ${formatShape(rightShape)}.`,
  );
  return false;
}

function lowerTolerance(
  relation: Relation,
  tolerance: Expression | undefined,
  context: Context,
): number | undefined {
  if (!tolerance) return undefined;
  if (relation !== "==" && relation !== "≈") {
    return report(
      context,
      tolerance,
      "invalid-check",
      `\`within\` goes with == or ≈, not with \`${relation}\`.`,
    );
  }
  const value = foldScalar(tolerance, context, "a tolerance");
  if (value === undefined) return undefined;
  return value >= 0
    ? value
    : report(
        context,
        tolerance,
        "invalid-check",
        `A tolerance is at least 0, found ${String(value)}.`,
      );
}

/** Half a unit of the last decimal written, for each number of a literal in order. */
function lowerPrecision(
  right: Expression,
  context: Context,
): readonly number[] | undefined {
  const spellings = literalValue(right) && numbersIn(right);
  if (spellings) return spellings.map(halfUnitOf);
  return report(
    context,
    right,
    "invalid-check",
    "The right side of ≈ is a number as written, or an array of them: its decimals say how exact it is. Compare a formula with ==, or say how exact with `within`.",
  );
}

function numbersIn(expression: Expression): string[] {
  if (isNumberLiteral(expression)) return [expression.text];
  if (isDenseLiteral(expression))
    return expression.text.match(/[0-9._]+(?:[eE][+\-−]?[0-9]+)?/g) ?? [];
  if (isNegation(expression)) return numbersIn(expression.operand);
  return isArrayLiteral(expression)
    ? expression.elements.flatMap(numbersIn)
    : [];
}

/** `0.622` → 0.0005, `124` → 0.5, `1.5e-3` → 0.00005, `1e3` → 500. */
export function halfUnitOf(spelling: string): number {
  const [digits = "", exponent = "0"] = spelling
    .replaceAll("_", "")
    .replaceAll("−", "-")
    .split(/[eE]/);
  const decimals = digits.split(".")[1]?.length ?? 0;
  return Number(`0.5e${String(Number(exponent) - decimals)}`);
}
