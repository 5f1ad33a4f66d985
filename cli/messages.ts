/** Problems as lines on standard error: `FILE:LINE:COLUMN: error: message [code]`. */
import type { Problem, Severity } from "../language-server/graph/problem.js";
import type { Environment } from "./environment.js";
import type { SourceFile } from "./source-file.js";

/** Hints are for editors and for the JSON form; on a terminal they would drown the rest. */
const shown: ReadonlySet<Severity> = new Set([
  "error",
  "warning",
  "information",
]);

export function writeMessages(
  source: SourceFile,
  problems: readonly Problem[],
  environment: Environment,
): void {
  const lines = problems
    .filter(({ severity }) => shown.has(severity))
    .map((problem) => `${messageOf(source, problem)}\n`);
  environment.writeError(lines.join(""));
}

function messageOf(source: SourceFile, problem: Problem): string {
  const { line, column } = positionOf(source, problem.source);
  const { severity, code, message } = problem;
  const onOneLine = message.replace(/\s*\n\s*/g, " ");
  return `${fileOf(source, problem.source)}:${line}:${column}: ${severity}: ${onOneLine} [${code}]`;
}

/** Line and column where a place begins, both from 1, the column in UTF-16 units. */
export function positionOf(
  { document }: SourceFile,
  { file, start }: Problem["source"],
): { line: number; column: number } {
  if (file !== 0) return { line: 1, column: 1 };
  const { line, character } = document.positionAt(start);
  return { line: line + 1, column: character + 1 };
}

/** The file that a place lies in: FILE as given, or the address of a file that it names. */
export function fileOf(
  { path, lowered }: SourceFile,
  { file }: Problem["source"],
): string {
  return file === 0 ? path : (lowered.files[file] ?? path);
}
