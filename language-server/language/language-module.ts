/** What the language room gives to Langium: tokens, parser, messages; and the lowering of documents. */
import {
  type DeepPartial,
  DefaultValueConverter,
  type CstNode,
  type GrammarAST,
  type LangiumCoreServices,
  type Module,
  type ValueType,
} from "langium";
import { DocumentReader } from "./document-reader.js";
import { Formatting } from "./formatting.js";
import { Lowering, type LoweringContext } from "./lowering.js";
import { createNnParser } from "./parser.js";
import { NnSyntaxMessages } from "./syntax-messages.js";
import { NnLexerMessages } from "./lexer-messages.js";
import { NnLexer } from "./lexer.js";
import { Syntax } from "./syntax.js";
import { NnTokenBuilder } from "./tokens.js";

/** Names are compared in Unicode's composed form, so that is how they come out of the parser. */
class NnValueConverter extends DefaultValueConverter {
  protected override runConverter(
    rule: GrammarAST.AbstractRule,
    input: string,
    cstNode: CstNode,
  ): ValueType {
    switch (rule.name) {
      case "NAME":
      case "CALLED":
      case "LABEL":
        return input.normalize("NFC");
      case "NUMBER":
      case "DENSE":
        return input;
      case "STRING":
        return input.replace(/^"|"$/g, "");
      case "Cell":
        // Text keeps its quotes: "5" is a class, 5 a number.
        return cstNode.text.startsWith('"') ? cstNode.text : input;
      default:
        return super.runConverter(rule, input, cstNode);
    }
  }
}

export type { DocumentReader, Formatting, Lowering, Syntax };

export interface NnLanguageServices {
  readonly language: {
    readonly DocumentReader: DocumentReader;
    readonly Formatting: Formatting;
    readonly Lowering: Lowering;
    readonly Syntax: Syntax;
  };
}

export const languageModule = (
  context: Omit<LoweringContext, "documentFactory">,
): Module<
  LangiumCoreServices & NnLanguageServices,
  DeepPartial<LangiumCoreServices> & NnLanguageServices
> => ({
  parser: {
    TokenBuilder: () => new NnTokenBuilder(),
    Lexer: (services) => new NnLexer(services),
    // Every choice of the grammar is made on one token, for which no parser needs to look further ahead.
    ParserConfig: () => ({ recoveryEnabled: true, maxLookahead: 1 }),
    ValueConverter: () => new NnValueConverter(),
    LexerErrorMessageProvider: () => new NnLexerMessages(),
    ParserErrorMessageProvider: () => new NnSyntaxMessages(),
    LangiumParser: (services) =>
      createNnParser(
        services,
        services.parser.Lexer as NnLexer,
        services.parser.ParserErrorMessageProvider as NnSyntaxMessages,
      ),
  },
  language: {
    DocumentReader: (services) =>
      new DocumentReader(
        services.parser.LangiumParser,
        () => services.shared.workspace.LangiumDocumentFactory,
      ),
    Formatting: (services) => new Formatting(services.parser.Lexer as NnLexer),
    Syntax: () => new Syntax(),
    Lowering: (services) =>
      new Lowering({
        ...context,
        documentFactory: () => services.shared.workspace.LangiumDocumentFactory,
      }),
  },
});
