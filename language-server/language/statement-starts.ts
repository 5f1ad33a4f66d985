/**
 * Where statements begin in a file that does not parse. Newlines mean nothing in one that does; in one that does not,
 * the beginnings of lines say which statement an error belongs to.
 */
import type { IToken, TokenType } from "chevrotain";

/** Statements begin with these; `within`, `from` and the switches cannot, but are line starts all the same. */
export const reservedWords: ReadonlySet<string> = new Set(
  "import const fn dataset network input weight bias layer output loss expect train seed from within true false".split(
    " ",
  ),
);

/**
 * Whether a statement begins at a token: the first one of a line, and a reserved word not followed by `:`, or a name
 * followed by `=`, outside brackets also a name followed by `:`.
 */
export function beginsStatement(
  tokens: readonly IToken[],
  index: number,
  isOutsideBrackets: boolean,
): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (!token || !before) return false;
  if ((before.endLine ?? 0) >= (token.startLine ?? 0)) return false;
  const next = tokens[index + 1]?.image;
  if (reservedWords.has(token.image)) return next !== ":";
  return (
    token.tokenType.name === "NAME" &&
    (next === "=" || (next === ":" && isOutsideBrackets))
  );
}

/**
 * The tokens with a BOUNDARY wherever a statement begins. The boundary stands at the last token before it, so that an
 * error there belongs to the unfinished line.
 */
export function markStatements(
  tokens: readonly IToken[],
  boundary: TokenType,
): IToken[] {
  const marked: IToken[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (before && beginsStatement(tokens, index, depth === 0)) {
      marked.push(boundaryAfter(before, boundary));
      depth = 0;
    }
    if (token.image === "(" || token.image === "[") depth++;
    if (token.image === ")" || token.image === "]")
      depth = Math.max(0, depth - 1);
    marked.push(token);
  }
  return marked;
}

function boundaryAfter(token: IToken, tokenType: TokenType): IToken {
  const offset = token.endOffset ?? token.startOffset;
  return {
    image: "",
    startOffset: offset,
    endOffset: offset,
    startLine: token.endLine ?? 1,
    endLine: token.endLine ?? 1,
    startColumn: token.endColumn ?? 1,
    endColumn: token.endColumn ?? 1,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
  };
}
