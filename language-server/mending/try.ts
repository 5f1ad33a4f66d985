/** Tries mends out on the program: only those are offered that take the problem away and bring no new one. */
import { applyChanges } from "../formatting/edits.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import type { Mend } from "./mend.js";

/** As many are offered for one problem. */
const mostMends = 4;
/** No more time than this is spent on one problem, in milliseconds. */
const patience = 200;

export interface Trial {
  readonly lowered: LoweredFile;
  /** What a text would be in the place of the program's own. */
  readonly lower: (text: string) => LoweredFile;
}

/** The mends that work, the likeliest first. */
export function working(
  problem: Problem,
  mends: readonly Mend[],
  { lowered, lower }: Trial,
): Mend[] {
  const text = lowered.texts[0] ?? "";
  const before = counts(lowered);
  const isLowered = said(lowered).includes(problem);
  const end = performance.now() + patience;
  const found: Mend[] = [];
  for (const mend of mends) {
    if (found.length === mostMends || performance.now() > end) break;
    const after = counts(lower(applyChanges(text, mend.changes)));
    const same = key(problem);
    // What only an evaluation finds cannot be looked for here.
    const isGone = !isLowered || after.of(same) < before.of(same);
    if (isGone && after.errors <= before.errors) found.push(mend);
  }
  return found;
}

/** Whether it brings no new error. */
export function isHarmless(
  { changes }: Mend,
  { lowered, lower }: Trial,
): boolean {
  const after = lower(applyChanges(lowered.texts[0] ?? "", changes));
  return counts(after).errors <= counts(lowered).errors;
}

const key = ({ code, severity }: Problem): string => `${severity} ${code}`;

interface Counts {
  readonly errors: number;
  of(key: string): number;
}

/** All that is said of a text before it is evaluated. */
const said = ({ problems, unused }: LoweredFile): readonly Problem[] => [
  ...problems,
  ...unused,
];

function counts(lowered: LoweredFile): Counts {
  const problems = said(lowered);
  const byKey = new Map<string, number>();
  for (const problem of problems) {
    const at = key(problem);
    byKey.set(at, (byKey.get(at) ?? 0) + 1);
  }
  return {
    errors: problems.filter(({ severity }) => severity === "error").length,
    of: (at) => byKey.get(at) ?? 0,
  };
}
