/**
 * Indexing, members, transposition and powers behind a value: `h[0].weight.T`. A chain is read from its beginning: the
 * longest part that names a value or a parameter is that one, the rest applies.
 */
import type { NodeId } from "../graph/graph.js";
import type { Operand } from "../ops/composite.js";
import { formatShape } from "../graph/shape.js";
import {
  type Expression,
  type Postfix,
  type Reference,
  type Member,
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
import { lowerPartial } from "./derivatives.js";
import { lowerExpression } from "./expressions.js";
import { parseNumber } from "./dense-literal.js";
import { nearestName } from "./nearest-name.js";
import { excerptOf, sourceOf, textOf } from "./source.js";
import { lowerSubscripts } from "./subscripts.js";

/** The expression that a chain stands behind, and its links from the inside out. */
export function unchain(top: Expression): {
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
  // Whatever a function is given, it is no layer.
  const member = links.find((link) => isMember(link) && link.member !== "T");
  if (entity?.kind === "argument" && isMember(member))
    return reportMember(member, context, base);
  const named = longestName(base, links, context);
  const hasSeveral = entity?.kind === "value" && entity.outputs;
  if (!named && hasSeveral && isMember(member))
    return reportMember(member, context, base);
  return named
    ? applyLinks(named.node, links.slice(named.length), context)
    : applyLinks(lowerExpression(base, context), links, context, base);
}

/**
 * The longest beginning of a chain that names a parameter or an inner value; the name alone is not looked at. Without a
 * node where it has no place, which is reported.
 */
export function longestName(
  base: Reference,
  links: readonly Postfix[],
  context: Context,
): { node: Operand; length: number } | undefined {
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
    const node = report(
      context,
      last,
      "not-constant",
      `Expected a constant for ${context.constantsFor}, \`${found.name}\` is a value of the network.`,
    );
    return { node, length: found.length };
  }
  // The links behind a derivative span all of it, `∂L/∂h.weight`.
  const { file, start } = sourceOf(base, context.unit.file);
  noteOccurrence(context, {
    source: { file, start, end: sourceOf(last, file).end },
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
  return isNumberLiteral(index)
    ? `[${String(parseNumber(index.text))}]`
    : undefined;
}

/** What the links make of a node, one after the other; `base` is the name that the first one stands behind. */
export function applyLinks(
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
        : reportMember(link, context, base);
  }
}

function transpose(node: NodeId, link: Postfix, context: Context): Operand {
  const shape = context.builder.shapeOf(node);
  if (shape.length !== 2) {
    return report(
      context,
      link,
      "shape-mismatch",
      `Only a matrix has a transpose, \`${excerptOf(link.operand)}\` has shape ${formatShape(shape)}. Other ranks take transpose(x, axes).`,
    );
  }
  return applyOperation(context, "transpose", [node], { axes: [1, 0] }, link);
}

function reportMember(
  link: Member,
  context: Context,
  base: Reference | undefined,
): undefined {
  const member = link.member as string | undefined;
  // A name that is not written yet is a syntax error.
  if (member === undefined) return undefined;
  if (!base)
    return report(
      context,
      link,
      "undefined-member",
      `There is no member \`${member}\` here: members are parameters of layers, and \`.T\`.`,
    );
  const owned = membersOf(base.name, context);
  const offer = owned
    .slice(0, 6)
    .map((name) => `\`${name}\``)
    .join(", ");
  const nearest = nearestName(textOf(link).replace(/ /g, ""), owned);
  return report(
    context,
    link,
    "undefined-member",
    owned.length > 0
      ? `\`${base.name}\` has no parameter or output named \`${member}\`.${nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`} It has ${offer}${owned.length > 6 ? ", …" : ""}.`
      : `\`${base.name}\` owns no parameters, so it has no member \`${member}\`. Members are parameters of layers, and \`.T\`.`,
    nearest === undefined ? {} : { data: { nearest } },
  );
}

/** The names that continue a layer's. */
function membersOf(name: string, { paths }: Context): string[] {
  const members = [...(paths?.keys() ?? [])].filter(
    (path) => path.startsWith(`${name}.`) || path.startsWith(`${name}[`),
  );
  // `h[0].weight` is `h.weight` where there is one.
  return members.filter(
    (path) =>
      !path.startsWith(`${name}[0].`) ||
      !members.includes(path.replace(`${name}[0].`, `${name}.`)),
  );
}
