/**
 * Rename: the new name wherever the old one stands, in every program of the workspace that imports the definition. What
 * comes of it is lowered before it is offered: a program that would have an error, or mean something else, is a refusal.
 */
import {
  LSPErrorCodes,
  type Position,
  type PrepareRenameResult,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { TextDocument } from "langium";
import { URI, Utils } from "vscode-uri";
import type { LoweredFile } from "../graph/lowered.js";
import { whyNoName } from "../navigation/new-name.js";
import {
  isRefusal,
  leftBehind,
  type NameEdit,
  nameEdits,
  renameTarget,
  takenBy,
  type RenameTarget,
} from "../navigation/rename.js";
import { findDifference } from "../navigation/same-meaning.js";
import { addressOf } from "./open-texts.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram } from "./programs.js";
import type {
  WorkspaceProgram,
  WorkspacePrograms,
} from "./workspace-programs.js";

export function prepareRename(
  { lowered, document }: OpenProgram,
  position: Position,
): PrepareRenameResult | null {
  const target = renameTarget(lowered, document.offsetAt(position));
  if (!target) return null;
  if (isRefusal(target)) refuse(target.refused);
  return {
    range: rangeOf(document, target.source),
    placeholder: target.name,
  };
}

export async function rename(
  { lowered, document, uri }: OpenProgram,
  position: Position,
  newName: string,
  workspace: WorkspacePrograms,
): Promise<WorkspaceEdit | null> {
  const target = renameTarget(lowered, document.offsetAt(position));
  if (!target) return null;
  if (isRefusal(target)) refuse(target.refused);
  if (newName === target.name) return {};
  const why = whyNoName(newName, target.kind);
  if (why !== undefined) refuse(why);
  const programs = await workspace.importing(
    lowered.files[target.declaration.file] ?? uri,
  );
  for (const program of programs) refuseWhereUnknown(program, target, newName);
  const edits = new Map(
    programs.map((program) => [
      addressOf(program.uri),
      nameEdits(program.lowered, target, newName),
    ]),
  );
  await refuseWhereDifferent(programs, edits, { target, newName, workspace });
  return { changes: changesOf(programs, edits) };
}

/** What can be said of one program's text alone. */
function refuseWhereUnknown(
  { uri, document, lowered }: WorkspaceProgram,
  target: RenameTarget,
  newName: string,
): void {
  const { key, name } = target;
  const isOwn = key.startsWith(`${lowered.files[0] ?? ""}#`);
  const taken = isOwn ? takenBy(lowered, target, newName) : undefined;
  if (taken)
    refuse(
      `\`${newName}\` is already defined in line ${lineOf(document, taken.start)}: names are defined once. Choose another name.`,
    );
  const left = leftBehind(lowered, target, isOwn);
  if (left !== undefined)
    refuse(
      `\`${name}\` also stands in line ${lineOf(document, left)} of ${nameOf(uri)}, and an error there hides what it means. Mend that first.`,
    );
}

interface Renaming {
  readonly target: RenameTarget;
  readonly newName: string;
  readonly workspace: WorkspacePrograms;
}

async function refuseWhereDifferent(
  programs: readonly WorkspaceProgram[],
  edits: ReadonlyMap<string, readonly NameEdit[]>,
  { target, newName, workspace }: Renaming,
): Promise<void> {
  const texts = new Map(
    programs.map(({ uri, document }) => {
      const address = addressOf(uri);
      return [address, withEdits(document, edits.get(address) ?? [])];
    }),
  );
  const renamed = await workspace.withTexts(programs, texts);
  for (const [index, { uri, lowered }] of programs.entries()) {
    const after = renamed[index];
    const difference = after && findDifference(lowered, after, edits);
    if (!difference) continue;
    const at =
      difference.kind === "problem"
        ? difference.problem.source.start
        : difference.at;
    const place = `line ${lineOf(newDocument(after), at)} of ${nameOf(uri)}`;
    refuse(
      difference.kind === "problem"
        ? `Renamed to \`${newName}\`, ${place} would have an error: ${difference.problem.message}`
        : `Renamed to \`${newName}\`, \`${target.name}\` or another name would mean something else in ${place}. Choose another name.`,
    );
  }
}

const newDocument = ({ files, texts }: LoweredFile): TextDocument =>
  TextDocument.create(files[0] ?? "", "nn", 0, texts[0] ?? "");

const withEdits = (
  document: TextDocument,
  edits: readonly NameEdit[],
): string => TextDocument.applyEdits(document, textEdits(document, edits));

const textEdits = (document: TextDocument, edits: readonly NameEdit[]) =>
  edits.map(({ start, end, text }) => ({
    range: rangeOf(document, { file: 0, start, end }),
    newText: text,
  }));

function changesOf(
  programs: readonly WorkspaceProgram[],
  edits: ReadonlyMap<string, readonly NameEdit[]>,
): NonNullable<WorkspaceEdit["changes"]> {
  return Object.fromEntries(
    programs.flatMap(({ uri, document }) => {
      const own = edits.get(addressOf(uri)) ?? [];
      return own.length === 0 ? [] : [[uri, textEdits(document, own)]];
    }),
  );
}

const lineOf = (document: TextDocument, offset: number): string =>
  String(document.positionAt(offset).line + 1);

const nameOf = (uri: string): string => Utils.basename(URI.parse(uri));

function refuse(message: string): never {
  throw new ResponseError(LSPErrorCodes.RequestFailed, message);
}
