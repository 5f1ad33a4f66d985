// Weights and biases: trainable tensors of a network's own (reference, section 4).
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

describe("a weight", () => {
  it("is filled by a scalar or an initialiser, anything else has its very shape", () => {
    const lowered = lowerStatements(nn`
      weight a: [2, 2] = 0.5
      weight b: [2] = uniform(-1, 1)
      weight c: [2] = [1, 2]
      weight d: [2, 2] = [1, 2]
      weight e: [4] = [[1, 2], [3, 4]]
      weight f: [1] = [[1]]`);
    expect(problemsOf(lowered)).toEqual([
      "5:20 shape-mismatch",
      "6:17 shape-mismatch",
      "7:17 shape-mismatch",
    ]);
    expect(messagesOf(lowered)[0]).toBe(
      "Expected a number or an array of shape [2, 2], found shape [2].",
    );
    expect(valuesOf(lowered)).toMatchObject({
      a: [0.5, 0.5, 0.5, 0.5],
      c: [1, 2],
    });
  });

  it("has its value's shape where it declares none", () => {
    const lowered = lowerStatements(
      "weight a = 0.5\nweight b = [1, 2]\nbias c = [[0]]\nweight d = normal(0, 1)\nweight e\nbias f",
    );
    expect(problemsOf(lowered)).toEqual([
      "5:1 missing-shape",
      "6:1 missing-shape",
      "7:1 missing-shape",
    ]);
    expect(shapesOf(lowered)).toEqual({ a: "[]", b: "[2]", c: "[1, 1]" });
  });

  it("without a value is drawn, a bias is zero", () => {
    const lowered = lowerStatements("weight w: [2, 3]\nbias b: [3]");
    const { nodes } = networkOf(lowered).graph;
    expect(nodes[0]?.attributes["initialiser"]).toBe("glorot_uniform");
    expect(keysOf(lowered)).toEqual({ w: "w" });
    expect(valuesOf(lowered)["b"]).toEqual([0, 0, 0]);
  });

  it("counts, with every element, as a parameter; inputs do not", () => {
    expect(
      networkOf(lowerStatements("input x: [9]\nweight w: [2, 3]\nbias b: [3]"))
        .parameterCount,
    ).toBe(9);
    expect(
      networkOf(lowerStatements("input x: [n]\nweight w: [n]")).parameterCount,
    ).toBeUndefined();
    expect(
      networkOf(lowerStatements("input x: [n] = [1, 2]\nweight w: [n]"))
        .parameterCount,
    ).toBeUndefined();
  });

  it("is random by the seed and its own name alone", () => {
    const alone = valuesOf(lowerStatements("weight w: [4]"))["w"];
    const among = valuesOf(
      lowerStatements("weight a: [9]\nx = 3\nweight w: [4]"),
    )["w"];
    const seeded = valuesOf(lowerStatements("seed 1\nweight w: [4]"))["w"];
    expect(among).toEqual(alone);
    expect(seeded).not.toEqual(alone);
  });

  it("is not made of values of the network", () => {
    expect(
      problemsOf(
        lowerStatements("x = 1\nweight w = x\nweight v: [2] = dense(x, 2)"),
      ),
    ).toEqual(["3:12 not-constant", "4:17 misplaced-layer"]);
  });
});

describe("what is drawn", () => {
  it.each([
    "uniform(1, 0)",
    "uniform(0, inf)",
    "normal(0, -1)",
    "normal(inf, 1)",
  ])("is not %s", (initialiser) => {
    expect(
      problemsOf(lowerStatements(`weight w: [2] = ${initialiser}`)),
    ).toEqual(["2:17 invalid-argument"]);
    expect(
      problemsOf(lowerStatements(`input x: [2] = ${initialiser}`)),
    ).toEqual(["2:16 invalid-argument"]);
  });

  it("may be of no width", () => {
    const lowered = lowerStatements(
      "weight v: [2] = uniform(3, 3)\nweight w: [2] = normal(4, 0)",
    );
    expect(valuesOf(lowered)).toEqual({ v: [3, 3], w: [4, 4] });
  });
});

describe("a seed", () => {
  it("is no value of the network, above or below it", () => {
    expect(
      problemsOf(lowerStatements("seed x\ninput x = 1\noutput f = x")),
    ).toEqual(["2:6 not-constant"]);
    expect(problemsOf(lowerStatements("input x = 1\nseed x"))).toEqual([
      "3:6 not-constant",
    ]);
  });

  it("is a whole number of 32 bits, at most one, and may be a hyperparameter", () => {
    const lowered = lower(nn`
      const k = 3
      network A(s = 4) { seed s + k }
      network B { seed -1 }
      network C { seed 4294967295 }
      network D { seed 4294967296 }
      network E { seed 0.5 }
      network F { seed 1 seed 2 }`);
    expect(lowered.networks.map(({ graph }) => graph.seed)).toEqual([
      7, 0, 4294967295, 0, 0, 1,
    ]);
    expect(problemsOf(lowered)).toEqual([
      "3:13 invalid-seed",
      "5:13 invalid-seed",
      "6:18 not-whole",
      "7:20 duplicate-seed",
    ]);
  });
});
