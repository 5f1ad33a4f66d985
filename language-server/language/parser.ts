/**
 * The parser: Langium's, run once over a file that parses and once more, with the beginnings of statements marked,
 * over one that does not, so that a slip costs one statement and not the rest of the file.
 */
import {
  type AstNode,
  createLangiumParser,
  type LangiumCoreServices,
  type LangiumParser,
  type ParserOptions,
  type ParseResult,
} from "langium";
import type { NnLexer } from "./lexer.js";

export function createNnParser(
  services: LangiumCoreServices,
  lexer: NnLexer,
): LangiumParser {
  const parser = createLangiumParser(services);
  let parseOnce = parser.parse.bind(parser);
  const parseGuarded = <T extends AstNode>(
    input: string,
    options?: ParserOptions,
  ): ParseResult<T> => {
    try {
      return parseOnce<T>(input, options);
    } catch (error) {
      // What it was doing is left on its stacks, so this parser is of no more use.
      const next = createLangiumParser(services);
      parseOnce = next.parse.bind(next);
      if (error instanceof RangeError) return tooDeep(parseOnce("", options));
      throw error;
    }
  };
  parser.parse = (input, options) => {
    const result = parseGuarded(input, options);
    if (result.parserErrors.length === 0) return result as never;
    lexer.markStatements = true;
    try {
      return parseGuarded(input, options) as never;
    } finally {
      lexer.markStatements = false;
    }
  };
  return parser;
}

/**
 * An empty file with an error, for one that ran out of stack. The lexer's limits leave room on a stack of ordinary
 * size; this is for smaller ones.
 */
function tooDeep<T extends AstNode>(empty: ParseResult<T>): ParseResult<T> {
  empty.lexerErrors.push({
    message:
      "An expression in this file is nested too deeply. Give a part of it a name of its own.",
    offset: 0,
    length: 1,
    line: 1,
    column: 1,
  });
  return empty;
}
