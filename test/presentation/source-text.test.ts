// Expressions that are too long for a label.
import { describe, expect, it } from "vitest";
import { isAtom } from "../../language-server/presentation/gradient-names.js";
import { briefExpression } from "../../language-server/presentation/source-text.js";

describe("an expression in brief", () => {
  it.each([
    ["a3 − y", "a3 − y"],
    [
      "x |> dense(3, weight: [[0.1, 0.2], [0.3, −0.4]], bias: [0.1, 0])",
      "x |> dense(3, weight: […], bias: […])",
    ],
    [
      "images |> flatten |> dense(128, weight: [[1, 2], [3, 4]]) |> layer_norm",
      "… |> layer_norm",
    ],
    [
      "f(first_argument, second_argument, third_argument)",
      "f(first_argument, … third_argument)",
    ],
    [
      "sum(where(m > 1, m^2, abs(m))) + std(r) + norm(g) + prod(g)",
      "sum(where(m > 1, …)) … norm(g) + prod(g)",
    ],
    [
      "first_summand + second_summand + third(of_this, and_that)",
      "first_summand + … (… and_that)",
    ],
  ])("%s", (text, brief) => {
    expect(briefExpression(text, 40)).toBe(brief);
  });
});

describe("a label beside an operator", () => {
  it.each([
    ["x", true],
    ["1e-6", true],
    ["f(a + b)", true],
    ["(x)²", true],
    ["a + b", false],
    ["−x", false],
    ["sum(where(a, … + b", false],
  ])("%s", (label, isOne) => {
    expect(isAtom(label)).toBe(isOne);
  });
});
