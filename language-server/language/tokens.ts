/**
 * What the tokens of `.nn` are beyond the grammar's regular expressions: names in Unicode letters, literals of many
 * numbers, comments that are not closed, and, for files that do not parse, where statements begin.
 */
import {
  type Grammar,
  DefaultLexer,
  DefaultTokenBuilder,
  type LexerResult,
  type TokenBuilderOptions,
} from "langium";
import {
  type IToken,
  type TokenType,
  type TokenVocabulary,
  Lexer as ChevrotainLexer,
} from "chevrotain";
import { findDenseLiteral } from "./dense-literal.js";

const word = /^\p{L}+$/u;

/** Statements begin with these; `within`, `from` and the switches cannot, but are line starts all the same. */
export const reservedWords: ReadonlySet<string> = new Set(
  "import const fn dataset network input weight bias layer output loss expect train seed from within true false".split(
    " ",
  ),
);

export class NnTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(
    grammar: Grammar,
    options?: TokenBuilderOptions,
  ): TokenVocabulary {
    const tokens = super.buildTokens(grammar, options) as TokenType[];
    const named = (name: string) => tokens.find((token) => token.name === name);
    const name = named("NAME");
    const dense = named("DENSE");
    const comment = named("BLOCK_COMMENT");
    for (const token of tokens) {
      // The default finds longer alternatives by regular expression, which a Unicode name cannot be for the lexer.
      if (name && word.test(token.name) && token.PATTERN === token.name)
        token.LONGER_ALT = name;
      if (token.name === "BOUNDARY" || token.name === "CALLED")
        token.PATTERN = ChevrotainLexer.NA;
    }
    // Without the characters that it can begin with, one custom pattern makes the lexer try every token at every place.
    if (name) name.START_CHARS_HINT = nameStarts();
    if (dense) {
      dense.PATTERN = (text, offset) => {
        const end = findDenseLiteral(text, offset);
        return end === undefined ? null : [text.slice(offset, end)];
      };
      dense.START_CHARS_HINT = ["["];
      dense.LINE_BREAKS = true;
      tokens.splice(tokens.indexOf(dense), 1);
      tokens.unshift(dense);
    }
    if (comment) {
      comment.PATTERN = (text, offset) => this.blockComment(text, offset);
      comment.START_CHARS_HINT = ["/"];
      comment.LINE_BREAKS = true;
      tokens.splice(tokens.indexOf(comment), 1);
      tokens.unshift(comment);
    }
    return tokens;
  }

  private blockComment(text: string, offset: number): [string] | null {
    if (!text.startsWith("/*", offset)) return null;
    const end = text.indexOf("*/", offset + 2);
    if (end >= 0) return [text.slice(offset, end + 2)];
    const before = text.slice(0, offset);
    this.diagnostics.push({
      severity: "error",
      message: "This comment is not closed. Close it with */.",
      offset,
      length: 2,
      line: before.split("\n").length,
      column: offset - before.lastIndexOf("\n"),
    });
    return [text.slice(offset)];
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

export class NnLexer extends DefaultLexer {
  /** Whether the tokens are for a file that is known not to parse, and get a BOUNDARY before each statement. */
  markStatements = false;
  private deepestNesting = deepestNesting;

  /** Lets through only so many levels of brackets while `run` runs. */
  withNesting<Result>(levels: number, run: () => Result): Result {
    this.deepestNesting = levels;
    try {
      return run();
    } finally {
      this.deepestNesting = deepestNesting;
    }
  }

  override tokenize(text: string): LexerResult {
    const result = super.tokenize(text);
    const { tokens, tooDeep } = limitNesting(
      result.tokens,
      this.deepestNesting,
    );
    const boundary = this.definition["BOUNDARY"];
    const called = this.definition["CALLED"];
    if (called) markCalled(tokens, called);
    return {
      ...result,
      tokens:
        this.markStatements && boundary
          ? markStatements(tokens, boundary)
          : tokens,
      errors: tooDeep
        ? [...result.errors, nestingError(tooDeep, this.deepestNesting)]
        : result.errors,
    };
  }
}

/**
 * The parser and the passes over its tree are recursive. No program written by people comes near these limits; a
 * hostile one is stopped here, with a message, instead of by the stack's end.
 */
const deepestNesting = 200;
const longestChain = 2000;
const chaining = /^(?:[-−+*·×/@^.[²³ᵀ(]|\|>)$/;

/** The tokens without those that are nested deeper than the limit, and the first of these. */
function limitNesting(
  tokens: IToken[],
  deepest: number,
): {
  tokens: IToken[];
  tooDeep?: IToken;
} {
  let depth = 0;
  let chain = 0;
  let raised = 0;
  let tooDeep: IToken | undefined;
  const kept: IToken[] = [];
  for (const token of tokens) {
    const { image } = token;
    const before = kept.at(-1)?.image;
    if (image === "=" || image === "expect") chain = raised = 0;
    else if (chaining.test(image)) {
      chain++;
      if (image === "^" || before === "-" || before === "−") raised++;
    }
    const opens = image === "(" || image === "[";
    if (opens) depth++;
    if (depth > deepest || chain > longestChain || raised > deepest)
      tooDeep ??= token;
    else kept.push(token);
    if (image === ")" || image === "]") depth = Math.max(0, depth - 1);
  }
  return tooDeep ? { tokens: kept, tooDeep } : { tokens };
}

function nestingError(
  token: IToken,
  deepest: number,
): LexerResult["errors"][number] {
  return {
    message: `This expression is too long or nested too deeply: at most ${String(deepest)} levels and ${String(longestChain)} operators are understood. Give a part of it a name of its own.`,
    offset: token.startOffset,
    length: token.image.length,
    line: token.startLine ?? 1,
    column: token.startColumn ?? 1,
  };
}

/** Makes every name that a `(` follows a CALLED. */
function markCalled(tokens: readonly IToken[], called: TokenType): void {
  for (const [index, token] of tokens.entries()) {
    if (token.tokenType.name !== "NAME" || tokens[index + 1]?.image !== "(")
      continue;
    token.tokenType = called;
    token.tokenTypeIdx = called.tokenTypeIdx ?? 0;
  }
}

/**
 * The tokens with a BOUNDARY wherever a statement begins: at a line whose first token is a reserved word not followed
 * by `:`, or a name followed by `=`, outside brackets also a name followed by `:`. The boundary stands at the last
 * token before it, so that an error there belongs to the unfinished line.
 */
function markStatements(
  tokens: readonly IToken[],
  boundary: TokenType,
): IToken[] {
  const marked: IToken[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const next = tokens[index + 1]?.image;
    const isName = token.tokenType.name === "NAME";
    const begins = reservedWords.has(token.image)
      ? next !== ":"
      : isName && (next === "=" || (next === ":" && depth === 0));
    if (before && begins && (before.endLine ?? 0) < (token.startLine ?? 0)) {
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
