/** Derivatives, `∂L/∂h.weight[0]²`: what is derived by what, and what applies to the result. */
import type { AstNode } from "langium";
import type { Operand } from "../ops/composite.js";
import { formatShape, shapesProvablyDiffer } from "../graph/shape.js";
import {
  type Expression,
  type Partial,
  type Postfix,
  type Reference,
  isIndexing,
  isMember,
  isPartial,
  isReference,
} from "../grammar/generated/ast.js";
import { type Actual, countPositional } from "./arguments.js";
import { applyOperation, type Context, report } from "./context.js";
import { lowerExpression, reportUndefined } from "./expressions.js";
import { applyLinks, longestName, unchain } from "./postfix.js";
import { excerptOf } from "./source.js";

/** `∂a/∂b` with what stands behind it; `links` continue the denominator's name as far as they name something. */
export function lowerPartial(
  partial: Partial,
  links: readonly Postfix[],
  context: Context,
): Operand {
  const denominator = partial.denominator as Reference | undefined;
  if (!denominator) return undefined;
  return lowerDerivative(
    partial,
    partial.numerator,
    denominator,
    links,
    context,
  );
}

/** `grad(a, b)`: the same two paths as `∂a/∂b`. */
export function lowerGradCall(
  call: AstNode,
  parts: readonly Actual[],
  context: Context,
): Operand {
  const [numerator, below] = parts.map(
    (part) => part.value as Expression | undefined,
  );
  const { base, links } = below
    ? unchain(below)
    : { base: undefined, links: [] };
  if (
    parts.length !== 2 ||
    countPositional(parts) !== 2 ||
    !isReference(base)
  ) {
    return report(
      context,
      call,
      "invalid-derivative",
      "grad takes two names, as in grad(L, w), each with any `.member` and `[index]` behind it.",
    );
  }
  return lowerDerivative(call, numerator, base, links, context);
}

function lowerDerivative(
  place: AstNode,
  numerator: Expression | undefined,
  denominator: Reference,
  links: readonly Postfix[],
  context: Context,
): Operand {
  if (context.inFunction || context.constantsFor) {
    return report(
      context,
      place,
      "invalid-derivative",
      context.inFunction
        ? "A derivative has no place in a function: it is of values of a network."
        : `Expected a constant for ${context.constantsFor ?? "this"}, found a derivative.`,
    );
  }
  const above = unchain(numerator ?? denominator);
  if (
    !isReference(above.base) ||
    above.links.some((link) => !isIndexing(link) && !isMember(link))
  ) {
    return report(
      context,
      numerator ?? place,
      "invalid-derivative",
      "The numerator of a derivative is a name, with any `.member` and `[index]` behind it. Give the expression a name above.",
    );
  }
  const of = lowerExpression(numerator, context);
  const by = lowerDenominator(denominator, links, context);
  if (of === undefined || !by) return undefined;
  const { builder } = context;
  if (shapesProvablyDiffer(builder.shapeOf(of), [])) {
    return report(
      context,
      numerator ?? place,
      "invalid-derivative",
      `The numerator of a derivative is a scalar, \`${excerptOf(numerator ?? denominator)}\` has shape ${formatShape(builder.shapeOf(of))}. Choose an element, or sum it.`,
    );
  }
  if (builder.isDerived(of)) {
    return report(
      context,
      numerator ?? place,
      "second-derivative",
      `\`${excerptOf(numerator ?? denominator)}\` is made with ∂ itself: second derivatives are not in the language.`,
    );
  }
  const derivative = applyOperation(
    context,
    "derivative",
    [of, by.node],
    {},
    // What `∂L/∂h` is, `∂L/∂h.weight` is with the denominator's links.
    isPartial(place) ? (links[by.length - 1] ?? place) : place,
  );
  return applyLinks(derivative, links.slice(by.length), context);
}

function lowerDenominator(
  denominator: Reference,
  links: readonly Postfix[],
  context: Context,
): { node: Operand; length: number } | undefined {
  const named = longestName(denominator, links, context);
  if (named) return named;
  const entity = context.scope.lookUp(denominator.name);
  if (!entity) return reportUndefined(denominator, context);
  if (entity.kind !== "value") {
    return report(
      context,
      denominator,
      "invalid-derivative",
      `\`${denominator.name}\` is a ${entity.kind}, not a value of the network: derivatives are by inputs, parameters and defined values.`,
    );
  }
  const node = lowerExpression(denominator, context);
  return node === undefined ? undefined : { node, length: 0 };
}
