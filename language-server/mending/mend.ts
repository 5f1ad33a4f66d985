/** Quick fixes as data: how a mechanical mend of a problem changes the text. */
import type { TextChange } from "../formatting/edits.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";

export interface Mend {
  /** What it does, as an offer: `Add the word layer`. */
  readonly title: string;
  /** In order, apart from one another. */
  readonly changes: readonly TextChange[];
  /** Whether it is what was meant without any doubt, so that all of its kind may be done at once. */
  readonly isSafe?: boolean;
}

/** A problem, and the program that it is in. */
export interface Mending {
  readonly problem: Problem;
  /** Of the file. */
  readonly text: string;
  /** The text at the problem's place. */
  readonly found: string;
  readonly lowered: LoweredFile;
}

/** The mends of one kind of problem, the likeliest first. Those that do not work are sorted out later, by `try.ts`. */
export type MendRule = (mending: Mending) => Mend[];

/** Another text in the problem's place. */
export function replaceFound(
  { problem: { source } }: Mending,
  text: string,
): TextChange {
  return { start: source.start, end: source.end, text };
}

/** What a problem's data say under this key, where that is text. */
export function textData({ data }: Problem, key: string): string | undefined {
  const value = data?.[key];
  return typeof value === "string" ? value : undefined;
}
