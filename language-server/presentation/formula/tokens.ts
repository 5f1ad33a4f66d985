/** The tokens of a formula's text. */
import { subscriptClass, superscriptClass } from "./characters.js";

export type TokenKind =
  | "number"
  | "name"
  | "slot"
  | "superscript"
  | "subscript"
  | "string"
  | "symbol"
  /** Anything else: the text is not understood. */
  | "unknown";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
  readonly start: number;
}

const letter = String.raw`[\p{Lu}\p{Ll}\p{Lt}\p{Lo}_]`;
const within = String.raw`[\p{Lu}\p{Ll}\p{Lt}\p{Lo}_0-9₀-₉\p{M}]`;
const sub = `[${subscriptClass}]+`;
const member = String.raw`\.(?!T\b)${letter}${within}*`;

const grammar: readonly (readonly [TokenKind, string])[] = [
  ["string", String.raw`"[^"\r\n]*"`],
  ["slot", String.raw`\{\w+\}`],
  [
    "number",
    String.raw`(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+−]?\d+)?°?|[½∞…]`,
  ],
  // In “fan in” the words are one name; what follows a name in subscript belongs to it, and so do members. A name may
  // begin with a dot: a member of what is indexed (`h[0].weight`).
  [
    "name",
    String.raw`fan (?:in|out)\b|${letter}${within}*(?:${sub})?(?:’s)?(?:${member})*|(?:${member})+`,
  ],
  ["superscript", `[${superscriptClass}]+`],
  ["subscript", `${sub}(?:≤${sub})?`],
  [
    "symbol",
    String.raw`\|>|\.T\b|∗ᵀ|\+=|[=!<>~]=|[-+−·×*/@^=<>≤≥≠≈~∗⊗⊙(),:;|⌊⌋⌈⌉√ΣΠ∫∂ᵀ′[\]]`,
  ],
];

const pattern = new RegExp(
  grammar.map(([kind, source]) => `(?<${kind}>${source})`).join("|"),
  "uy",
);

/** `Σ` and `Π` are letters, but where they stand alone, or with an index, they are operators. */
const operatorNames = new RegExp(`^[ΣΠ](?=$|[${subscriptClass}])`, "u");

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const white = /\s*/y;
    white.lastIndex = at;
    const start = at + (white.exec(text)?.[0].length ?? 0);
    if (start >= text.length) break;
    const token = tokenAt(text, start, start > at);
    tokens.push(token);
    at = start + token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, start: number, spaced: boolean): Token {
  pattern.lastIndex = start;
  const groups = pattern.exec(text)?.groups ?? {};
  for (const [kind] of grammar) {
    const found = groups[kind];
    if (found === undefined) continue;
    const operator =
      kind === "name" ? operatorNames.exec(found)?.[0] : undefined;
    return operator === undefined
      ? { kind, text: found, spaced, start }
      : { kind: "symbol", text: operator, spaced, start };
  }
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  return { kind: "unknown", text: character, spaced, start };
}
