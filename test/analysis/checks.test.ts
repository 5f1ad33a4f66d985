// Checks on values that are given here; whole programs with checks are in test/contract/checks/.
import { expect, test } from "vitest";
import { checkProblems } from "../../language-server/analysis/check-problems.js";
import {
  type CheckedValue,
  type CheckResult,
  evaluateChecks,
} from "../../language-server/analysis/checks.js";
import type { Check, Graph } from "../../language-server/graph/graph.js";

const source = { file: 0, start: 0, end: 1 };

const vector = (...data: number[]): CheckedValue => ({
  shape: [data.length],
  data: Float64Array.from(data),
});

const scalar = (value: number): CheckedValue => ({
  shape: [],
  data: Float64Array.of(value),
});

type Comparison = Pick<Check, "relation"> & Partial<Check>;

function checkOf(comparison: Comparison): Check {
  return { source, text: "a b", left: 0, right: 1, ...comparison };
}

function graphOf(check: Check): Graph {
  return {
    network: "N",
    files: ["n.nn"],
    nodes: [],
    groups: [],
    names: [],
    checks: [check],
    dimensions: [],
    seed: 0,
    evaluable: true,
  };
}

function evaluate(
  comparison: Comparison,
  left: CheckedValue,
  right: CheckedValue,
): CheckResult | undefined {
  const graph = graphOf(checkOf(comparison));
  return evaluateChecks(graph, (node) => (node === 0 ? left : right))[0];
}

function messagesOf(
  comparison: Comparison,
  left: CheckedValue,
  right: CheckedValue,
): string[] {
  const check = checkOf(comparison);
  const results = evaluateChecks(graphOf(check), (node) =>
    node === 0 ? left : right,
  );
  return checkProblems([check], results).map(
    ({ severity, code, message }) => `${severity} ${code}: ${message}`,
  );
}

test("a scalar on the right is compared with every element on the left", () => {
  const result = evaluate({ relation: "==" }, vector(2, 2, 3, 2, 5), scalar(2));
  expect(result).toMatchObject({
    status: "failed",
    failures: 2,
    failing: { element: 2, actual: 3, expected: 2 },
  });
});

test("what was found is a copy of the left side", () => {
  const left = vector(1, 2);
  const result = evaluate({ relation: "<" }, left, scalar(3));
  left.data.fill(0);
  expect(result?.actual).toEqual(vector(1, 2));
});

test("shapes that turn out not to fit are an error, and nothing is compared", () => {
  const result = evaluate({ relation: "==" }, vector(1, 2), vector(1, 2, 3));
  expect(result).toMatchObject({
    status: "not-evaluated",
    shapes: [[2], [3]],
  });
  expect(
    messagesOf({ relation: "==" }, vector(1, 2), vector(1, 2, 3)),
  ).toMatchObject([expect.stringContaining("[2] and [3]")]);
});

test("without a value a check is not evaluated", () => {
  const graph = graphOf(checkOf({ relation: "==" }));
  const [result] = evaluateChecks(graph, () => undefined);
  expect(result?.status).toBe("not-evaluated");
  expect(checkProblems(graph.checks, result ? [result] : [])).toEqual([]);
});

test("cut off in one element and rounded in another is truncated; wrong in one is failed", () => {
  const precise: Comparison = { relation: "≈", halfUnits: [0.005, 0.05] };
  const status = (...values: number[]): string | undefined =>
    evaluate(precise, vector(...values), vector(0.36, 1.3))?.status;
  expect(status(0.3679, 1.26)).toBe("truncated");
  expect(status(0.3641, 1.26)).toBe("passed");
  expect(status(0.3679, 1.4)).toBe("failed");
  expect(status(-0.3679, 1.26)).toBe("failed");
});

test("a failed check says both numbers, how far apart they are and what was allowed", () => {
  expect(
    messagesOf(
      { relation: "≈", halfUnits: [0.005] },
      scalar(-0.10488799),
      scalar(-0.09),
    ),
  ).toEqual([
    "error check-failed: Expected −0.09, the value is −0.1049 (they differ by 0.01489, allowed is 0.005).",
  ]);
});

test("numbers that look the same get the digits that tell them apart", () => {
  expect(
    messagesOf({ relation: "==" }, scalar(0.30000001), scalar(0.3)),
  ).toMatchObject([
    expect.stringMatching(/^error check-failed: Expected 0\.3, .*0\.30000001/),
  ]);
});

test("a tensor's failing element is named by its subscripts", () => {
  const left = { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) };
  expect(messagesOf({ relation: "<" }, left, scalar(5))).toEqual([
    "error check-failed: At [1, 1] (and 1 more): expected < 5, the value is 5.",
  ]);
});

test("a number that was cut off is a warning that shows the digits that follow", () => {
  expect(
    messagesOf(
      { relation: "≈", halfUnits: [0.005] },
      scalar(0.36787944),
      scalar(0.36),
    ),
  ).toEqual([
    "warning check-truncated: 0.36 was cut off, not rounded: the value is 0.3679.",
  ]);
});

test("≈ 0 that holds for another number gets a hint", () => {
  const roughly: Comparison = { relation: "≈", halfUnits: [0.5] };
  expect(messagesOf(roughly, scalar(0.3), scalar(0))).toMatchObject([
    expect.stringMatching(/^hint check-says-little: /),
  ]);
  expect(messagesOf(roughly, scalar(0), scalar(0))).toEqual([]);
});
