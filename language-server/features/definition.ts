/** Go to definition: of names, across imports; of a file that is imported, its beginning. */
import type { Location, Position } from "vscode-languageserver";
import { mentionAt } from "../navigation/mentions.js";
import type { NamedFileLinks } from "./document-links.js";
import { type ClientUri, locationOf } from "./places.js";
import type { OpenProgram } from "./programs.js";

export interface DefinitionContext {
  readonly program: OpenProgram;
  readonly links: NamedFileLinks;
  readonly clientUri: ClientUri;
}

export async function definition(
  { program, links, clientUri }: DefinitionContext,
  position: Position,
): Promise<Location | null> {
  const { lowered, document, uri } = program;
  const offset = document.offsetAt(position);
  const mention = mentionAt(lowered, offset);
  if (mention) {
    // What a built-in layer owns comes with the layer.
    const place = mention.declaration ?? mention.occurrence.declaration;
    return place ? locationOf(lowered, place, clientUri) : null;
  }
  const target = await links.targetAt(uri, offset);
  if (target === undefined) return null;
  const start = { line: 0, character: 0 };
  return { uri: clientUri(target), range: { start, end: start } };
}
