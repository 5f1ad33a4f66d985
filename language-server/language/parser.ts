/**
 * The parser: Langium's, run once over a file that parses. Over one that does not it stops at the first error, and is
 * run again, now recovering from errors and with the beginnings of statements marked, so that a slip costs one
 * statement and not the rest of the file.
 */
import {
  createLangiumParser,
  type LangiumCoreServices,
  type LangiumParser,
  type ParseResult,
} from "langium";
import { buildTreesFast } from "./cst-builder.js";
import type { NnLexer } from "./lexer.js";
import { type NnSyntaxMessages, TooManyErrors } from "./syntax-messages.js";

type Parse = LangiumParser["parse"];

export function createNnParser(
  services: LangiumCoreServices,
  lexer: NnLexer,
  messages: NnSyntaxMessages,
): LangiumParser {
  const create = (recovers: boolean): LangiumParser =>
    buildTreesFast(
      createLangiumParser(recovers ? services : withoutRecovery(services)),
      services.shared.AstReflection,
    );
  const parser = create(false);
  const strict = new ReplaceableParse(
    () => boundParse(create(false)),
    boundParse(parser),
  );
  const recovering = new ReplaceableParse(() => boundParse(create(true)));

  /** The file up to the last error that is listed; recovery slows down, and needs stack, with every error. */
  const parseRecovering: Parse = (input, options) => {
    messages.startFile();
    try {
      return recovering.parse(input, options) as never;
    } catch (error) {
      if (!(error instanceof TooManyErrors)) throw error;
      messages.startFile(Infinity);
      lexer.lastOffset = error.offset;
      return recovering.parse(input, options) as never;
    }
  };

  parser.parse = (input, options) => {
    try {
      messages.startFile();
      const result = strict.parse(input, options);
      if (result.parserErrors.length === 0) return result as never;
      lexer.markStatements = true;
      return parseRecovering(input, options) as never;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return tooDeep(strict.parse("", options)) as never;
    } finally {
      lexer.markStatements = false;
      lexer.lastOffset = Infinity;
    }
  };
  return parser;
}

/** A parser that is replaced when it throws, because what it was doing is left on its stacks. */
class ReplaceableParse {
  constructor(
    private readonly create: () => Parse,
    private current?: Parse,
  ) {}

  readonly parse: Parse = (input, options) => {
    this.current ??= this.create();
    try {
      return this.current(input, options) as never;
    } catch (error) {
      this.current = undefined;
      throw error;
    }
  };
}

const boundParse = (parser: LangiumParser): Parse =>
  parser.parse.bind<Parse>(parser);

const withoutRecovery = (services: LangiumCoreServices): LangiumCoreServices =>
  Object.create(services, {
    parser: {
      value: Object.create(services.parser, {
        ParserConfig: {
          value: { ...services.parser.ParserConfig, recoveryEnabled: false },
        },
      }) as unknown,
    },
  }) as LangiumCoreServices;

/**
 * An empty file with an error, for one that ran out of stack. The lexer's limits leave room on a stack of ordinary
 * size; this is for smaller ones.
 */
function tooDeep(empty: ParseResult): ParseResult {
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
