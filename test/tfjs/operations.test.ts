// TensorFlow.js's own tests of the operations that it shares with the language, run on our engine. shares.txt has the share
// of each file; differences.ts says why what differs does.
import { beforeAll, expect, test } from "vitest";
import { differences } from "./differences.js";
import { type Outcome, runFile, testFiles } from "./suite.js";

const outcomes = new Map<string, readonly Outcome[]>();

beforeAll(async () => {
  for (const file of testFiles()) outcomes.set(file, await runFile(file));
});

test("whatever differs is explained", () => {
  const explained = new Set(explainedCases());
  const unexplained = [...outcomes].flatMap(([file, cases]) =>
    cases
      .filter(({ kind }) => kind === "failed")
      .filter(({ name }) => !explained.has(`${file}: ${name}`))
      .map(({ name, why }) => `${file}: ${name}: ${why ?? ""}`),
  );
  expect(unexplained).toEqual([]);
});

test("whatever is explained differs", () => {
  const failed = new Set(
    [...outcomes].flatMap(([file, cases]) =>
      cases
        .filter(({ kind }) => kind === "failed")
        .map(({ name }) => `${file}: ${name}`),
    ),
  );
  expect(explainedCases().filter((name) => !failed.has(name))).toEqual([]);
});

test("the share of every file is as it was", async () => {
  await expect(sharesOf(outcomes)).toMatchFileSnapshot("shares.txt");
});

const explainedCases = (): string[] =>
  differences.flatMap(({ cases }) =>
    Object.entries(cases).flatMap(([file, names]) =>
      names.map((name) => `${file}: ${name}`),
    ),
  );

/** A line for each file with cases about operations of ours: how many pass, of how many that apply, of how many. */
function sharesOf(byFile: ReadonlyMap<string, readonly Outcome[]>): string {
  const all = [...byFile.values()].flat();
  const onGradients = all.filter(({ name }) => /grad/i.test(name));
  return [
    "file                                passing  applicable    all",
    ...[...byFile]
      .map(([file, cases]) => ({ file, counts: countsOf(cases) }))
      .filter(({ counts }) => counts[1] !== 0)
      .map(({ file, counts }) => lineOf(file, counts)),
    "",
    lineOf("of gradients", countsOf(onGradients)),
    lineOf("in all", countsOf(all)),
    "",
  ].join("\n");
}

/** Passing, applicable, all. */
function countsOf(cases: readonly Outcome[]): readonly number[] {
  const count = (kind: Outcome["kind"]): number =>
    cases.filter((each) => each.kind === kind).length;
  const passing = count("passed");
  return [passing, passing + count("failed"), cases.length];
}

const lineOf = (name: string, counts: readonly number[]): string =>
  name.padEnd(34) +
  [9, 12, 7].map((width, i) => String(counts[i] ?? 0).padStart(width)).join("");
