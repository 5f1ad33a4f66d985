// Operators, pipes, arrays and indexing (reference, section 5).
import { describe, expect, it } from "vitest";
import { evaluate, lowerStatements, problemsOf, shapesOf } from "./lower.js";

describe("from loosest to tightest", () => {
  const cases: [string, number][] = [
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["8 - 3 - 2", 3],
    ["8 / 4 / 2", 1],
    ["2 * 3 @ [1, 1] @ [1, 1]", NaN],
    ["2^3^2", 512],
    ["-2^2", -4],
    ["-2²", -4],
    ["(-2)²", 4],
    ["2^-2", 0.25],
    ["2^-2^2", 0.0625],
    ["--2", 2],
    ["- -2", 2],
    ["3 - -2", 5],
    ["-2 * -3", 6],
    ["1 + 1 == 2", 1],
    ["1 == 1 + 1", 0],
    ["(1 < 2) == (3 > 2)", 1],
    ["1 + 2 |> relu", 3],
    ["1 - 2 |> relu", 0],
    ["-1 |> abs", 1],
    ["1 < 2 |> exp |> log", 1],
    ["(2 |> exp |> log) + 1", 3],
    ["[1, 2][0]²", 1],
    ["2 * [3, 4][1]", 8],
    ["[1, 2] @ [3, 4]", 11],
    ["[1, 2] @ [3, 4] * 2", 22],
  ];
  it.each(cases.filter(([, value]) => !Number.isNaN(value)))(
    "%s is %d",
    (expression, value) => {
      expect(
        evaluate(`y = ${expression}`)?.map((z) => Number(z.toPrecision(12))),
      ).toEqual([value]);
    },
  );

  it("comparisons do not chain", () => {
    expect(problemsOf(lowerStatements("y = 1 == 1 == 1"))).toEqual([
      "2:12 syntax",
    ]);
  });
});

describe("pipes", () => {
  it("x |> f(a, k: v) is f(x, a, k: v), x |> f is f(x)", () => {
    const input = "input x = [[1, 2], [3, 4]]\n";
    for (const [piped, called] of [
      ["x |> sum", "sum(x)"],
      ["x |> sum(axis: 0)", "sum(x, axis: 0)"],
      ["x |> reshape([4])", "reshape(x, [4])"],
      ["x |> max(2)", "max(x, 2)"],
      ["x |> max", "max(x)"],
    ])
      expect(evaluate(`${input}y = ${piped ?? ""}`)).toEqual(
        evaluate(`${input}y = ${called ?? ""}`),
      );
  });

  it("bring any first argument, not only a tensor", () => {
    expect(evaluate("y = 3 |> arange")).toEqual([0, 1, 2]);
    expect(evaluate("y = [2] |> zeros")).toEqual([0, 0]);
  });

  it("end with a function or a network, not with a value", () => {
    expect(
      problemsOf(lowerStatements("x = 1\ny = 1 |> x\nz = 1 |> nowhere")),
    ).toEqual(["3:10 undefined-function", "4:10 undefined-function"]);
  });
});

describe("arrays", () => {
  it("stack scalars and tensors of one shape along a new first axis", () => {
    const lowered = lowerStatements(
      "input x: [batch, 3]\na = [1, 2]\nb = [[1, 2], [3, 4], [5, 6]]\nc = [x, x]\nd = [a[0], 3, a[1]]\ne = [[a, a]]",
    );
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toEqual({
      x: "[batch, 3]",
      a: "[2]",
      b: "[3, 2]",
      c: "[2, batch, 3]",
      d: "[3]",
      e: "[1, 2, 2]",
    });
  });

  it("have elements of one shape, and at least one", () => {
    expect(
      problemsOf(
        lowerStatements(
          "a = [1, [2]]\nb = [[1, 2], [3]]\nc = []\nd = [[]]\ne = [[1, 2], 3]",
        ),
      ),
    ).toEqual([
      "2:9 ragged-array",
      "3:5 shape-mismatch",
      "4:5 empty-array",
      "5:6 empty-array",
      "6:14 ragged-array",
    ]);
  });
});

describe("indexing is NumPy's", () => {
  const a = "a = [[0, 1, 2], [3, 4, 5]]\n";
  const cases: [string, string, number[]][] = [
    ["a[0]", "[3]", [0, 1, 2]],
    ["a[-1]", "[3]", [3, 4, 5]],
    ["a[1, 2]", "[]", [5]],
    ["a[1][2]", "[]", [5]],
    ["a[:, 0]", "[2]", [0, 3]],
    ["a[:, 1:]", "[2, 2]", [1, 2, 4, 5]],
    ["a[:, :-1]", "[2, 2]", [0, 1, 3, 4]],
    ["a[:, ::2]", "[2, 2]", [0, 2, 3, 5]],
    ["a[::-1]", "[2, 3]", [3, 4, 5, 0, 1, 2]],
    ["a[0, ::-1]", "[3]", [2, 1, 0]],
    ["a[0, 2:0:-1]", "[2]", [2, 1]],
    ["a[0:1]", "[1, 3]", [0, 1, 2]],
    ["a[:, 1:100]", "[2, 2]", [1, 2, 4, 5]],
    ["a[:]", "[2, 3]", [0, 1, 2, 3, 4, 5]],
    ["a[1 + 0, 3 - 1]", "[]", [5]],
    ["a.T[2]", "[2]", [2, 5]],
  ];
  it.each(cases)("%s", (expression, shape, values) => {
    const lowered = lowerStatements(`${a}y = ${expression}`);
    expect(shapesOf(lowered)["y"]).toBe(shape);
    expect(evaluate(`${a}y = ${expression}`)).toEqual(values);
  });

  it.each([
    ["a[2]", "invalid-index"],
    ["a[-3]", "invalid-index"],
    ["a[0, 0, 0]", "invalid-index"],
    ["a[0.5]", "not-whole"],
    ["a[a]", "not-constant"],
    ["a[1:1]", "invalid-index"],
    ["a[::0]", "invalid-index"],
    ["a[true]", "not-a-value"],
    ["a[input]", "syntax"],
  ])("%s is an error: %s", (expression, code) => {
    const problems = problemsOf(lowerStatements(`${a}y = ${expression}`));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(` ${code}$`));
  });
});

describe("matrix products and transposes", () => {
  const cases: [string, string, string, string][] = [
    ["[2, 3]", "[3, 4]", "a @ b", "[2, 4]"],
    ["[2, 3]", "[3]", "a @ b", "[2]"],
    ["[3]", "[3]", "a @ b", "[]"],
    ["[3]", "[3, 2]", "a @ b", "[2]"],
    ["[5, 2, 3]", "[3, 4]", "a @ b", "[5, 2, 4]"],
    ["[5, 1, 2, 3]", "[7, 3, 4]", "a @ b", "[5, 7, 2, 4]"],
    ["[batch, 3]", "[3, seq]", "a @ b", "[batch, seq]"],
    ["[2, 3]", "[2]", "a.T @ b", "[3]"],
  ];
  it.each(cases)("%s with %s: %s is %s", (a, b, expression, shape) => {
    const lowered = lowerStatements(
      `input a: ${a}\ninput b: ${b}\ny = ${expression}`,
    );
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)["y"]).toBe(shape);
  });

  it("only matrices have a transpose", () => {
    expect(
      problemsOf(lowerStatements("a = [1, 2].T\nb = 3ᵀ\nc = [[[1]]].T")),
    ).toEqual([
      "2:5 shape-mismatch",
      "3:5 shape-mismatch",
      "4:5 shape-mismatch",
    ]);
  });
});
