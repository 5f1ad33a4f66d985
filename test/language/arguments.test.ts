// Arguments of functions: by position, by name, of every kind (reference, sections 5 and 6).
import { describe, expect, it } from "vitest";
import {
  evaluate,
  lowerStatements,
  messagesOf,
  problemsOf,
  shapesOf,
} from "./lower.js";

const given = "input x: [2, 3] = [[1, 2, 3], [4, 5, 6]]\n";

describe("arguments are given", () => {
  it.each([
    ["reshape(x, [3, 2])", "[3, 2]"],
    ["reshape(x, [-1])", "[6]"],
    ["reshape(x, shape: [6, 1])", "[6, 1]"],
    ["sum(x, axis: 0)", "[3]"],
    ["sum(x, axis: [0, 1])", "[]"],
    ["sum(x, axis: -1, keep: true)", "[2, 1]"],
    ["sum(keep: true, axis: 0, x: x)", "[1, 3]"],
    ["transpose(x, [1, 0])", "[3, 2]"],
    ["unsqueeze(x, 0)", "[1, 2, 3]"],
    ["concat(x, x, x, axis: 1)", "[2, 9]"],
    ["stack(x, x)", "[2, 2, 3]"],
    ["max(x)", "[]"],
    ["max(x, axis: 1)", "[2]"],
    ["max(x, 3)", "[2, 3]"],
    ["max(x, 3, 4)", "[2, 3]"],
    ["clip(x, 0, 1)", "[2, 3]"],
    ["clip(x, lo: 0, hi: 1)", "[2, 3]"],
    ["broadcast_to(x[0], [4, 3])", "[4, 3]"],
    ["zeros([2, 1 + 1])", "[2, 2]"],
  ])("%s has shape %s", (expression, shape) => {
    const lowered = lowerStatements(`${given}y = ${expression}`);
    expect(messagesOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)["y"]).toBe(shape);
  });

  it("as constants, whatever computes them", () => {
    expect(evaluate(`${given}y = sum(x, axis: 2 - 1)`)).toEqual([6, 15]);
    expect(evaluate(`${given}y = leaky_relu(-2, slope: 1 / 4)`)).toEqual([
      -0.5,
    ]);
  });
});

describe("arguments that do not fit", () => {
  it.each([
    [
      "sum()",
      "missing-argument",
      "`sum` needs `x` (the tensor to reduce): sum(x, axis: …, keep: false).",
    ],
    [
      "relu(x, x)",
      "invalid-argument",
      "`relu` takes 1 argument by position, this is one more: relu(x).",
    ],
    [
      "sum(x, 0)",
      "invalid-argument",
      "`sum` takes 1 argument by position, this is one more: sum(x, axis: …, keep: false).",
    ],
    [
      "sum(x, axes: 0)",
      "unknown-argument",
      "`sum` has no argument named `axes`. Did you mean `axis`? It is sum(x, axis: …, keep: false).",
    ],
    [
      "sum(x, axis: 0, axis: 1)",
      "invalid-argument",
      "The argument `axis` of `sum` is given twice.",
    ],
    [
      "sum(axis: 0, x)",
      "invalid-argument",
      "`x` stands behind an argument with a name: arguments by position come first.",
    ],
    [
      "sum(x, axis: 0.5)",
      "invalid-argument",
      "Expected a whole number or a list of them for the argument `axis` of `sum`, found `0.5`.",
    ],
    [
      "sum(x, keep: 1)",
      "invalid-argument",
      "Expected `true` or `false` for the argument `keep` of `sum`, found `1`.",
    ],
    ["sum(x, axis: true)", "not-a-value", expect.any(String)],
    [
      "leaky_relu(x, slope: [1, 2])",
      "not-a-number",
      "Expected one number for the argument `slope` of `leaky_relu`, found an array of shape [2].",
    ],
    ["leaky_relu(x, slope: x)", "not-constant", expect.any(String)],
    [
      'mse(x, x, reduction: "avg")',
      "invalid-argument",
      'Expected "mean" or "sum" or "none" for the argument `reduction` of `mse`, found `"avg"`.',
    ],
    ["mse(x, x, reduction: 1)", "invalid-argument", expect.any(String)],
    ["reshape(x, 6)", "invalid-argument", expect.any(String)],
    ["reshape(x, [2.5])", "not-whole", expect.any(String)],
  ])("%s", (expression, code, message) => {
    const lowered = lowerStatements(`${given}y = ${expression}`);
    expect(problemsOf(lowered)).toHaveLength(1);
    expect(problemsOf(lowered)[0]).toMatch(new RegExp(` ${code}$`));
    expect(messagesOf(lowered)).toEqual([message]);
  });

  it("are looked at all the same for what is wrong in themselves", () => {
    expect(
      problemsOf(lowerStatements("y = concat(nowhere, neither, axis: other)")),
    ).toEqual([
      "2:12 undefined-name",
      "2:21 undefined-name",
      "2:36 undefined-name",
    ]);
  });
});
