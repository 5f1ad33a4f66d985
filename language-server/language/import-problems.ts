/** What is wrong with imports: not there, leading back to the file, wrong in themselves. */
import { formatCount } from "../files/limits.js";
import type { Problem } from "../graph/problem.js";
import { type Context, report, type SourceUnit } from "./context.js";
import type { OtherFiles, ProgramFilesByNumber } from "./imports.js";
import { sourceOfPath } from "./source.js";

/** Says what is wrong with the entry's imports: not there, leading back, wrong in themselves. */
export function checkImports(
  entry: SourceUnit,
  { units, parsed }: ProgramFilesByNumber,
  context: Context,
  files: OtherFiles,
): void {
  const isComplete = !units.some(isWaiting);
  const seen = new Set<SourceUnit>();
  for (const { statement, unit, failure } of entry.imports) {
    const place = sourceOfPath(statement, entry.file);
    const path = statement.path as string | undefined;
    if (path === undefined) continue;
    if (failure) {
      report(
        context,
        place,
        failure.code,
        `\`${path}\` cannot be imported: ${failure.reason}.`,
      );
      continue;
    }
    if (!unit) {
      report(context, place, "reading-file", `Reading \`${path}\`.`, {
        severity: "information",
      });
      continue;
    }
    const chain = wayBack(unit, entry);
    if (chain) {
      report(
        context,
        place,
        "recursive-definition",
        `This import leads back to this file: ${chain.map((each) => `\`${each}\``).join(" → ")}. Move what the files share into one of its own.`,
      );
      continue;
    }
    if (seen.has(unit)) {
      report(
        context,
        place,
        "duplicate-name",
        `\`${path}\` is imported already: this import can go.`,
        { severity: "warning" },
      );
      continue;
    }
    seen.add(unit);
    const file = parsed[unit.file];
    if (file && isComplete)
      noteErrors(path, place, unit, files.problemsOf(file), context);
  }
}

/** The files on the way from an imported one back to the entry, the entry first and last; absent where there is none. */
function wayBack(from: SourceUnit, entry: SourceUnit): string[] | undefined {
  const before = new Map<SourceUnit, SourceUnit>([[from, entry]]);
  for (const unit of before.keys()) {
    if (unit === entry) break;
    for (const { unit: next } of unit.imports)
      if (next && !before.has(next)) before.set(next, unit);
  }
  if (!before.has(entry)) return undefined;
  const chain = [nameOf(entry)];
  let unit: SourceUnit | undefined = before.get(entry);
  for (; unit && unit !== entry; unit = before.get(unit))
    chain.unshift(nameOf(unit));
  return [nameOf(entry), ...chain];
}

const nameOf = ({ uri }: SourceUnit): string =>
  decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));

function noteErrors(
  path: string,
  place: Problem["source"],
  { file }: SourceUnit,
  problems: readonly Problem[],
  context: Context,
): void {
  const errors = problems
    .filter(({ severity }) => severity === "error")
    .sort((a, b) => a.source.start - b.source.start);
  const [first] = errors;
  if (!first) return;
  report(
    context,
    place,
    "import-has-errors",
    `\`${path}\` has ${errors.length === 1 ? "an error" : `${formatCount(errors.length)} errors`}: ${first.message}`,
    {
      related: errors.slice(0, 5).map(({ message, source }) => ({
        message,
        source: { ...source, file },
      })),
    },
  );
}

/** Whether a file that it imports is still being read. */
const isWaiting = ({ imports }: SourceUnit): boolean =>
  imports.some(
    ({ unit, failure, hasSyntaxErrors }) =>
      !unit && !failure && !hasSyntaxErrors,
  );

/** What is said of the imported files in themselves, with the places that it is said at, for the numbers of this program. */
export function problemsOfImports(
  entry: SourceUnit,
  { units, parsed }: ProgramFilesByNumber,
  files: OtherFiles,
): Problem[] {
  // There is more to come, and then everything is looked at anyway.
  if (units.some(isWaiting)) return [];
  const problems: Problem[] = [];
  // What is imported last is looked at first, so that no file waits for another one.
  for (const unit of units.toReversed()) {
    const file = parsed[unit.file];
    if (!file || wayBack(unit, entry)) continue;
    for (const problem of files.problemsOf(file)) {
      if (problem.source.file !== 0) continue;
      problems.push({
        ...problem,
        source: { ...problem.source, file: unit.file },
      });
    }
  }
  return problems;
}
