/**
 * Imports: the files that a program is made of, and the names that each of them sees. A file sees what the files have
 * that it imports, not what those import.
 */
import type { AstNode } from "langium";
import type { FileEntry } from "../files/file-entry.js";
import type { FileFailure } from "../files/file-system.js";
import { addressOf } from "../files/reading-rule.js";
import { formatCount } from "../files/limits.js";
import type { Problem } from "../graph/problem.js";
import { type File, type Import, isImport } from "../grammar/generated/ast.js";
import {
  type Collected,
  type Context,
  report,
  type SourceUnit,
} from "./context.js";
import { GraphBuilder } from "./graph-builder.js";
import { sourceOfPath } from "./source.js";
import { createUnit, declareNames } from "./unit.js";

/** A file that was parsed, whatever came of it. */
export interface ParsedFile {
  readonly uri: string;
  readonly ast: File;
  readonly text: string;
  readonly hasSyntaxErrors: boolean;
  /** What does not parse to its end. */
  readonly broken: ReadonlySet<AstNode>;
}

/** What lowering needs of files besides the program's own. */
export interface OtherFiles {
  readonly requests: Collected["requests"];
  /** Parsed once for each text. */
  readonly parse: (entry: FileEntry<string>, text: string) => ParsedFile;
  /** What is wrong in a file as a program of its own, read below the same root. */
  readonly problemsOf: (file: ParsedFile) => readonly Problem[];
}

/** An `import` statement and what it leads to. */
export interface ImportLink {
  readonly statement: Import;
  /** Absent where it cannot be had, or not yet. */
  readonly unit: SourceUnit | undefined;
  /** Why it cannot be had; absent also while it is being read. */
  readonly failure?: FileFailure;
  readonly hasSyntaxErrors: boolean;
}

/** The files of a program, by the numbers that places have. */
export interface ProgramFilesByNumber {
  readonly units: readonly SourceUnit[];
  /** The entry's own is not among them. */
  readonly parsed: readonly (ParsedFile | undefined)[];
}

const mostFiles = 200;

/** Finds every file that the program imports, directly or not, and gives each unit the names that it sees. */
export function linkImports(
  entry: SourceUnit,
  context: Context,
  files: OtherFiles,
): ProgramFilesByNumber {
  const units = [entry];
  const parsed: (ParsedFile | undefined)[] = [undefined];
  const byUri = new Map([[entry.uri, entry]]);
  const open = (uri: string, file: ParsedFile): SourceUnit => {
    const known = byUri.get(uri);
    if (known) return known;
    const unit = createUnit(file, units.length);
    declareSilently(unit, context);
    units.push(unit);
    parsed.push(file);
    byUri.set(uri, unit);
    return unit;
  };
  // The list grows while it is walked: what is imported imports in turn.
  for (const unit of units) {
    for (const statement of unit.ast.elements.filter(isImport)) {
      unit.imports.push(
        units.length > mostFiles
          ? failed(statement, {
              code: "file-too-large",
              reason: `the program already has ${formatCount(mostFiles)} files`,
            })
          : linkOf(statement, unit, files, open),
      );
    }
  }
  for (const unit of units) {
    const taken = new Set<SourceUnit>();
    for (const link of unit.imports) {
      if (link.unit && taken.has(link.unit)) continue;
      if (link.unit) taken.add(link.unit);
      takeNames(unit, link, unit === entry ? context : undefined);
    }
  }
  return { units, parsed };
}

const failed = (statement: Import, failure: FileFailure): ImportLink => ({
  statement,
  unit: undefined,
  failure,
  hasSyntaxErrors: false,
});

function linkOf(
  statement: Import,
  unit: SourceUnit,
  files: OtherFiles,
  open: (uri: string, file: ParsedFile) => SourceUnit,
): ImportLink {
  const path = statement.path as string | undefined;
  // A syntax error, which is said where it is.
  if (path === undefined)
    return { statement, unit: undefined, hasSyntaxErrors: true };
  const uri = addressOf(path, unit.uri);
  if (typeof uri !== "string") return failed(statement, uri);
  if (!/\.nn$/i.test(path))
    return failed(statement, {
      code: "invalid-path",
      reason: "only .nn files are imported",
    });
  const entry = files.requests.text(uri);
  const { state } = entry;
  if (state.kind === "failed") return failed(statement, state.failure);
  if (state.kind === "pending")
    return { statement, unit: undefined, hasSyntaxErrors: false };
  const file = files.parse(entry, state.content);
  return {
    statement,
    unit: open(uri, file),
    hasSyntaxErrors: file.hasSyntaxErrors,
  };
}

/** The names of a file that is imported; what is wrong with them is said in that file. */
function declareSilently(unit: SourceUnit, context: Context): void {
  const { requests, effort } = context.collected;
  declareNames(unit, {
    unit,
    collected: { problems: [], occurrences: [], requests, effort },
    builder: new GraphBuilder(),
    scope: unit.scope,
    active: [],
    seed: 0,
  });
}

/** Brings the imported file's own names into sight. Where one is taken the earlier one stays, and `context` is told. */
function takeNames(
  unit: SourceUnit,
  { statement, unit: from }: ImportLink,
  context: Context | undefined,
): void {
  if (!from || from === unit) return;
  const clash = (name: string, before: Clashing, imported: Clashing): void => {
    if (before.source === imported.source || !context) return;
    report(
      context,
      sourceOfPath(statement, unit.file),
      "duplicate-name",
      `\`${statement.path}\` defines \`${name}\`, ${before.unit === unit ? "and so does this file" : "and so does another import"}: names are unique in a file with its imports. Rename one of the two.`,
      {
        related: [
          { message: `\`${name}\` is defined here`, source: before.source },
          { message: `and here`, source: imported.source },
        ],
      },
    );
  };
  for (const [name, entity] of from.callables) {
    if (entity.unit !== from) continue;
    const before = unit.callables.get(name);
    if (before) clash(name, before, entity);
    else unit.callables.set(name, entity);
  }
  for (const [name, entity] of from.scope.ownEntities()) {
    if (entity.kind !== "constant" && entity.kind !== "dataset") continue;
    const before = unit.scope.ownEntity(name) ?? unit.imported.ownEntity(name);
    if (before && "unit" in before) clash(name, before, entity);
    else unit.imported.define(name, entity);
  }
}

interface Clashing {
  readonly source: Problem["source"];
  readonly unit: SourceUnit;
}
