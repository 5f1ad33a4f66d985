/** Places of a program, its own and those in files that it imports, as the editor's locations. */
import { TextDocument } from "langium";
import type { Location } from "vscode-languageserver";
import type { SourceRange } from "../graph/graph.js";
import type { LoweredFile } from "../graph/lowered.js";
import { rangeOf } from "./positions.js";

/** How the client spells addresses. */
export type ClientUri = (address: string) => string;

const documents = new WeakMap<LoweredFile, Map<number, TextDocument>>();

export function locationOf(
  lowered: LoweredFile,
  source: SourceRange,
  clientUri: ClientUri,
): Location {
  const address = lowered.files[source.file] ?? "";
  return {
    uri: clientUri(address),
    range: rangeOf(documentOf(lowered, source.file), source),
  };
}

/** The text that a program's places are in, with its lines. */
function documentOf(lowered: LoweredFile, file: number): TextDocument {
  const known = documents.get(lowered) ?? new Map<number, TextDocument>();
  documents.set(lowered, known);
  let document = known.get(file);
  if (!document) {
    const text = lowered.texts[file] ?? "";
    document = TextDocument.create(lowered.files[file] ?? "", "nn", 0, text);
    known.set(file, document);
  }
  return document;
}
