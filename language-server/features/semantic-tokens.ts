/** Semantic tokens: each name by what it means. The manifest says how themes colour the kinds. */
import {
  type Range,
  type SemanticTokens,
  type SemanticTokensDelta,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
} from "vscode-languageserver";
import { mentionsOf } from "../navigation/mentions.js";
import {
  colouredWord,
  definitionKinds,
  firstFrom,
  wordKinds,
  wordModifiers,
} from "../navigation/word-kinds.js";
import type { OpenProgram, Programs } from "./programs.js";

export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: [...wordKinds],
  tokenModifiers: [...wordModifiers],
};

/** What clients were told last of each document, so that after an edit they are told only what became different. */
export class ToldTokens {
  private readonly builders = new Map<string, SemanticTokensBuilder>();

  whole(program: OpenProgram, programs: Programs): SemanticTokens {
    const builder = new SemanticTokensBuilder();
    this.builders.set(program.uri, builder);
    addTokens(builder, program, programs);
    return builder.build();
  }

  /**
   * As changes of the answer that the client has; whole where that is not the last one.
   * @param previous the name of that answer
   */
  changes(
    program: OpenProgram,
    programs: Programs,
    previous: string,
  ): SemanticTokens | SemanticTokensDelta {
    const builder = this.builders.get(program.uri);
    if (!builder) return this.whole(program, programs);
    builder.previousResult(previous);
    addTokens(builder, program, programs);
    return builder.buildEdits();
  }

  closed(uri: string): void {
    this.builders.delete(uri);
  }
}

/** Of a part of the text. */
export function semanticTokens(
  program: OpenProgram,
  programs: Programs,
  range: Range,
): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  addTokens(builder, program, programs, range);
  return { data: builder.build().data };
}

function addTokens(
  builder: SemanticTokensBuilder,
  { uri, lowered, document }: OpenProgram,
  programs: Programs,
  range?: Range,
): void {
  const outline = programs.outline(uri);
  const definitions = outline ? definitionKinds(outline) : new Map();
  const { all } = mentionsOf(lowered);
  const start = range ? document.offsetAt(range.start) : 0;
  const end = range ? document.offsetAt(range.end) : Infinity;
  for (let index = firstFrom(all, start); index < all.length; index++) {
    const mention = all[index];
    if (!mention || mention.source.start >= end) break;
    const { source } = mention;
    const { line, character } = document.positionAt(source.start);
    const { kind, modifiers } = colouredWord(mention, definitions);
    builder.push(
      line,
      character,
      source.end - source.start,
      wordKinds.indexOf(kind),
      modifiers.reduce(
        (bits, modifier) => bits | (1 << wordModifiers.indexOf(modifier)),
        0,
      ),
    );
  }
}
