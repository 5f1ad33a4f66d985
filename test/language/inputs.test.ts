// Inputs: a shape, a value, or both (reference, section 4).
import { describe, expect, it } from "vitest";
import {
  keysOf,
  lower,
  lowerStatements,
  messagesOf,
  networkOf,
  nn,
  problemsOf,
  shapesOf,
  valuesOf,
} from "./lower.js";

const isEvaluated = (statements: string): boolean =>
  networkOf(lowerStatements(statements)).graph.evaluable;

describe("an input", () => {
  it("has a shape or a value, not neither", () => {
    const lowered = lowerStatements(
      "input a: [2]\ninput b = [1, 2]\ninput c: [2] = [1, 2]\ninput d",
    );
    expect(problemsOf(lowered)).toEqual(["5:1 missing-shape"]);
    expect(shapesOf(lowered)).toEqual({ a: "[2]", b: "[2]", c: "[2]" });
  });

  it("without a value is checked, and its network not evaluated", () => {
    expect(isEvaluated("input x = 1\ny = x")).toBe(true);
    expect(isEvaluated("input x: []\ny = x")).toBe(false);
    expect(isEvaluated("input x: [2]\ny = x[5]")).toBe(false);
    expect(problemsOf(lowerStatements("input x: [2]\ny = x[5]"))).toEqual([
      "3:5 invalid-index",
    ]);
  });

  it("has the value's shape where it declares none", () => {
    const lowered = lower(nn`
      const m = [[1, 2], [3, 4]]
      fn twice(x) = 2 * x
      network N(k = 3) {
        input a = 2
        input b = m
        input c = twice(m[0]) + k
        input d = zeros([k, 2])
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toEqual({
      a: "[]",
      b: "[2, 2]",
      c: "[2]",
      d: "[3, 2]",
    });
    expect(valuesOf(lowered)["c"]).toEqual([5, 7]);
  });

  it("has a value of its declared shape", () => {
    const lowered = lowerStatements(nn`
      input a: [2, 2] = [1, 2, 3, 4]
      input b: [3] = [1, 2]
      input c: [2] = [[1, 2]]
      input d: [] = [1]
      input e: [2] = [1, 2]`);
    expect(problemsOf(lowered)).toEqual([
      "2:19 shape-mismatch",
      "3:16 shape-mismatch",
      "4:16 shape-mismatch",
      "5:15 shape-mismatch",
    ]);
    expect(messagesOf(lowered)[1]).toBe(
      "`b` is declared [3], the value has shape [2]: dimension 0 is 2, expected 3.",
    );
  });

  it("uses no other name of the network", () => {
    const lowered = lowerStatements(
      "input a = 1\ninput b = a\nweight w = 2\ninput c = w\ninput x: [n]\ninput d = n",
    );
    expect(problemsOf(lowered)).toEqual([
      "3:11 not-constant",
      "5:11 not-constant",
      "7:11 not-constant",
    ]);
  });

  it("is not cascaded upon where its value has an error", () => {
    const lowered = lowerStatements("input a: [2] = nowhere\ny = a + [1, 2]");
    expect(problemsOf(lowered)).toEqual(["2:16 undefined-name"]);
    expect(shapesOf(lowered)).toEqual({ a: "[2]", y: "[2]" });
  });
});

describe("random inputs", () => {
  it("are drawn where the shape is declared and bound", () => {
    const lowered = lowerStatements(nn`
      input x: [batch] = [1, 2, 3]
      input y: [batch, 2] = uniform(-1, 1)
      input z: [2] = normal(0, 1)`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(keysOf(lowered)).toEqual({ y: "y", z: "z" });
    expect(valuesOf(lowered)["y"]).toHaveLength(6);
  });

  it.each([
    ["without a shape", "input x = uniform(0, 1)", "2:11 missing-shape"],
    [
      "of a size that nothing gives",
      "input x: [n] = uniform(0, 1)",
      "2:16 missing-shape",
    ],
    [
      "of parameters' initialisers",
      "input x: [2] = he_normal()",
      "2:16 misplaced-initialiser",
    ],
    [
      "in an expression",
      "input x: [2] = 2 * uniform(0, 1)",
      "2:20 misplaced-initialiser",
    ],
  ])("are not drawn %s", (_what, statement, problem) => {
    expect(problemsOf(lowerStatements(statement))).toEqual([problem]);
  });
});
