/**
 * The tree of an edited text, made of the tree from before the edit: what is parsed are the statements around the edit,
 * from the one before it to the one behind it; all others are taken over.
 *
 * It is the tree that parsing the whole text would give. Up to the first of these statements the tokens are the same.
 * The last of them stands behind the edit and is found again at its place, where the parser can only be between two
 * statements, as it was before; every choice is made on one token, so it reads what follows, which did not change, as
 * it did before. What the lexer makes of a token rests on what is around it up to the beginning of a line
 * (statement-starts.ts, nesting.ts), so what is parsed goes from line to line, or to a bracket of the network.
 */
import {
  type AstNode,
  AstUtils,
  type CompositeCstNode,
  CompositeCstNodeImpl,
  type CstNode,
  CstNodeBuilder,
  type Mutable,
  type ParseResult,
} from "langium";
import {
  type File,
  isNetwork,
  type Network,
} from "../grammar/generated/ast.js";
import { moveNodes } from "./movable-leaf.js";

/** A part of the old text in whose place there is a part of the new one. */
interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Statements of a network, and the text between what stands before and behind them. */
interface Part extends Change {
  readonly firstStatement: number;
  /** The one behind the last. */
  readonly endStatement: number;
  /** Where the last one stood, if it stands behind the edit. */
  readonly last: CstNode | undefined;
}

/** Whether nothing was wrong. */
export const isWhole = (result: ParseResult): boolean =>
  result.parserErrors.length === 0 &&
  result.lexerErrors.length === 0 &&
  (result.lexerReport?.diagnostics.length ?? 0) === 0;

/** Whether the parts of a tree are those of another one now. */
export const isUsedUp = ({ $cstNode: cst }: File): boolean => cst === undefined;

/**
 * Absent where it takes a whole parse: the edit is not inside one network, or leaves a text with errors.
 * @param before the tree of a text without errors, which is used up where another one comes back
 */
export function reparse(
  before: File,
  text: string,
  parse: (text: string) => ParseResult,
): File | undefined {
  const oldText = before.$cstNode?.root.fullText ?? "";
  const change = changeBetween(oldText, text);
  const network = before.elements.filter(isNetwork).find(isAround(change));
  const part = network && partAround(change, network, oldText);
  const parsed = part && parsePart(part, text, parse);
  return parsed && withPart(before, text, network, part, parsed);
}

function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (
    start < shorter &&
    before.charCodeAt(start) === after.charCodeAt(start)
  )
    start++;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (
    oldEnd > start &&
    newEnd > start &&
    before.charCodeAt(oldEnd - 1) === after.charCodeAt(newEnd - 1)
  ) {
    oldEnd--;
    newEnd--;
  }
  return { start, oldEnd, newEnd };
}

const isAround =
  ({ start, oldEnd }: Change) =>
  ({ $cstNode: cst }: AstNode): boolean =>
    cst !== undefined && cst.offset < start && oldEnd < cst.end;

function partAround(
  { start, oldEnd, newEnd }: Change,
  network: Network,
  oldText: string,
): Part | undefined {
  const { statements } = network;
  const { opening, closing } = bracketsOf(network);
  if (!opening || !closing) return undefined;
  if (start < opening.end || oldEnd > closing.offset) return undefined;
  const startOf = (index: number): number =>
    statements[index]?.$cstNode?.offset ?? closing.offset;
  const endOf = (index: number): number =>
    statements[index]?.$cstNode?.end ?? opening.end;
  const beginsLine = (index: number): boolean =>
    /[\r\n]/.test(oldText.slice(endOf(index - 1), startOf(index)));

  const isBefore = (index: number): boolean => endOf(index) < start;
  let first = Math.max(0, countWhile(statements, isBefore) - 1);
  while (first > 0 && !beginsLine(first)) first--;
  const isBehind = (index: number): boolean => startOf(index) > oldEnd;
  let end = countWhile(statements, (index) => !isBehind(index)) + 1;
  while (end < statements.length && !beginsLine(end)) end++;
  end = Math.min(end, statements.length);
  return {
    firstStatement: first,
    endStatement: end,
    start: endOf(first - 1),
    oldEnd: startOf(end),
    newEnd: startOf(end) + newEnd - oldEnd,
    last: isBehind(end - 1) ? statements[end - 1]?.$cstNode : undefined,
  };
}

