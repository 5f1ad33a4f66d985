// `train { … }`: every setting, optimizer and argument by its name, with a value that it can have.
import { describe, expect, it } from "vitest";
import { hintsOf, lower, nn, problemsOf } from "./lower.js";

/** What is wrong with the settings, which stand on line 6. */
const wrongIn = (settings: string): string[] =>
  problemsOf(
    lower(nn`
      const many = 500
      network N(r = 0.1) {
        input x = 1
        weight w = 2
        loss L = (x - w)²
        train { ${settings} }
      }`),
  ).map((problem) => problem.replace(/^6:\d+ /, ""));

describe("the settings of a train block", () => {
  it.each([
    "",
    "optimizer: sgd(0.1)",
    "optimizer: sgd(rate: r, momentum: 0.9, nesterov: true, decay: 1e-4)",
    "optimizer: rmsprop() epochs: many batch: 32 shuffle: true clip: norm(1)",
    "optimizer: rmsprop(rate: 0.01, alpha: 0.9, eps: 1e-8, momentum: 0.5, centered: true)",
    "optimizer: adagrad(0.01) clip: value(0.5) shuffle: false",
    "optimizer: adam(rate: r / 10, betas: [0.8, 0.99], amsgrad: true)",
    "optimizer: adamw(0.001, decay: 0.1)",
  ])("may be %j", (settings) => {
    expect(wrongIn(settings)).toEqual([]);
  });

  it.each([
    ["optimiser: adam()", "unknown-argument"],
    ["optimizer: adm()", "undefined-function"],
    ["optimizer: norm(1)", "undefined-function"],
    ["optimizer: adam", "invalid-argument"],
    ["optimizer: 0.1", "invalid-argument"],
    ["optimizer: sgd()", "missing-argument"],
    ["optimizer: adam(rat: 0.1)", "unknown-argument"],
    ["optimizer: adam(0.1, 0.9)", "invalid-argument"],
    ["optimizer: adam(rate: -1)", "invalid-argument"],
    ["optimizer: adam(rate: 1 / 0)", "invalid-argument"],
    ["optimizer: adam(rate: x)", "not-constant"],
    ["optimizer: adam(rate: lr)", "undefined-name"],
    ["optimizer: adam(rate: 0.1, rate: 0.2)", "invalid-argument"],
    ["optimizer: adam(betas: [0.9, 1])", "invalid-argument"],
    ["optimizer: adam(betas: 0.9)", "invalid-argument"],
    ["optimizer: adam(betas: [0.9])", "invalid-argument"],
    ["optimizer: adam(amsgrad: 1)", "invalid-argument"],
    ["optimizer: sgd(0.1, nesterov: true)", "invalid-argument"],
    ["epochs: 0", "invalid-argument"],
    ["epochs: 1.5", "not-whole"],
    ["epochs: true", "not-a-value"],
    ["epochs: w", "not-constant"],
    ["batch: -1", "invalid-argument"],
    ["shuffle: 1", "invalid-argument"],
    ["clip: 1", "invalid-argument"],
    ["clip: norm(-1)", "invalid-argument"],
    ["clip: adam()", "undefined-function"],
    ["epochs: 1 epochs: 2", "invalid-argument"],
  ])("cannot be %j: %s", (settings, code) => {
    expect(wrongIn(settings)).toEqual([code]);
  });

  it("are checked, and nothing is trained, which is said", () => {
    expect(hintsOf(lower("network N { loss L = 1 train { } }"))).toEqual([
      "1:24 not-evaluated-yet",
    ]);
  });

  it("are not those of a network that is called as a layer", () => {
    const file = lower(nn`
      network Inner { input x: [2] layer y = dense(x, 1) output y train { epochs: 0 } }
      network N { input x = [1, 2] layer h = Inner(x) output f = sum(h) }`);
    expect(problemsOf(file)).toEqual(["1:77 invalid-argument"]);
  });
});
