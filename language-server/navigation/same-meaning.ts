/** Whether a program means the same after some of its words were written anew: every name leads where it led before. */
import type { SourceRange } from "../graph/graph.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import { type Mention, mentionsOf } from "./mentions.js";
import type { NameEdit } from "./rename.js";

/** The edits of each file, by address, in the order of its text. */
export type EditsByFile = ReadonlyMap<string, readonly NameEdit[]>;

export type Difference =
  | { readonly kind: "problem"; readonly problem: Problem }
  /** A word of the new text that means something else than before. */
  | { readonly kind: "meaning"; readonly at: number };

export function findDifference(
  before: LoweredFile,
  after: LoweredFile,
  edits: EditsByFile,
): Difference | undefined {
  const moved = new Moved(before.files, edits);
  const knownErrors = new Set(
    errorsOf(before).map((problem) =>
      keyOf(problem, moved.place(problem.source)),
    ),
  );
  const problem = errorsOf(after).find(
    (found) => !knownErrors.has(keyOf(found, found.source)),
  );
  if (problem) return { kind: "problem", problem };
  const [old, now] = [mentionsOf(before).all, mentionsOf(after).all];
  for (let index = 0; index < Math.max(old.length, now.length); index++) {
    const [was, is] = [old[index], now[index]];
    if (!was || !is || !isSame(was, is, moved))
      return {
        kind: "meaning",
        at: is?.source.start ?? was?.source.start ?? 0,
      };
  }
  return undefined;
}

const errorsOf = ({ problems }: LoweredFile): Problem[] =>
  problems.filter(({ severity }) => severity === "error");

const keyOf = ({ code }: Problem, { start }: SourceRange): string =>
  `${code}:${String(start)}`;

function isSame(was: Mention, is: Mention, moved: Moved): boolean {
  if (was.occurrence.kind !== is.occurrence.kind) return false;
  if (moved.place(was.source).start !== is.source.start) return false;
  if (!was.declaration || !is.declaration)
    return was.declaration === is.declaration;
  const led = moved.place(was.declaration);
  return led.file === is.declaration.file && led.start === is.declaration.start;
}

/** Where places are after the edits. */
class Moved {
  private readonly shifts: readonly Shift[][];

  constructor(files: readonly string[], edits: EditsByFile) {
    this.shifts = files.map((file) => shiftsOf(edits.get(file) ?? []));
  }

  place({ file, start, end }: SourceRange): SourceRange {
    return {
      file,
      start: this.offset(file, start),
      end: this.offset(file, end),
    };
  }

  private offset(file: number, offset: number): number {
    const shifts = this.shifts[file] ?? [];
    let low = 0;
    let high = shifts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shifts[middle]?.from ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + (shifts[low - 1]?.by ?? 0);
  }
}

/** From an offset on everything is moved by so many characters. */
interface Shift {
  readonly from: number;
  readonly by: number;
}

function shiftsOf(edits: readonly NameEdit[]): Shift[] {
  let by = 0;
  return edits.map(({ start, end, text }) => {
    by += text.length - (end - start);
    return { from: end, by };
  });
}
