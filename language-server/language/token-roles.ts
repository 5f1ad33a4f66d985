/**
 * Names whose role is seen from the token behind them: CALLED with a `(`, LABEL, which may be a reserved word, with the
 * `:` of an argument. One token then tells a call from a reference and an argument's name from its value, also where
 * the rest does not parse.
 */
import type { IToken, TokenType } from "chevrotain";
import { beginsStatement, reservedWords } from "./statement-starts.js";

/** What stands before a name that is not called by the `(` behind it, or cannot be anything else. */
const beforeNames: ReadonlySet<string> = new Set(["fn", "network", "|>", "."]);

/** Reserved words that stand inside expressions and statements. */
const insideStatements: ReadonlySet<string> = new Set(
  "true false within from".split(" "),
);

export function markRoles(
  tokens: readonly IToken[],
  { CALLED: called, LABEL: label }: Readonly<Record<string, TokenType>>,
): void {
  if (!called || !label) return;
  /** The brackets that are open. */
  const open: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (
      open.length > 0 &&
      beginsStatement(tokens, index, false) &&
      !insideStatements.has(token.image)
    )
      open.length = 0;
    switch (token.tokenType.name) {
      case "(":
        markCalled(tokens, index - 1, called);
        open.push("(");
        break;
      case "[":
        open.push("[");
        break;
      case ")":
      case "]":
        open.pop();
        break;
      case ":":
        if (open.at(-1) === "(") markLabel(tokens, index - 1, label);
    }
  }
}

function markCalled(
  tokens: readonly IToken[],
  index: number,
  called: TokenType,
): void {
  const name = tokens[index];
  const before = tokens[index - 1]?.tokenType.name ?? "";
  if (name?.tokenType.name === "NAME" && !beforeNames.has(before))
    become(name, called);
}

/** The first name of `out_proj.weight:`. */
function markLabel(
  tokens: readonly IToken[],
  last: number,
  label: TokenType,
): void {
  let first = last;
  while (tokens[first - 1]?.image === "." && isWord(tokens[first - 2]))
    first -= 2;
  const name = tokens[first];
  if (name && isWord(name)) become(name, label);
}

const isWord = (token: IToken | undefined): boolean =>
  token !== undefined &&
  (token.tokenType.name === "NAME" || reservedWords.has(token.image));

function become(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
}
