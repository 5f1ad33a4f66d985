/** The lexer: Langium's, and what is seen only in the row of all tokens. */
import type { IToken, TokenType } from "chevrotain";
import { DefaultLexer, type LexerResult } from "langium";
import { limitNesting, nestingError } from "./nesting.js";
import { markStatements } from "./statement-starts.js";

export class NnLexer extends DefaultLexer {
  /** Whether the tokens are for a file that is known not to parse, and get a BOUNDARY before each statement. */
  markStatements = false;
  /** Tokens from here on are left out. */
  lastOffset = Infinity;

  override tokenize(text: string): LexerResult {
    const result = super.tokenize(text);
    const read =
      this.lastOffset === Infinity
        ? result.tokens
        : result.tokens.filter(
            ({ startOffset }) => startOffset < this.lastOffset,
          );
    const { tokens, tooDeep } = limitNesting(read);
    const boundary = this.definition["BOUNDARY"];
    const called = this.definition["CALLED"];
    if (called) markCalled(tokens, called);
    return {
      ...result,
      tokens:
        this.markStatements && boundary
          ? markStatements(tokens, boundary)
          : [...tokens],
      errors: [
        ...result.errors,
        ...malformedNumbers(tokens),
        ...tooDeep.map(nestingError),
      ],
    };
  }
}

/** What stands before a name that is not called by the `(` behind it, or cannot be anything else. */
const beforeNames: ReadonlySet<string> = new Set(["fn", "network", "|>", "."]);

/** Makes every name in an expression that a `(` follows a CALLED. */
function markCalled(tokens: readonly IToken[], called: TokenType): void {
  for (const [index, token] of tokens.entries()) {
    if (token.tokenType.name !== "(") continue;
    const name = tokens[index - 1];
    if (
      name?.tokenType.name !== "NAME" ||
      beforeNames.has(tokens[index - 2]?.tokenType.name ?? "")
    )
      continue;
    name.tokenType = called;
    name.tokenTypeIdx = called.tokenTypeIdx ?? 0;
  }
}

const beginsName = /^[\p{L}\p{M}_0-9.]/u;

/** Numbers that go on without a gap in what is no number: `1e`, `0x10`, `1.`, `1__0`. */
function malformedNumbers(tokens: readonly IToken[]): LexerResult["errors"] {
  const errors: LexerResult["errors"] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (
      before?.tokenType.name !== "NUMBER" ||
      before.startOffset + before.image.length !== token.startOffset ||
      !beginsName.test(token.image)
    )
      continue;
    const found = `${before.image}${token.image}`;
    errors.push({
      message: `\`${found}\` is not a number. Numbers look like 2, 0.5, .5, 1e-3 or 1_000; to multiply, write \`*\`.`,
      offset: before.startOffset,
      length: found.length,
      line: before.startLine ?? 1,
      column: before.startColumn ?? 1,
    });
  }
  return errors;
}
