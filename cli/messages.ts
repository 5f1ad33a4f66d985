/** Problems as lines on standard error: `FILE:LINE:COLUMN: error: message [code]`. */
import { TextDocument } from "langium";
import type { SourceRange } from "../language-server/graph/graph.js";
import type { Problem, Severity } from "../language-server/graph/problem.js";
import type { Environment } from "./environment.js";
import type { SourceFile } from "./source-file.js";

/** What places are told of: a FILE, lowered or not. */
type MessageSource = Pick<SourceFile, "path" | "document"> & {
  readonly lowered: Pick<SourceFile["lowered"], "files" | "texts">;
};

/** Hints are for editors and for the JSON form; on a terminal they would drown the rest. */
const shown: ReadonlySet<Severity> = new Set([
  "error",
  "warning",
  "information",
]);

export function writeMessages(
  source: MessageSource,
  problems: readonly Problem[],
  environment: Environment,
): void {
  const lines = problems
    .filter(({ severity }) => shown.has(severity))
    .map((problem) => `${messageOf(source, problem, environment)}\n`);
  environment.writeError(lines.join(""));
}

function messageOf(
  source: MessageSource,
  problem: Problem,
  { pathOf }: Environment,
): string {
  const { line, column } = positionOf(source, problem.source);
  const { severity, code, message } = problem;
  const address = otherFileOf(source, problem.source);
  const file = address === undefined ? source.path : pathOf(address);
  const onOneLine = message.replace(/\s*\n\s*/g, " ");
  return `${file}:${line}:${column}: ${severity}: ${onOneLine} [${code}]`;
}

/** Line and column where a place begins, both from 1, the column in UTF-16 units. */
export function positionOf(
  { document, lowered }: Pick<MessageSource, "document" | "lowered">,
  { file, start }: SourceRange,
): { line: number; column: number } {
  const text =
    file === 0
      ? document
      : TextDocument.create("", "nn", 0, lowered.texts[file] ?? "");
  const { line, character } = text.positionAt(start);
  return { line: line + 1, column: character + 1 };
}

/** The address of the file that a place lies in, where it is not FILE itself but one that it names. */
export function otherFileOf(
  { lowered }: Pick<MessageSource, "lowered">,
  { file }: SourceRange,
): string | undefined {
  return file === 0 ? undefined : lowered.files[file];
}
