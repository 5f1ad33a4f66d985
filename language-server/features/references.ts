/** References: every place of the workspace where a name means the same. */
import type { Location, Position } from "vscode-languageserver";
import {
  isDeclaration,
  keyOf,
  mentionAt,
  mentionsOfKey,
  sameInFile,
} from "../navigation/mentions.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram } from "./programs.js";
import type { WorkspacePrograms } from "./workspace-programs.js";

export async function references(
  program: OpenProgram,
  position: Position,
  includesDeclaration: boolean,
  workspace: WorkspacePrograms,
): Promise<Location[] | null> {
  const { lowered, document, uri } = program;
  const mention = mentionAt(lowered, document.offsetAt(position));
  if (!mention) return null;
  const { declaration } = mention;
  if (!declaration)
    return sameInFile(lowered, mention).map(({ source }) => ({
      uri,
      range: rangeOf(document, source),
    }));
  const key = keyOf(lowered, declaration);
  const programs = await workspace.importing(
    lowered.files[declaration.file] ?? uri,
  );
  return programs.flatMap((other) =>
    mentionsOfKey(other.lowered, key)
      .filter((use) => includesDeclaration || !isDeclaration(use))
      .map(({ source }) => ({
        uri: other.uri,
        range: rangeOf(other.document, source),
      })),
  );
}
