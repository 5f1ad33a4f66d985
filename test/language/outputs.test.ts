// Outputs, the loss, and what gradients are of (reference, section 4).
import { describe, expect, it } from "vitest";
import {
  hintsOf,
  lowerStatements,
  messagesOf,
  networkOf,
  nn,
  problemsOf,
  shapesOf,
} from "./lower.js";

const objectiveOf = (statements: string): string | undefined =>
  networkOf(lowerStatements(statements)).graph.objective?.name;

describe("the objective", () => {
  it.each([
    ["the loss", "x = 1 output f = x loss L = x", "L"],
    [
      "without one, the only scalar output",
      "input x = [1, 2] output f = sum(x) output g = x",
      "f",
    ],
    ["also one that is marked", "x = 1 output x", "x"],
    ["not one of two", "x = 1 output f = x output g = x", undefined],
    ["not a tensor", "output f = [1, 2]", undefined],
    ["nothing in a network of definitions", "x = 1", undefined],
  ])("is %s", (_what, statements, objective) => {
    expect(objectiveOf(statements)).toBe(objective);
  });

  it("where there is none a hint says why, unless there are errors", () => {
    const lowered = lowerStatements("x = 1 output f = x output g = x");
    expect(hintsOf(lowered)).toEqual(["1:9 no-objective"]);
    expect(lowered.problems[0]?.message).toBe(
      "`N` has values and no gradients: there is no loss, and more than one scalar output (`f`, `g`). Write `loss L = …` to say what gradients are of.",
    );
    expect(hintsOf(lowerStatements("x = nowhere"))).toEqual([]);
    expect(hintsOf(lowerStatements("x = 1 +"))).toEqual([]);
  });
});

describe("a loss", () => {
  it("is a scalar, and at most one", () => {
    const lowered = lowerStatements(
      "input x = [1, 2]\nloss L = x\nloss M = sum(x)",
    );
    expect(problemsOf(lowered)).toEqual([
      "3:1 loss-not-scalar",
      "4:1 duplicate-loss",
    ]);
    expect(messagesOf(lowered)).toEqual([
      "A loss is a scalar, `L` has shape [2]. Take its mean or its sum.",
      "A network has at most one loss. Make this one a definition, or add the two up. ← the first loss is here: loss L = x",
    ]);
  });

  it("with an error leaves no other objective in its place", () => {
    expect(objectiveOf("output f = 1 loss L = nowhere")).toBeUndefined();
  });
});

describe("an output", () => {
  it("defines a name, or marks one above", () => {
    const lowered = lowerStatements(
      "a = 1\noutput a\noutput b = 2\noutput c\noutput a",
    );
    expect(problemsOf(lowered)).toEqual([
      "5:1 undefined-name",
      "6:1 duplicate-name",
    ]);
    expect(networkOf(lowered).graph.outputs).toHaveLength(2);
  });
});

describe("an annotation", () => {
  it("is checked on every definition, and not introduced by it", () => {
    const lowered = lowerStatements(nn`
      input x: [batch, 3]
      a: [batch, 3] = x
      b: [batch] = x
      c: [batch, 4] = x
      d: [other, 3] = x
      layer e: [batch, 5] = dense(x, 5)
      layer f: [batch, 6] = dense(x, 5)
      output g: [] = sum(x)
      output h: [1] = sum(x)
      loss L: [1] = sum(x)
      output a: [3]`);
    expect(problemsOf(lowered)).toEqual([
      "4:4 shape-mismatch",
      "5:4 shape-mismatch",
      "6:5 undefined-name",
      "8:10 shape-mismatch",
      "10:11 shape-mismatch",
      "11:9 shape-mismatch",
      "12:11 shape-mismatch",
    ]);
    expect(messagesOf(lowered)[0]).toBe(
      "`b` is annotated [batch], its value `x` has shape [batch, 3].",
    );
  });

  it("that is wrong does not change the value's shape", () => {
    const lowered = lowerStatements("a: [5] = [1, 2]\nb = a");
    expect(shapesOf(lowered)).toEqual({ a: "[2]", b: "[2]" });
  });
});

describe("a name has a value of its own", () => {
  it("so that it has a gradient of its own: q = x is not another word for x", () => {
    const lowered = lowerStatements("input x = 1\nq = x\noutput f = q + x");
    const [x, q, f] = networkOf(lowered).graph.names;
    expect(new Set([x?.node, q?.node, f?.node]).size).toBe(3);
  });
});
