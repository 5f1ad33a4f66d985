// ∂a/∂b: what may stand above and below, and what applies to the result (reference, section 7).
import { describe, expect, it } from "vitest";
import {
  lower,
  lowerStatements,
  messagesOf,
  networkOf,
  nn,
  problemsOf,
  shapesOf,
  valuesOf,
} from "./lower.js";

describe("∂a/∂b", () => {
  it("has the place of all that is written, up to the denominator's last part", () => {
    const lowered = lowerStatements(nn`
      input x = [1, 2]
      layer h = dense(x, 2)
      loss L = sum(h)
      a = ∂L/∂h[0].weight² + grad(L, h.weight) * ∂L/∂x[0]`);
    const { nodes } = networkOf(lowered).graph;
    const places = nodes
      .filter(({ operation }) => operation === "derivative")
      .map(({ source }) => lowered.text.slice(source.start, source.end));
    expect(places).toEqual(["∂L/∂h[0].weight", "grad(L, h.weight)", "∂L/∂x"]);
  });

  it("has the shape of b", () => {
    const lowered = lowerStatements(nn`
      input x = [1, 2, 3]
      layer h = dense(x, 2)
      z = h * h
      loss L = sum(z)
      a = ∂L/∂x
      b = ∂L/∂h
      c = ∂L/∂h.weight
      d = ∂L/∂h[0].bias
      e = ∂z[1]/∂x
      f = ∂L/∂L
      g = ∂h.bias[0]/∂h.bias
      i = ∂L/∂z[0]`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toMatchObject({
      a: "[3]",
      b: "[2]",
      c: "[2, 3]",
      d: "[2]",
      e: "[3]",
      f: "[]",
      g: "[2]",
      i: "[]",
    });
  });

  it("of the denominator the longest name counts, the rest applies to the derivative", () => {
    const lowered = lowerStatements(nn`
      input x = [[1, 2], [3, 4]]
      loss L = sum(x * x * x)
      a = ∂L/∂x[0]
      b = (∂L/∂x)[0]
      c = ∂L/∂x²
      d = (∂L/∂x)²
      e = ∂L/∂x.T
      f = ∂L/∂xᵀ[0, 1]
      g = ∂L/∂x^2
      h = -∂L/∂x[0, 0]³ * 2`);
    expect(problemsOf(lowered)).toEqual([]);
    const values = valuesOf(lowered);
    expect(values["a"]).toEqual([3, 12]);
    expect(values["b"]).toEqual(values["a"]);
    expect(values["c"]).toEqual([9, 144, 729, 2304]);
    expect(values["d"]).toEqual(values["c"]);
    expect(values["e"]).toEqual([3, 27, 12, 48]);
    expect(values["f"]).toEqual([27]);
    expect(values["g"]).toEqual(values["c"]);
    expect(values["h"]).toEqual([-54]);
  });

  it("is 0 where a does not depend on b, 1 of itself, and counts every way", () => {
    const lowered = lowerStatements(nn`
      input x = 3
      input y = 5
      f = x * x + x
      g = 2 * y
      loss L = f
      a = ∂L/∂y
      b = ∂f/∂f
      c = ∂f/∂x
      d = ∂g/∂f`);
    expect(valuesOf(lowered)).toMatchObject({ a: [0], b: [1], c: [7], d: [0] });
  });

  it("grad(a, b) is the same", () => {
    const lowered = lowerStatements(nn`
      input x = [1, 2]
      loss L = sum(x * x)
      a = grad(L, x)
      b = grad(L, x[1])
      c = grad(x[0], x)
      d = L |> grad(x)`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(valuesOf(lowered)).toMatchObject({
      a: [2, 4],
      b: [4],
      c: [1, 0],
      d: [2, 4],
    });
  });

  it("makes one step of gradient descent", () => {
    const lowered = lowerStatements(
      "weight w = 1\nloss L = w * w\nw_new = w - 0.1 * ∂L/∂w",
    );
    expect(valuesOf(lowered)["w_new"]).toEqual([0.8]);
  });
});

describe("errors", () => {
  const given = nn`
    network N(width = 2) {
      input x: [n, 2] = [[1, 2]]
      z = x * width * k
      s = ∂z[0, 0]/∂x
      t = sum(s)
      loss L = sum(z)
  `;
  it.each([
    ["a numerator that is no scalar", "∂z/∂x", "∂z/∂x", "invalid-derivative"],
    ["a derivative of a derivative", "∂t/∂x", "t", "second-derivative"],
    ["a constant below", "∂L/∂k", "k", "invalid-derivative"],
    ["pi below", "∂L/∂pi", "pi", "invalid-derivative"],
    ["a hyperparameter below", "∂L/∂width", "width", "invalid-derivative"],
    ["a dimension below", "∂L/∂n", "n", "invalid-derivative"],
    ["a name below that is not there", "∂L/∂w", "w", "undefined-name"],
    ["a name above that is not there", "∂M/∂x", "M", "undefined-name"],
    ["a name that comes later", "∂later/∂x", "later", "undefined-name"],
    ["an expression above", "grad(L + 1, x)", "L + 1", "invalid-derivative"],
    [
      "an expression below",
      "grad(L, 2 * x)",
      "grad(L, 2 * x)",
      "invalid-derivative",
    ],
    ["one argument", "grad(L)", "grad(L)", "invalid-derivative"],
    [
      "an argument with a name",
      "grad(L, of: x)",
      "grad(L, of: x)",
      "invalid-derivative",
    ],
  ])("%s: %s", (_what, expression, _where, code) => {
    const lowered = lower(
      `const k = 3\n${given}\n  y = ${expression}\n  later = 1\n}`,
    );
    expect(problemsOf(lowered)).toHaveLength(1);
    expect(problemsOf(lowered)[0]).toMatch(new RegExp(`^8:\\d+ ${code}$`));
  });

  it("the objective cannot depend on one", () => {
    const lowered = lowerStatements(
      "input x = 1\nf = x * x\ng = ∂f/∂x\nloss L = f + g",
    );
    expect(problemsOf(lowered)).toEqual(["5:1 second-derivative"]);
    expect(messagesOf(lowered)[0]).toContain("`L` depends on a derivative");
  });

  it("nor can a value that is given from outside", () => {
    expect(
      problemsOf(
        lowerStatements(
          "input x = 1\nf = x * x\ninput y = ∂f/∂x\nweight w = ∂f/∂x",
        ),
      ),
    ).toEqual(["4:11 invalid-derivative", "5:12 invalid-derivative"]);
  });
});
