/**
 * Which statements and definitions do not parse to their end. The parser makes something of them all the same, `2` of
 * `2(x + 1)`, but that is not what the text says: names in them are looked up, values they have none.
 */
import type { IToken } from "chevrotain";
import type { AstNode, ParseResult } from "langium";
import type { File } from "../grammar/generated/ast.js";
import { isEndOfBlock } from "./syntax-problems.js";

/** Rules in which one thing stands behind the other: what is found between two of them is in neither. */
const lists: ReadonlySet<string> = new Set([
  "File",
  "FileElement",
  "Network",
  "Statement",
]);

/** The statements, and outside networks the definitions, that an error of the lexer or the parser is in. */
export function brokenParts(
  { value, lexerErrors, lexerReport, parserErrors }: ParseResult,
  text: string,
): ReadonlySet<AstNode> {
  const broken = new Set<AstNode>();
  const errors = [...lexerErrors, ...(lexerReport?.diagnostics ?? [])];
  if (errors.length === 0 && parserErrors.length === 0) return broken;
  const parts = new Parts(value as File, text);
  for (const { offset } of errors) parts.take(offset, "sameLine", broken);
  for (const error of parserErrors) {
    const { context, token } = error;
    const { previousToken } = error as { previousToken?: IToken };
    // Langium marks the names of its rules with a character of no width.
    const rule = context.ruleStack.at(-1)?.replace("\u200B", "");
    const isBetween = rule !== undefined && lists.has(rule);
    if (!isBetween) parts.take(startOf(previousToken ?? token), "any", broken);
    else if (!endsBlock(token)) parts.take(startOf(token), "sameLine", broken);
  }
  return broken;
}

/** The end of the file has no place. */
const startOf = ({ startOffset }: IToken): number =>
  startOffset >= 0 ? startOffset : Infinity;

/** Where a `}` is missing, what stands before it can be whole. */
const endsBlock = (token: IToken): boolean =>
  startOf(token) === Infinity || isEndOfBlock(token.image);

/** What can be broken, in the order of the text. */
class Parts {
  private readonly parts: readonly AstNode[];

  constructor(
    file: File,
    private readonly text: string,
  ) {
    this.parts = file.elements.flatMap((element): AstNode[] =>
      element.$type === "Network"
        ? [element, ...element.statements]
        : [element],
    );
  }

  /** Adds the part that an error at this offset is in, or behind on its last line. */
  take(offset: number, behind: "sameLine" | "any", broken: Set<AstNode>): void {
    const index = this.parts.findLastIndex(
      ({ $cstNode }) => $cstNode !== undefined && $cstNode.offset <= offset,
    );
    const part = this.parts[index];
    const cst = part?.$cstNode;
    if (!cst) return;
    if (behind === "any" || offset < cst.end || this.isOneLine(cst.end, offset))
      broken.add(part);
    // `a = 2 x` looks like the beginning of a definition of `x`.
    const before = this.parts[index - 1];
    const end = before?.$cstNode?.end;
    const follows = end !== undefined && this.isOneLine(end, cst.offset);
    if (before && follows && part.$type === "Definition") broken.add(before);
  }

  private isOneLine(from: number, to: number): boolean {
    return !/[\r\n]/.test(this.text.slice(from, to));
  }
}
