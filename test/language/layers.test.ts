// Layers: what owns parameters, what these are called, and what their random numbers are drawn under (section 4).
import { describe, expect, it } from "vitest";
import {
  hintsOf,
  keysOf,
  lowerStatements,
  messagesOf,
  namesOf,
  nn,
  problemsOf,
  shapesOf,
  underlined,
} from "./lower.js";

const input = "input x: [batch, 4]\n";

describe("a layer", () => {
  it("owns the parameters of its call, named after it", () => {
    const lowered = lowerStatements(`${input}layer h = dense(x, 3) |> relu`);
    expect(shapesOf(lowered)).toEqual({
      x: "[batch, 4]",
      h: "[batch, 3]",
      "h.weight": "[3, 4]",
      "h.bias": "[3]",
    });
  });

  it("counts its calls where several own parameters, in the order in which they run", () => {
    const lowered = lowerStatements(
      `${input}layer h = dense(dense(x, 3), 5) + (x |> dense(5, bias: false))`,
    );
    expect(shapesOf(lowered)).toMatchObject({
      "h[0].weight": "[3, 4]",
      "h[1].weight": "[5, 3]",
      "h[2].weight": "[5, 4]",
    });
    expect(namesOf(lowered)).not.toContain("h[2].bias");
  });

  it("h[0].… also works where there is one, h[i] is an index otherwise", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      layer h = dense(x, 3)
      a = h[0].weight
      b = h[0]
      c = h[0][1]
      d = h.weight[0]
      e = h[1].weight
      f = h[00].bias`);
    expect(shapesOf(lowered)).toMatchObject({
      a: "[3, 4]",
      b: "[3]",
      c: "[]",
      d: "[4]",
      f: "[3]",
    });
    expect(problemsOf(lowered)).toEqual(["8:5 undefined-member"]);
  });

  it("owns no parameter that it is given from the network", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      weight w: [4, 4]
      layer e = dense(x, 4, bias: false)
      layer h = dense(x, 4, weight: w, bias: [0, 1, 0, 1])
      layer t = dense(h, 4, weight: e.weight.T, bias: false)
      layer s = dense(x, 4, weight: 2 * w) |> dense(3)`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(namesOf(lowered)).toEqual([
      "x",
      "w",
      "e",
      "e.weight",
      "h",
      "h.bias",
      "t",
      "s",
      "s[0].bias",
      "s[1].weight",
      "s[1].bias",
    ]);
  });

  it("takes for a parameter a number, an array of its shape, or an initialiser", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      weight w: [4, 3]
      layer a = dense(x, 3, weight: 0.1, bias: [1, 2, 3])
      layer b = dense(x, 3, weight: he_normal(), bias: normal(0, 1))
      layer c = dense(x, 3, weight: [1, 2], bias: [1, 2])
      layer d = dense(x, 3, weight: w)
      layer e = dense(x, 3, weight: false)
      layer f = dense(x, 3, bias: false, weight: true)
      layer g = dense(x, 3, wieght: 0.1)`);
    expect(problemsOf(lowered)).toEqual([
      "6:31 shape-mismatch",
      "6:45 shape-mismatch",
      "7:31 shape-mismatch",
      "8:31 invalid-argument",
      "9:44 invalid-argument",
      "10:23 unknown-argument",
    ]);
  });
});

describe("calls of layers stand in a `layer`", () => {
  it("and nowhere else, also where every parameter is given", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      weight w: [3, 4]
      y = dense(x, 3)
      output p = dense(x, 3, weight: w, bias: false)
      loss L = sum(dense(x, 3))
      expect dense(x, 3) == 0`);
    expect(problemsOf(lowered)).toEqual([
      "4:5 missing-layer",
      "5:12 missing-layer",
      "6:14 missing-layer",
      "7:8 misplaced-layer",
    ]);
    expect(messagesOf(lowered)[0]).toBe(
      "`dense` owns parameters: write `layer y = …`.",
    );
    expect(underlined(lowered)[2]).toBe("dense(x, 3)");
  });

  it("a layer that owns nothing gets a hint", () => {
    const lowered = lowerStatements(
      "input x: [batch, 4]\nlayer h = x * 2\nlayer t = dense(x, 3)\noutput L = sum(h)",
    );
    expect(hintsOf(lowered)).toEqual(["3:1 layer-without-parameters"]);
  });
});

describe("random numbers are drawn under a name that indexes every layer", () => {
  it("counting all calls of layers, arguments first, left to right", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      weight w: [4, 4]
      layer h = dense(dense(x, 4, weight: w, bias: false), 3) + dense(x, 3)
      layer g = dense(x, 2)`);
    expect(keysOf(lowered)).toEqual({
      w: "w",
      "h[0].weight": "h[1].weight",
      "h[1].weight": "h[2].weight",
      "g.weight": "g[0].weight",
    });
  });

  it("a parameter that is computed by a layer counts with the arguments", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      layer h = dense(x, 3, weight: dense(ones([3, 5]), 4), bias: false)`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(keysOf(lowered)).toEqual({ "h.weight": "h[0].weight" });
  });

  it("dropout is counted by itself", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      layer h = dense(x, 4) |> dropout(0.5) |> dense(4) |> dropout(0.5)
      y = dropout(x, 0.1)`);
    const keys = lowered.networks[0]?.graph.nodes.flatMap(
      ({ operation, attributes }) =>
        operation === "dropout" ? [attributes["key"]] : [],
    );
    expect(keys).toEqual(["h.dropout[0]", "h.dropout[1]", "y.dropout[0]"]);
  });
});

describe("parameters in expressions", () => {
  it("are values like others", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4] = [[1, 2, 3, 4]]
      layer h = dense(x, 3) |> relu |> dense(2)
      reg = l2(h[0].weight) + l2(h[1].weight)
      loss L = sum(h) + reg
      d = ∂L/∂h[1].bias
      y = h[0].weight.T @ h[0].bias`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered)).toMatchObject({ reg: "[]", d: "[2]", y: "[4]" });
  });

  it("that are not there are told with those that are", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 4]
      layer h = dense(x, 3) |> dense(2)
      a = h.weight
      b = x.weight
      c = h[0].wait`);
    expect(messagesOf(lowered)).toEqual([
      "`h` has no parameter or output named `weight`. It has `h[0].weight`, `h[0].bias`, `h[1].weight`, `h[1].bias`.",
      "`x` owns no parameters, so it has no member `weight`. Members are parameters of layers, and `.T`.",
      expect.stringContaining("`wait`"),
    ]);
  });
});
