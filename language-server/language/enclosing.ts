/** What an offset of a parsed file lies in: its token, the expressions around it, statement, network, file. */
import {
  type AstNode,
  type CstNode,
  isCompositeCstNode,
  type LangiumDocument,
} from "langium";
import type { SourceRange } from "../graph/graph.js";

/** From the inside out, each larger than the one before; the whole text is the last. */
export function enclosingRanges(
  { parseResult, textDocument }: LangiumDocument,
  offset: number,
): SourceRange[] {
  const ranges: SourceRange[] = [];
  const add = (start: number, end: number): void => {
    const last = ranges.at(-1);
    if (start > offset || end < offset) return;
    const isWider =
      !last ||
      (start <= last.start &&
        end >= last.end &&
        end - start > last.end - last.start);
    if (isWider && end > start) ranges.push({ file: 0, start, end });
  };
  const token = tokenAt(parseResult.value, offset);
  if (token) {
    add(token.offset, token.end);
    for (
      let node: AstNode | undefined = token.astNode;
      node;
      node = node.$container
    ) {
      const cst = node.$cstNode;
      if (!cst) continue;
      for (const { offset: start, end } of insideParentheses(cst))
        add(start, end);
      add(cst.offset, cst.end);
    }
  }
  add(0, textDocument.getText().length);
  return ranges;
}

/** An expression's node has its parentheses with it: what stands in them, from the inside out. */
function insideParentheses(cst: CstNode): CstNode[] {
  const inside: CstNode[] = [];
  for (let node: CstNode | undefined = cst; node;) {
    if (!isCompositeCstNode(node)) break;
    const [open, ...rest]: readonly CstNode[] = node.content;
    const inner: CstNode | undefined = rest[0];
    if (open?.text === "(" && rest.length === 2 && inner) inside.unshift(inner);
    // A rule that consists of another one has a node of its own.
    node = open?.text === "(" ? inner : rest.length === 0 ? open : undefined;
  }
  return inside;
}

/** The token at the offset, or the one that ends there. */
function tokenAt(root: AstNode, offset: number): CstNode | undefined {
  let node: CstNode | undefined = root.$cstNode;
  while (node && isCompositeCstNode(node)) {
    const parts: readonly CstNode[] = node.content;
    const after = firstAfter(parts, offset);
    const before = parts[after - 1];
    const beforeThat = parts[after - 2];
    // A token that begins here is meant, rather than a blank or an operator that ends here: `a|+b` is at `a`.
    node =
      before && offset <= before.end
        ? before.offset === offset &&
          beforeThat?.end === offset &&
          !isWord.test(before.text.charAt(0))
          ? beforeThat
          : before
        : undefined;
  }
  return node;
}

const isWord = /[\p{L}\p{M}\d_.]/u;

/** The index of the first part that begins behind the offset; parts stand in order. */
function firstAfter(parts: readonly CstNode[], offset: number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.offset ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
