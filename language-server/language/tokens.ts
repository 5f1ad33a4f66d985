/**
 * What the tokens of `.nn` are beyond the grammar's regular expressions: names in Unicode letters, literals of many
 * numbers, comments and strings that are not closed. What is seen only between tokens is in lexer.ts.
 */
import {
  type Grammar,
  DefaultTokenBuilder,
  type TokenBuilderOptions,
} from "langium";
import {
  type TokenType,
  type TokenVocabulary,
  Lexer as ChevrotainLexer,
} from "chevrotain";
import { findDenseLiteral } from "./dense-literal.js";

const word = /^\p{L}+$/u;
/** Tokens that are no text of their own, see lexer.ts. */
const foundBetween: ReadonlySet<string> = new Set([
  "BOUNDARY",
  "CALLED",
  "LABEL",
]);
const restOfString = /[^"\r\n]*/y;

export class NnTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(
    grammar: Grammar,
    options?: TokenBuilderOptions,
  ): TokenVocabulary {
    const tokens = super.buildTokens(grammar, options) as TokenType[];
    const named = (name: string) => tokens.find((token) => token.name === name);
    const name = named("NAME");
    for (const token of tokens) {
      // The default finds longer alternatives by regular expression, which a Unicode name cannot be for the lexer.
      if (name && word.test(token.name) && token.PATTERN === token.name)
        token.LONGER_ALT = name;
      if (foundBetween.has(token.name)) token.PATTERN = ChevrotainLexer.NA;
    }
    // Without the characters that it can begin with, one custom pattern makes the lexer try every token at every place.
    if (name) name.START_CHARS_HINT = nameStarts();
    this.matchBy(tokens, "STRING", '"', (text, offset) =>
      this.endOfString(text, offset),
    );
    this.matchBy(tokens, "BLOCK_COMMENT", "/", (text, offset) =>
      this.endOfComment(text, offset),
    );
    this.matchBy(tokens, "DENSE", "[", findDenseLiteral);
    return tokens;
  }

  /** Makes a token of what begins with the character and goes to the end that is found; it is tried before others. */
  private matchBy(
    tokens: TokenType[],
    name: string,
    first: string,
    findEnd: (text: string, offset: number) => number | undefined,
  ): void {
    const index = tokens.findIndex((token) => token.name === name);
    const [token] = index < 0 ? [] : tokens.splice(index, 1);
    if (!token) return;
    token.PATTERN = (text, offset) => {
      const end = findEnd(text, offset);
      return end === undefined ? null : [text.slice(offset, end)];
    };
    token.START_CHARS_HINT = [first];
    token.LINE_BREAKS = true;
    tokens.unshift(token);
  }

  private endOfComment(text: string, offset: number): number | undefined {
    if (!text.startsWith("/*", offset)) return undefined;
    const end = text.indexOf("*/", offset + 2);
    if (end >= 0) return end + 2;
    this.reportOpen(
      "This comment is not closed. Close it with */.",
      offset,
      offset + 2,
    );
    return text.length;
  }

  private endOfString(text: string, offset: number): number | undefined {
    restOfString.lastIndex = offset + 1;
    restOfString.exec(text);
    const end = restOfString.lastIndex;
    if (text[end] === '"') return end + 1;
    this.reportOpen(
      'This string is not closed: a string ends with " on the same line.',
      offset,
      end,
    );
    return end;
  }

  private reportOpen(message: string, offset: number, end: number): void {
    this.diagnostics.push({
      severity: "error",
      message,
      offset,
      length: end - offset,
      line: undefined,
      column: undefined,
    });
  }
}

/** ASCII letters and `_`, and one character of each group of 255 that the lexer sorts other characters into. */
function nameStarts(): (string | number)[] {
  const starts: (string | number)[] = [];
  for (let code = 65; code < 256; code++) {
    const character = String.fromCharCode(code);
    if (/[\p{L}_]/u.test(character)) starts.push(character);
  }
  for (let code = 256; code < 65536; code += 255) starts.push(code);
  return starts;
}
