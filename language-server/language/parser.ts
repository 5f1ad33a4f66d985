/**
 * The parser: Langium's, run once over a file that parses and once more, with the beginnings of statements marked,
 * over one that does not, so that a slip costs one statement and not the rest of the file.
 */
import {
  createLangiumParser,
  type LangiumCoreServices,
  type LangiumParser,
} from "langium";
import type { NnLexer } from "./tokens.js";

export function createNnParser(
  services: LangiumCoreServices,
  lexer: NnLexer,
): LangiumParser {
  const parser = createLangiumParser(services);
  const parseOnce = parser.parse.bind(parser) as LangiumParser["parse"];
  parser.parse = (input, options) => {
    const result = parseOnce(input, options);
    if (result.parserErrors.length === 0) return result as never;
    lexer.markStatements = true;
    try {
      return parseOnce(input, options) as never;
    } finally {
      lexer.markStatements = false;
    }
  };
  return parser;
}
