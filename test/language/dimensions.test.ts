// Dimensions of shapes: numbers, constants, symbolic names, and arithmetic on these (reference, section 2).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatDimension,
  sameDimension,
} from "../../language-server/graph/dimension.js";
import { symbolic, written, spelled } from "../graph/dimensions.js";
import {
  dimensionsOf,
  lower,
  lowerStatements,
  messagesOf,
  networkOf,
  nn,
  problemsOf,
  shapesOf,
  valuesOf,
} from "./lower.js";

describe("a dimension is", () => {
  const declared = "input x: [a, b]\nweight w: ";
  it.each([
    ["a whole number", "[3]", "[3]"],
    ["a symbolic name", "[a]", "[a]"],
    ["a sum or difference", "[a + b - 1]", "[a + b - 1]"],
    ["a multiple", "[a * 64]", "[64 * a]"],
    ["a quotient that divides", "[a * 6 / 2]", "[3 * a]"],
    ["a quotient that may divide", "[(a - 1) / 2]", "[(a - 1) / 2]"],
    ["a quotient rounded down", "[floor(a / 2)]", "[floor(a / 2)]"],
    ["a power", "[a ^ 2, 2 ^ 3]", "[a * a, 8]"],
    ["simplified", "[(a + 2 * 1 - 3) / 1 + 1]", "[a]"],
    ["a number that is written with parts", "[1_000]", "[1000]"],
    ["in mathematical spelling", "[a × 2 − 1]", "[2 * a - 1]"],
  ])("%s: %s", (_what, shape, expected) => {
    const lowered = lowerStatements(`${declared}${shape}`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)["w"]).toBe(expected);
  });

  it.each([
    ["[0]", "invalid-dimension"],
    ["[-1]", "invalid-dimension"],
    ["[1 - 2]", "invalid-dimension"],
    ["[1.5]", "not-whole"],
    ["[7 / 2]", "inexact-dimension"],
    ["[a / 0]", "inexact-dimension"],
    ["[floor(a / 0)]", "inexact-dimension"],
    ["[3 * a / (2 * a)]", "inexact-dimension"],
    ["[2 ^ 0.5]", "not-whole"],
    ["[a ^ b]", "invalid-dimension"],
    ["[inf]", "not-whole"],
    ["[pi]", "not-whole"],
    ["[1e300]", "invalid-dimension"],
    ["[a * 1e15 * 1e15]", "invalid-dimension"],
    ["[[2]]", "not-a-number"],
    ["[true]", "not-a-value"],
    ['["a"]', "not-a-value"],
    ["[c]", "undefined-name"],
    ["[a < 2]", "not-constant"],
  ])("not %s: %s", (shape, code) => {
    const lowered = lowerStatements(`${declared}${shape}`);
    const [problem, ...more] = problemsOf(lowered);
    expect(problem).toMatch(new RegExp(`^3:\\d+ ${code}$`));
    expect(more).toEqual([]);
  });

  it("spelled so that a program can write it", () => {
    fc.assert(
      fc.property(written, (tree) => {
        const dimension = symbolic(tree);
        fc.pre(typeof dimension === "object");
        const names = "input n: [batch, seq, width]\nweight w: ";
        for (const spelling of [spelled(tree), formatDimension(dimension)]) {
          const lowered = lowerStatements(`${names}[${spelling}]`);
          const [found] = networkOf(lowered).shapes.get("w") ?? [];
          expect(found !== undefined && sameDimension(found, dimension)).toBe(
            true,
          );
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe("a name in a shape", () => {
  it("is the constant or hyperparameter of that name, if there is one", () => {
    const lowered = lower(nn`
      const width = 3
      network N(heads = 2) {
        input x: [width, heads, batch]
      }`);
    expect(shapesOf(lowered)).toEqual({ x: "[3, 2, batch]" });
    expect(dimensionsOf(lowered)).toEqual({ batch: undefined });
  });

  it("otherwise introduces a dimension, alone in an input's shape", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      weight w: [4, unknown]
      input z: [more + 1, 4]
      input y: [batch, other]
      y2: [new, 4] = x`);
    expect(problemsOf(lowered)).toEqual([
      "3:15 undefined-name",
      "4:11 undefined-name",
      "6:6 undefined-name",
    ]);
    expect(dimensionsOf(lowered)).toEqual({
      batch: undefined,
      other: undefined,
    });
  });

  it("is not a value of the network", () => {
    expect(
      problemsOf(lowerStatements("n = 3\ninput x: [n]\nweight w: [n]")),
    ).toEqual(["3:11 not-constant", "4:12 not-constant"]);
  });

  it("is a scalar once it is bound", () => {
    const lowered = lowerStatements(
      "input x: [batch, 2] = [[1, 2], [3, 4], [5, 6]]\ny = sum(x) / batch",
    );
    expect(shapesOf(lowered)["y"]).toBe("[]");
    expect(valuesOf(lowered)["y"]).toEqual([7]);
  });
});

describe("data bind dimensions", () => {
  it("the first one does, a later one that disagrees is the error", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 2] = [[1, 2], [3, 4]]
      input y: [batch] = [1, 2]
      input z: [batch] = [1, 2, 3]`);
    expect(dimensionsOf(lowered)).toEqual({ batch: 2 });
    expect(messagesOf(lowered)).toEqual([
      "`z` is declared [batch], the value has shape [3]: dimension 0 is 3, expected 2 (`batch` is 2 by the value of `x`).",
    ]);
  });

  it("also where the name stands with others", () => {
    const lowered = lowerStatements(nn`
      input x: [n] = [1, 2, 3]
      input y: [2 * n + 1] = [1, 2, 3, 4, 5, 6, 7]
      input z: [n * n] = [1, 2]`);
    expect(problemsOf(lowered)).toEqual(["4:20 shape-mismatch"]);
  });

  it("what fits with names can fail with numbers, and says so", () => {
    const lowered = lowerStatements(nn`
      input x: [a, b] = [[1, 2, 3], [4, 5, 6]]
      y = x + x.T
      z = reshape(x, [a * b])`);
    expect(problemsOf(lowered)).toEqual(["3:5 shape-mismatch"]);
    expect(messagesOf(lowered)[0]).toContain("`a` is 2 by the value of `x`");
  });

  it("a quotient has to divide once the name is bound", () => {
    const lowered = lowerStatements(
      "input x: [n] = [1, 2, 3]\nweight w: [n / 2]",
    );
    expect(problemsOf(lowered)).toHaveLength(1);
    expect(messagesOf(lowered)[0]).toContain("n is 3");
  });
});

describe("shapes need no data", () => {
  it("two dimensions disagree only where they provably differ", () => {
    const lowered = lowerStatements(nn`
      input x: [a, 3]
      input y: [b, 3]
      input z: [a + 1, 4]
      ok1 = x + y
      ok2 = x[0] + y
      bad1 = x + z
      ok3: [b, 3] = x
      bad2: [a + 1, 3] = x
      ok4 = x.T @ y
      ok5 = concat(x, y, axis: 0)
      bad3 = concat(x, z, axis: 0)`);
    expect(problemsOf(lowered)).toEqual([
      "7:8 shape-mismatch",
      "9:7 shape-mismatch",
      "12:8 shape-mismatch",
    ]);
    expect(shapesOf(lowered)).toMatchObject({
      ok4: "[3, 3]",
      ok5: "[a + b, 3]",
    });
  });

  it("a mismatch names both shapes, the dimension, and where they come from", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 3]
      weight w: [4, 2]
      h = relu(x)
      y = h @ w`);
    const [message] = messagesOf(lowered);
    expect(message).toContain("[batch, 3]");
    expect(message).toContain("[4, 2]");
    expect(message).toContain("`x` has shape [batch, 3]: input x: [batch, 3]");
    expect(message).toContain("`w` has shape [4, 2]: weight w: [4, 2]");
  });
});
