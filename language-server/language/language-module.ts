/** What the language room gives to Langium: tokens, parser, messages; and the lowering of documents. */
import {
  type DeepPartial,
  DefaultValueConverter,
  type CstNode,
  type GrammarAST,
  type LangiumCoreServices,
  type LangiumDocument,
  type Module,
  type ValueType,
} from "langium";
import type { File } from "../grammar/generated/ast.js";
import type { LoweredFile } from "../graph/lowered.js";
import { lowerFile } from "./file.js";
import { createNnParser } from "./parser.js";
import { NnSyntaxMessages } from "./syntax-messages.js";
import { syntaxProblems } from "./syntax-problems.js";
import { NnLexer, NnTokenBuilder } from "./tokens.js";

/** Lowered once for each parse result, with what did not parse among the problems. */
export class Lowering {
  private readonly lowered = new WeakMap<File, LoweredFile>();

  lower(document: LangiumDocument): LoweredFile {
    const { parseResult, textDocument, uri } = document;
    const file = parseResult.value as File;
    let result = this.lowered.get(file);
    if (!result) {
      const { problems, ...rest } = lowerFile(file, uri.toString());
      result = {
        ...rest,
        problems: [
          ...syntaxProblems(parseResult, textDocument.getText()),
          ...problems,
        ],
      };
      this.lowered.set(file, result);
    }
    return result;
  }
}

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
        return input.normalize("NFC");
      case "NUMBER":
      case "DENSE":
        return input;
      case "STRING":
        return input.slice(1, -1);
      default:
        return super.runConverter(rule, input, cstNode);
    }
  }
}

export interface NnLanguageServices {
  readonly language: { readonly Lowering: Lowering };
}

export const languageModule: Module<
  LangiumCoreServices & NnLanguageServices,
  DeepPartial<LangiumCoreServices> & NnLanguageServices
> = {
  parser: {
    TokenBuilder: () => new NnTokenBuilder(),
    Lexer: (services) => new NnLexer(services),
    ValueConverter: () => new NnValueConverter(),
    ParserErrorMessageProvider: () => new NnSyntaxMessages(),
    LangiumParser: (services) =>
      createNnParser(services, services.parser.Lexer as NnLexer),
  },
  language: { Lowering: () => new Lowering() },
};
