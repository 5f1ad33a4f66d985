/** Semantic tokens: each name by what it means. The manifest says how themes colour the kinds. */
import {
  type Range,
  type SemanticTokens,
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

/** Of a part of the text, or of all of it. */
export function semanticTokens(
  { uri, lowered, document }: OpenProgram,
  programs: Programs,
  range?: Range,
): SemanticTokens {
  const builder = new SemanticTokensBuilder();
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
  return builder.build();
}
