// Source text in labels, names of gradients, formulas from templates.
import { describe, expect, it, test } from "vitest";
import { fillTemplate } from "../../language-server/presentation/formulas.js";
import { gradientName } from "../../language-server/presentation/gradient-names.js";
import { checkLabel } from "../../language-server/presentation/labels.js";
import {
  isLiteral,
  readableSource,
  shortened,
  withoutParentheses,
} from "../../language-server/presentation/source-text.js";

test("a check's tooltip names its whole left side, relations in brackets included", () => {
  const label = checkLabel(
    "(a == b) == 1",
    {
      status: "passed",
      actual: { shape: [], data: Float64Array.of(1) },
      failures: 0,
      failingElements: [],
      saysLittle: false,
    },
    { digits: 4, isStale: false },
  );
  expect(label?.tooltip).toContain("(a == b) = 1");
});

describe("readableSource", () => {
  it.each([
    ["w1 * x", "w1 · x"],
    ["(a3 - y)²", "(a3 − y)²"],
    ["a  // why\n  + b /* c - d */", "a + b"],
    ["1e-3 - 2", "1e-3 − 2"],
    ['load("a-b*c")', 'load("a-b*c")'],
  ])("reads %s as %s", (text, read) => {
    expect(readableSource(text)).toBe(read);
  });

  it("shortens in the middle", () => {
    expect(shortened("abcdefghij", 7)).toBe("abc…hij");
    expect(shortened("abc", 3)).toBe("abc");
  });
});

describe("withoutParentheses", () => {
  it.each([
    ["(a − b)", "a − b"],
    ["((a − b))", "a − b"],
    ["(a) − (b)", "(a) − (b)"],
    ["(a", "(a"],
    ["σ(z)", "σ(z)"],
  ])("of %s is %s", (text, inner) => {
    expect(withoutParentheses(text)).toBe(inner);
  });
});

describe("isLiteral", () => {
  it.each(["1", "-2.5", "1e-3", "[0.2, -1.3, 2]", "[[1, 2], [-3e+2, .5]]"])(
    "%s is one",
    (text) => {
      expect(isLiteral(text)).toBe(true);
    },
  );

  it.each(["2 - 1", "[1] - 1", "width", "", "[]", "1 + 2", "e", "2 * 3"])(
    "%s is none",
    (text) => {
      expect(isLiteral(text)).toBe(false);
    },
  );
});

describe("gradientName", () => {
  it.each([
    ["L", "w", "∂L/∂w"],
    ["L", "h[0].weight", "∂L/∂h[0].weight"],
    ["L", "a3 − y", "∂L/∂(a3 − y)"],
    ["L", "σ(z + 1)", "∂L/∂σ(z + 1)"],
    ["f", "−x", "∂f/∂(−x)"],
    ["L", "(a3 − y)²", "∂L/∂((a3 − y)²)"],
    ["L", "d²", "∂L/∂(d²)"],
  ])("of %s by %s is %s", (objective, name, title) => {
    expect(gradientName(objective, name)).toBe(title);
  });
});

describe("fillTemplate", () => {
  const labels = {
    operands: ["x + 1", "y"],
    out: "a1",
    up: "∂L/∂a1",
    attributes: { slope: 0.01 },
  };

  it.each([
    ["{out}(1 − {out})", "a1(1 − a1)"],
    ["2 · {0}", "2 · (x + 1)"],
    ["{0}", "x + 1"],
    ["max({0}, {1})", "max(x + 1, y)"],
    ["{up} ⊗ {1}", "∂L/∂a1 ⊗ y"],
    ["1 if {1} > 0, else {slope}", "1 if y > 0, else 0.01"],
    ["{unknown}", "{unknown}"],
  ])("fills %s", (template, filled) => {
    expect(fillTemplate(template, labels)).toBe(filled);
  });
});
