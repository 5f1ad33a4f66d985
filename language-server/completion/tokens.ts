/** The tokens of a program up to the cursor, read off the text, so that they are there whatever does not parse. */

export type TokenKind =
  "name" | "number" | "text" | "comment" | "mark" | "symbol";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Whether it is the first of its line. */
  readonly beginsLine: boolean;
}

/** Of one character, or the few of two; a mark is `\` with the name of a symbol. */
const pieces =
  /(?<comment>\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>"[^"\r\n]*"?)|(?<mark>\\[\^_]?[\p{L}\p{N}]*)|(?<name>[\p{L}_][\p{L}\p{M}_0-9₀-₉]*)|(?<number>(?:\d[\d_]*(?:\.(?!\p{L})[\d_]*)?|\.\d[\d_]*)(?:[eE][+\-−]?\d+)?)|(?<symbol>\|>|->|~=|[=!<>]=|[^\s])|(?<line>\n)/gu;

const kinds = ["name", "number", "text", "comment", "mark", "symbol"] as const;

/** What begins before an offset, from a token's beginning on, cut off there. */
export function tokensBefore(
  text: string,
  offset: number,
  from: number,
): Token[] {
  const tokens: Token[] = [];
  let beginsLine = true;
  for (const match of text.slice(from, offset).matchAll(pieces)) {
    const { groups, index } = match;
    const [piece] = match;
    if (groups?.["line"] !== undefined) {
      beginsLine = true;
      continue;
    }
    const kind = kinds.find((each) => groups?.[each] !== undefined) ?? "symbol";
    const start = from + index;
    const end = start + piece.length;
    tokens.push({ kind, text: piece, start, end, beginsLine });
    // A comment is passed over: what stands behind it is as good as the first of its line.
    if (kind !== "comment") beginsLine = false;
  }
  return tokens;
}

/** Whether the text may go on inside a token when the cursor stands right behind it. */
export function isOpen({ kind, text }: Token): boolean {
  if (kind === "comment")
    return text.startsWith("//") || text.length < 4 || !text.endsWith("*/");
  return kind === "text" && (text.length < 2 || !text.endsWith('"'));
}
