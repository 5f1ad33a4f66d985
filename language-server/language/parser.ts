/**
 * The parser: Langium's, run once over a file that parses and once more, with the beginnings of statements marked,
 * over one that does not, so that a slip costs one statement and not the rest of the file.
 */
import {
  createLangiumParser,
  type LangiumCoreServices,
  LangiumParser,
} from "langium";
import type { NnLexer } from "./tokens.js";

/**
 * How many levels are read where the stack did not last for all that the lexer lets through. How far it lasts depends on
 * the machine and the caller; a level takes up to about 20 kB of it.
 */
const levelsWhereStackIsShort = 20;

export function createNnParser(
  services: LangiumCoreServices,
  lexer: NnLexer,
): LangiumParser {
  const parser = createLangiumParser(services);
  let parseOnce = parseWith(parser);

  const parse: LangiumParser["parse"] = (input, options) => {
    const result = parseOnce(input, options);
    if (result.parserErrors.length === 0) return result as never;
    lexer.markStatements = true;
    try {
      return parseOnce(input, options) as never;
    } finally {
      lexer.markStatements = false;
    }
  };

  parser.parse = (input, options) => {
    try {
      return parse(input, options) as never;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // The stack ended in the middle of a rule, so this parser's state is of no use any more.
      parseOnce = parseWith(createLangiumParser(services));
      return lexer.withNesting(levelsWhereStackIsShort, () =>
        parse(input, options),
      ) as never;
    }
  };
  return parser;
}

/** Langium's own method, whatever the instance has in its place. */
const parseWith =
  (parser: LangiumParser): LangiumParser["parse"] =>
  (input, options) =>
    LangiumParser.prototype.parse.call(parser, input, options) as never;
