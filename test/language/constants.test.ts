// Constants and hyperparameters: what is known before anything runs (reference, sections 3 and 4).
import { describe, expect, it } from "vitest";
import { lower, nn, problemsOf, shapesOf, valuesOf } from "./lower.js";

describe("a constant", () => {
  it("is made of literals, other constants and functions of these", () => {
    const lowered = lower(nn`
      const a = 2
      const b = [[1, 2], [3, a]]
      const c = sum(b * b) + exp(0)
      const d = twice(c)
      fn twice(x) = 2 * x
      const e = b[1, 0] |> max(2)
      network N {
        input x: [a, e]
        y = [a, c, d, e]
        z = b
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toEqual({ x: "[2, 3]", y: "[4]", z: "[2, 2]" });
  });

  it("is evaluated as everything else", () => {
    const lowered = lower(nn`
      const c = tanh(0.5) + [1, 2] @ [3, 4]
      network N {
        same = c - (tanh(0.5) + [1, 2] @ [3, 4])
      }`);
    expect(valuesOf(lowered)).toEqual({ same: [0] });
  });

  it.each([
    [
      "a value of a network",
      "const c = x\nnetwork N { x = 1 }",
      "1:11 undefined-name",
    ],
    ["an initialiser", "const c = normal(0, 1)", "1:11 misplaced-initialiser"],
    ["a layer", "const c = dense([1, 2], 3)", "1:11 misplaced-layer"],
    ["a string", 'const c = "a"', "1:11 not-a-value"],
    ["a switch", "const c = true", "1:11 not-a-value"],
    ["a derivative", "const c = ∂a/∂b", "1:11 invalid-derivative"],
    [
      "shapes that do not fit",
      "const c = [1, 2] + [1, 2, 3]",
      "1:11 shape-mismatch",
    ],
    [
      "a tensor too large",
      "const c = zeros([1000000, 1000000])",
      "1:11 over-budget",
    ],
  ])("cannot be %s", (_what, text, problem) => {
    expect(problemsOf(lower(text))).toEqual([problem]);
  });

  it("may be defined by the next one, ten thousand times", () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, i) => `const c${String(i)} = c${String(i + 1)} + 1`,
    );
    const lowered = lower(
      `${lines.join("\n")}\nconst c10000 = 0\nnetwork N { y = c0 }`,
    );
    expect(problemsOf(lowered)).toEqual([]);
    expect(valuesOf(lowered)).toEqual({ y: [10_000] });
  });
});

describe("a hyperparameter", () => {
  it("is a constant with a default, which may use those before it", () => {
    const lowered = lower(nn`
      const size = 3
      network N(width = size * 2, heads = 2, each = width / heads) {
        input x: [width, each] = 1
        y = width + heads + each
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)["x"]).toBe("[6, 3]");
    expect(valuesOf(lowered)["y"]).toEqual([11]);
  });

  it("does not use what comes later, nor names of the network", () => {
    expect(
      problemsOf(lower("network N(a = b, b = 1, c = x) { x = 1 }")),
    ).toEqual(["1:15 undefined-name", "1:29 undefined-name"]);
  });
});

describe("where a constant is needed", () => {
  it.each([
    ["an index", "y = v[x]", "3:7"],
    ["an axis", "y = sum(v, axis: x)", "3:18"],
    ["a dimension", "y = reshape(v, [x, 2])", "3:17"],
    ["a number of a function", "y = leaky_relu(v, slope: x)", "3:26"],
    ["the value of an input", "input y = x", "3:11"],
    ["the value of a weight", "weight y = x + 1", "3:12"],
    ["a tolerance", "expect v == 1 within x", "3:22"],
  ])("%s is not a value of the network", (_what, statement, place) => {
    const lowered = lower(
      `network N {\n  input x = 1 v = [1, 2, 3, 4]\n${statement}\n}`,
    );
    expect(problemsOf(lowered)).toEqual([`${place} not-constant`]);
  });

  it("functions of constants will do, also inside a function", () => {
    const lowered = lower(nn`
      const axis = 1
      fn total(x, axis) = sum(x, axis: axis - 1)
      network N {
        v = [[1, 2], [3, 4]]
        y = total(v, 1)
        z = total(v, axis + 1)
        w = v[floor(1.5), sum([0, 0])]
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(valuesOf(lowered)).toMatchObject({ y: [4, 6], z: [3, 7], w: [3] });
  });
});
