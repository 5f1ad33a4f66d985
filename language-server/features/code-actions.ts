/** Quick fixes: the mends of the problems at a place, and all safe ones of the file at once. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionContext,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { TextDocument } from "langium";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { TextChange } from "../formatting/edits.js";
import type { Problem } from "../graph/problem.js";
import type { Mend } from "../mending/mend.js";
import { mendsOf } from "../mending/mends.js";
import { isHarmless, working } from "../mending/try.js";
import { importMends } from "./import-mends.js";
import { rangeOf, touching } from "./positions.js";
import type { OpenProgram, Programs } from "./programs.js";
import type { WorkspacePrograms } from "./workspace-programs.js";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.nn`;

export interface CodeActionsContext {
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly workspace: WorkspacePrograms;
}

/** As many problems of the asked place are mended; nobody reads more. */
const mostProblems = 5;

export async function codeActions(
  program: OpenProgram,
  range: Range,
  { only, diagnostics }: CodeActionContext,
  context: CodeActionsContext,
): Promise<CodeAction[]> {
  const isAsked = (kind: string): boolean =>
    !only || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const actions: CodeAction[] = [];
  if (isAsked(CodeActionKind.QuickFix))
    actions.push(...(await quickFixes(program, range, diagnostics, context)));
  // Only where it is asked for: it looks at the whole file.
  if (only && isAsked(fixAllKind)) actions.push(...fixAll(program, context));
  return actions;
}

async function quickFixes(
  program: OpenProgram,
  range: Range,
  diagnostics: readonly Diagnostic[],
  context: CodeActionsContext,
): Promise<CodeAction[]> {
  const { document, lowered, uri } = program;
  const touches = touching(document, range);
  const problems = [
    ...lowered.problems,
    ...lowered.unused,
    ...context.evaluations.problemsOf(program),
  ]
    .filter(({ source }) => touches(source))
    .slice(0, mostProblems);
  const actions: CodeAction[] = [];
  for (const problem of problems) {
    const candidates = [
      ...mendsOf(problem, lowered),
      ...(await importMends(problem, program, context.workspace)),
    ];
    const trial = {
      lowered,
      lower: (text: string) => context.programs.lowered(uri, text),
    };
    const mends = working(problem, candidates, trial);
    const about = diagnosticOf(problem, program, diagnostics);
    actions.push(
      ...mends.map((mend) => ({
        title: mend.title,
        kind: CodeActionKind.QuickFix,
        isPreferred: mends.length === 1,
        edit: editOf(program, mend.changes),
        ...(about && { diagnostics: [about] }),
      })),
    );
  }
  return actions;
}

/** One action for every safe mend of the file; nothing where there is none. */
function fixAll(
  program: OpenProgram,
  { programs }: CodeActionsContext,
): CodeAction[] {
  const { lowered, uri } = program;
  const changes: TextChange[] = [];
  for (const problem of lowered.problems) {
    const [mend] = mendsOf(problem, lowered);
    if (mend?.isSafe) changes.push(...mend.changes);
  }
  const apart = inOrder(changes);
  if (apart.length === 0) return [];
  const all: Mend = { title: "Fix all that is mechanical", changes: apart };
  const trial = {
    lowered,
    lower: (text: string) => programs.lowered(uri, text),
  };
  if (!isHarmless(all, trial)) return [];
  return [{ title: all.title, kind: fixAllKind, edit: editOf(program, apart) }];
}

/** Sorted; of changes that overlap, or are said twice, the first. */
function inOrder(changes: readonly TextChange[]): TextChange[] {
  const apart: TextChange[] = [];
  for (const change of changes.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    const overlaps =
      last && (change.start < last.end || change.start === last.start);
    if (!overlaps) apart.push(change);
  }
  return apart;
}

function editOf(
  { uri, document }: OpenProgram,
  changes: readonly TextChange[],
): WorkspaceEdit {
  return {
    changes: { [uri]: changes.map((each) => textEdit(document, each)) },
  };
}

const textEdit = (
  document: TextDocument,
  { start, end, text }: TextChange,
): TextEdit => ({
  range: rangeOf(document, { file: 0, start, end }),
  newText: text,
});

/** The diagnostic that the client shows for a problem. */
function diagnosticOf(
  problem: Problem,
  { document }: OpenProgram,
  diagnostics: readonly Diagnostic[],
): Diagnostic | undefined {
  const { start } = rangeOf(document, problem.source);
  return diagnostics.find(
    ({ code, range }) =>
      code === problem.code &&
      range.start.line === start.line &&
      range.start.character === start.character,
  );
}
