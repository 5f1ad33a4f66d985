/** The lexer: Langium's, and what is seen only in the row of all tokens. */
import type { IToken } from "chevrotain";
import { DefaultLexer, type LexerResult } from "langium";
import { limitNesting, nestingError } from "./nesting.js";
import { markStatements } from "./statement-starts.js";
import { markRoles } from "./token-roles.js";

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
    markRoles(tokens, this.definition);
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

/** What a name or a number goes on with. */
const continuation = /^[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{M}_0-9₀-₉.]/u;

/** Numbers that go on without a gap in what is no number: `1e`, `0x10`, `1.`, `1__0`. */
function malformedNumbers(tokens: readonly IToken[]): LexerResult["errors"] {
  const errors: LexerResult["errors"] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (
      before?.tokenType.name !== "NUMBER" ||
      before.startOffset + before.image.length !== token.startOffset ||
      !continuation.test(token.image)
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
