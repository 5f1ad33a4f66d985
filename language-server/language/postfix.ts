/**
 * Indexing, members, transposition and powers behind a value, and derivatives: `h[0].weight.T`, `∂L/∂h.weight[0]²`. A
 * chain is read from its beginning: the longest part that names a value or a parameter is that one, the rest applies.
 */
import type { NodeId } from "../graph/graph.js";
import type { Operand } from "../ops/composite.js";
import { formatShape, shapesProvablyDiffer } from "../graph/shape.js";
import {
  type Argument,
  type Call,
  type Expression,
  type Partial,
  type Postfix,
  type Reference,
  isIndexing,
  isMember,
  isNumberLiteral,
  isPartial,
  isPostfix,
  isReference,
} from "../grammar/generated/ast.js";
import {
  addConstant,
  applyOperation,
  type Context,
  noteOccurrence,
  report,
} from "./context.js";
import { lowerColumns } from "./datasets.js";
import { lowerExpression, reportUndefined } from "./expressions.js";
import { sourceOf, excerptOf } from "./source.js";
import { lowerSubscripts } from "./subscripts.js";

/** The expression that a chain stands behind, and its links from the inside out. */
function unchain(top: Expression): {
  base: Expression | undefined;
  links: Postfix[];
} {
  const links: Postfix[] = [];
  let base: Expression | undefined = top;
  while (isPostfix(base)) {
    links.push(base);
    base = base.operand;
  }
  return { base, links: links.reverse() };
}

export function lowerPostfix(top: Postfix, context: Context): Operand {
  const { base, links } = unchain(top);
  if (!base) return undefined;
  if (isPartial(base)) return lowerPartial(base, links, context);
  if (!isReference(base))
    return applyLinks(lowerExpression(base, context), links, context);
  const entity = context.scope.lookUp(base.name);
  if (entity?.kind === "dataset") {
    const [first, ...rest] = links;
    return first
      ? applyLinks(lowerColumns(entity, base, first, context), rest, context)
      : undefined;
  }
  const named = longestName(base, links, context);
  return named
    ? applyLinks(named.node, links.slice(named.length), context)
    : applyLinks(lowerExpression(base, context), links, context, base);
}

/** The longest beginning of a chain that names a parameter or an inner value; the name alone is not looked at. */
function longestName(
  base: Reference,
  links: readonly Postfix[],
  context: Context,
): { node: NodeId; length: number } | undefined {
  const { paths } = context;
  if (!paths) return undefined;
  let spelled = base.name;
  let found: { node: NodeId; length: number; name: string } | undefined;
  for (const [index, link] of links.entries()) {
    const part = spelling(link);
    if (part === undefined) break;
    spelled += part;
    const node = paths.get(spelled);
    if (node !== undefined) found = { node, length: index + 1, name: spelled };
  }
  const last = found && links[found.length - 1];
  if (!found || !last) return undefined;
  if (context.constantsFor) {
    return report(
      context,
      last,
      "not-constant",
      `Expected a constant for ${context.constantsFor}, \`${found.name}\` is a value of the network.`,
    );
  }
  noteOccurrence(context, {
    source: sourceOf(last, context.unit.file),
    declaration:
      context.scope.lookUp(base.name)?.source ??
      sourceOf(base, context.unit.file),
    kind: "parameter",
    name: found.name,
    node: found.node,
  });
  return found;
}

/** How a link continues a name, where it can. */
function spelling(link: Postfix): string | undefined {
  if (isMember(link)) return `.${link.member}`;
  if (!isIndexing(link) || link.subscripts.length !== 1) return undefined;
  const [subscript] = link.subscripts;
  const index = subscript?.range ? undefined : subscript?.start;
  return isNumberLiteral(index) ? `[${index.text}]` : undefined;
}

function applyLinks(
  start: Operand,
  links: readonly Postfix[],
  context: Context,
  base?: Reference,
): Operand {
  let node = start;
  for (const [index, link] of links.entries()) {
    if (node === undefined) return undefined;
    node = applyLink(node, link, context, index === 0 ? base : undefined);
  }
  return node;
}

function applyLink(
  node: NodeId,
  link: Postfix,
  context: Context,
  base: Reference | undefined,
): Operand {
  switch (link.$type) {
    case "Indexing": {
      const subscripts = lowerSubscripts(link.subscripts, context);
      return (
        subscripts &&
        applyOperation(context, "index", [node], { subscripts }, link)
      );
    }
    case "Transposition":
      return transpose(node, link, context);
    case "Exponent": {
      const exponent = addConstant(context, link.sign === "²" ? 2 : 3, link);
      return applyOperation(context, "power", [node, exponent], {}, link);
    }
    case "Member":
      return link.member === "T"
        ? transpose(node, link, context)
        : reportMember(link.member, link, context, base);
  }
}

function transpose(node: NodeId, link: Postfix, context: Context): Operand {
  const shape = context.builder.shapeOf(node);
  if (shape.length !== 2) {
    return report(
      context,
      link,
      "shape-mismatch",
      `Only a matrix has a transpose: \`${excerptOf(link)}\` is of shape ${formatShape(shape)}. Use transpose(x, axes) for other ranks.`,
    );
  }
  return applyOperation(context, "transpose", [node], { axes: [1, 0] }, link);
}

function reportMember(
  member: string,
  link: Postfix,
  context: Context,
  base: Reference | undefined,
): undefined {
  const prefix = base
    ? new RegExp(`^${escapeForPattern(base.name)}[.[]`)
    : undefined;
  const owned = [...(context.paths?.keys() ?? [])].filter((name) =>
    prefix?.test(name),
  );
  const offer =
    owned.length > 0
      ? ` It has ${owned
          .slice(0, 6)
          .map((name) => `\`${name}\``)
          .join(", ")}.`
      : " Only layers have parameters.";
  return report(
    context,
    link,
    "undefined-member",
    base
      ? `\`${base.name}\` has no parameter named \`${member}\`.${offer}`
      : `There is no member \`${member}\` here: members are parameters of layers, and \`.T\`.`,
  );
}

const escapeForPattern = (text: string): string =>
  text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

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
  call: Expression,
  parts: readonly Argument[],
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
    parts.some(({ name }) => name) ||
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
  place: Partial | Expression | Call,
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
    place,
  );
  return applyLinks(derivative, links.slice(by.length), context);
}

function lowerDenominator(
  denominator: Reference,
  links: readonly Postfix[],
  context: Context,
): { node: NodeId; length: number } | undefined {
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