/** Around the statements of a network that has some. */
function bracketsOf({ statements, $cstNode: cst }: Network): {
  readonly opening?: CstNode | undefined;
  readonly closing?: CstNode | undefined;
} {
  const parts = partsOf(cst);
  // Comments are hidden.
  const opening = parts
    .slice(0, Math.max(0, indexOf(parts, statements[0]?.$cstNode)))
    .findLast(({ hidden }) => !hidden);
  return { opening, closing: parts.at(-1) };
}

const partsOf = (cst: CstNode | undefined): readonly CstNode[] =>
  (cst as CompositeCstNode | undefined)?.content ?? [];

const indexOf = (
  parts: readonly CstNode[],
  node: CstNode | undefined,
): number => (node ? parts.indexOf(node) : -1);

/** How many items come before the first one that is not so. */
function countWhile(
  items: readonly unknown[],
  isSo: (index: number) => boolean,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const head = "network N {";

/** The part as a network of its own, with the places of the whole text. */
function parsePart(
  { start, oldEnd, newEnd, last }: Part,
  text: string,
  parse: (text: string) => ParseResult,
): Network | undefined {
  const result = parse(`${head}${text.slice(start, newEnd)}}`);
  const { elements, $cstNode: cst } = result.value as File;
  const [network] = elements;
  if (!isWhole(result) || elements.length !== 1) return undefined;
  if (!network || !isNetwork(network)) return undefined;
  moveNodes(partsOf(cst), start - head.length);
  if (!last) return network;
  const found = network.statements.at(-1)?.$cstNode;
  const moved = newEnd - oldEnd;
  const isFound =
    found?.offset === last.offset + moved && found.end === last.end + moved;
  return isFound ? network : undefined;
}

/** The file with the part's statements in the place of those before; what stands behind them is moved. */
function withPart(
  before: Mutable<File>,
  text: string,
  network: Network,
  { firstStatement, endStatement, oldEnd, newEnd }: Part,
  parsed: Network,
): File {
  const nodes = new CstNodeBuilder();
  const root = nodes.buildRootNode(text);
  const { statements, $cstNode: oldCst } = network;
  const cst = Object.assign(new CompositeCstNodeImpl(), {
    grammarSource: oldCst?.grammarSource,
  }) as CompositeCstNode;
  const edited: Network = {
    ...network,
    statements: [
      ...statements.slice(0, firstStatement),
      ...parsed.statements,
      ...statements.slice(endStatement),
    ],
    $cstNode: cst,
  };
  const file: File = {
    ...before,
    elements: before.elements.map((each) => (each === network ? edited : each)),
    $cstNode: root,
  };

  const parts = partsOf(oldCst);
  const { opening, closing } = bracketsOf(network);
  const indexOfStatement = (
    index: number,
    bracket: CstNode | undefined,
  ): number => indexOf(parts, statements[index]?.$cstNode ?? bracket);
  const behind = parts.slice(indexOfStatement(endStatement, closing));
  const elements = partsOf(before.$cstNode);
  moveNodes(
    [...behind, ...elements.slice(indexOf(elements, oldCst) + 1)],
    newEnd - oldEnd,
  );
  nodes.appendChildren(cst, [
    ...parts.slice(0, indexOfStatement(firstStatement - 1, opening) + 1),
    // Without `network N {` and `}`.
    ...partsOf(parsed.$cstNode).slice(3, -1),
    ...behind,
  ]);
  nodes.appendChildren(
    root,
    elements.map((each) => (each === oldCst ? cst : each)),
  );
  Object.assign(cst, { astNode: edited });
  Object.assign(root, { astNode: file });
  AstUtils.linkContentToContainer(edited);
  AstUtils.linkContentToContainer(file);
  delete before.$cstNode;
  return file;
}
