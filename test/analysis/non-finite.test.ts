// Where NaN and infinity are found, and where they are meant.
import { expect, it } from "vitest";
import { evaluateGraph } from "../../language-server/analysis/evaluate-graph.js";
import { lower, networkOf, nn } from "../language/lower.js";

/** What is said of values that are not finite, by the text of its place. */
function saidOf(program: string): string[] {
  const evaluation = evaluateGraph(networkOf(lower(program)).graph, {
    memoryLimit: 1e8,
  });
  if (evaluation.kind !== "evaluated") throw new Error(evaluation.kind);
  return evaluation.problems
    .filter(({ code }) => code.endsWith("not-finite"))
    .map(
      ({ source, message }) =>
        `${program.slice(source.start, source.end)}: ${message}`,
    );
}

it("a literal `inf` is meant", () => {
  expect(saidOf("network N { input x = inf  output f = min(x, 2) }")).toEqual(
    [],
  );
});

it.each([
  ["output f = inf - inf", "inf - inf: ∞ − ∞ is NaN."],
  ["input x = 1 a = inf * x output f = 0 * a", "0 * a: 0 · ∞ is NaN."],
  ["input x = 0 output f = 1 / x", "1 / x: 1 / 0 is ∞."],
])("%s is found", (statements, beginning) => {
  const [said, ...more] = saidOf(`network N { ${statements} }`);
  expect(said?.startsWith(beginning)).toBe(true);
  expect(more).toEqual([]);
});

it.each(["output f = 2 * bad", "input x = bad output f = 2 * x"])(
  "a constant without a value is found where it is used: %s",
  (statements) => {
    const [said] = saidOf(nn`
      const bad = inf - inf
      network N { ${statements} }`);
    expect(said).toContain("bad: There is NaN in this constant");
  },
);
