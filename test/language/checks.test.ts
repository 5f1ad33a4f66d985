// The form of `expect` statements (reference, section 8). How they are decided is tested in test/analysis.
import { describe, expect, it } from "vitest";
import {
  lowerStatements,
  messagesOf,
  networkOf,
  nn,
  problemsOf,
} from "./lower.js";

const checksOf = (statements: string) =>
  networkOf(lowerStatements(statements)).graph.checks;

describe("a check", () => {
  it("keeps its text without `expect`, and its relation", () => {
    const checks = checksOf(
      "x = 3\nexpect x   == 3\nexpect x ≈ 3.0\nexpect x ~= 3.0\nexpect x + 1 <= 5 - 1\nexpect x != 4",
    );
    expect(checks.map(({ text }) => text)).toEqual([
      "x == 3",
      "x ≈ 3.0",
      "x ~= 3.0",
      "x + 1 <= 5 - 1",
      "x != 4",
    ]);
    expect(checks.map(({ relation }) => relation)).toEqual([
      "==",
      "≈",
      "≈",
      "<=",
      "!=",
    ]);
  });

  it("has sums on both sides, pipes and comparisons in parentheses", () => {
    expect(
      problemsOf(
        lowerStatements(
          "x = -3\nexpect (x |> abs) + 1 == (1 |> exp |> log) + 3\nexpect (x < 0) == 1",
        ),
      ),
    ).toEqual([]);
    expect(problemsOf(lowerStatements("x = 3\nexpect x |> abs == 3"))).toEqual([
      "3:10 syntax",
    ]);
    expect(problemsOf(lowerStatements("x = 3\nexpect 1 < x < 4"))).toEqual([
      "3:14 syntax",
    ]);
  });

  it("compares equal shapes, or every element with a scalar", () => {
    const lowered = lowerStatements(nn`
      input x: [n, 2]
      expect x == 0
      expect x[0] == [1, 2]
      expect 0 == x
      expect x == [1, 2]
      expect x[0] == [1, 2, 3]`);
    expect(problemsOf(lowered)).toEqual([
      "5:1 shape-mismatch",
      "6:1 shape-mismatch",
      "7:1 shape-mismatch",
    ]);
    expect(messagesOf(lowered)[0]).toBe(
      "The two sides of a check have one shape, or the right side is a scalar: `0` has shape [], `x` has [n, 2].",
    );
  });

  it("sees what is above it", () => {
    expect(
      problemsOf(lowerStatements("expect y == 1\ny = 1\nexpect y == 1")),
    ).toEqual(["2:8 undefined-name"]);
  });
});

describe("≈ is as exact as its right side is written", () => {
  const precisions: [string, number[]][] = [
    ["0.622", [0.0005]],
    ["124", [0.5]],
    ["15500", [0.5]],
    ["0.50", [0.005]],
    ["1.5e-3", [0.00005]],
    ["1e3", [500]],
    ["1_000.0", [0.05]],
    ["-0.5", [0.05]],
    ["−.25", [0.005]],
    ["1e−2", [0.005]],
    ["[0.1, 0.25, 3]", [0.05, 0.005, 0.5]],
    ["[[0.1, -1e1], [2, 3]]", [0.05, 5, 0.5, 0.5]],
  ];
  it.each(precisions)("%s", (right, halfUnits) => {
    const left = right.startsWith("[[")
      ? "[[1, 2], [3, 4]]"
      : right.startsWith("[")
        ? "[1, 2, 3]"
        : "1";
    const [check] = checksOf(`expect ${left} ≈ ${right}`);
    expect(check?.halfUnits).toEqual(halfUnits);
  });

  it("also in a literal of many numbers", () => {
    const numbers = Array.from({ length: 100 }, (_, i) =>
      i % 2 === 0 ? "0.25" : "-3",
    );
    const [check] = checksOf(`expect zeros([100]) ≈ [${numbers.join(", ")}]`);
    expect(check?.halfUnits?.slice(0, 3)).toEqual([0.005, 0.5, 0.005]);
    expect(check?.halfUnits).toHaveLength(100);
  });

  it.each(["x", "1 + 1", "pi", "2 * 0.5", "[1, x]", "(1 < 2)", "2²", "exp(1)"])(
    "%s is no literal, so it needs `within`",
    (right) => {
      const left = right.startsWith("[") ? "v" : "x";
      const check = `input x = 1 v = [1, 1]\nexpect ${left} ≈ ${right}`;
      expect(problemsOf(lowerStatements(check))).toEqual([
        "3:12 invalid-check",
      ]);
      expect(problemsOf(lowerStatements(`${check} within 0.1`))).toEqual([]);
    },
  );
});

describe("within", () => {
  it("is a constant of at least 0, for == and ≈", () => {
    const lowered = lowerStatements(nn`
      input x = 1
      expect x == 1 within 0.1
      expect x ≈ x + 1 within 2 * 0.5
      expect x < 1 within 0.1
      expect x == 1 within -0.1
      expect x == 1 within x
      expect x == 1 within [1, 2]`);
    expect(problemsOf(lowered)).toEqual([
      "5:21 invalid-check",
      "6:22 invalid-check",
      "7:22 not-constant",
      "8:22 not-a-number",
    ]);
    expect(
      networkOf(lowered).graph.checks.map(({ tolerance }) => tolerance),
    ).toEqual([0.1, 1, undefined, undefined, undefined, undefined]);
  });
});

describe("a check with an error", () => {
  it("is still listed, so that it can be said not to be evaluated", () => {
    const checks = checksOf("x = 1\nexpect y == 1\nexpect x == 1");
    expect(checks.map(({ left }) => left !== undefined)).toEqual([false, true]);
  });
});
