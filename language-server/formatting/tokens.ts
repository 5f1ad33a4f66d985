/** What the formatter sees of a program: its tokens and comments, in order. Between them there is white space only. */

export type TokenKind =
  | "name"
  | "word"
  | "number"
  | "text"
  | "symbol"
  | "lineComment"
  | "blockComment";

export interface FormatToken {
  /** `word` is a reserved word, also where it names an argument or a member. */
  readonly kind: TokenKind;
  /** Of a line comment without the white space at its end. */
  readonly text: string;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export const isComment = ({ kind }: FormatToken): boolean =>
  kind === "lineComment" || kind === "blockComment";

const parts = /[[\],\-−]|[^\s\uFEFF[\],\-−]+(?:(?<=[eE])[-−][0-9]+)?/g;

/** The tokens of a literal of many numbers, which the lexer takes as one. */
export function numbersApart(literal: string, start: number): FormatToken[] {
  return [...literal.matchAll(parts)].map(({ 0: text, index }) => ({
    kind: /^[[\],\-−]$/.test(text) ? "symbol" : "number",
    text,
    start: start + index,
    end: start + index + text.length,
  }));
}
