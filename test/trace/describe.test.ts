// What a step says of tensors, of several contributions, and of layers.
import { describe, expect, it } from "vitest";
import { over } from "../../language-server/trace/walk.js";
import { Traced } from "./traced.js";

/** The lines of the step that passes something back along the wire. */
async function lines(text: string, wire: string): Promise<readonly string[]> {
  const traced = Traced.of(text);
  const { steps } = traced.trace;
  for (let step = 0; step < steps.length; step++)
    if (steps.at(step)?.wire?.id === wire)
      return (await traced.step({ step })).lines;
  throw new Error(`There is no wire ${wire}.`);
}

describe("a step of tensors", () => {
  const product = `network N {
    input x = [1, 2]
    weight w: [3, 2] = [[1, 0], [0, 1], [1, 1]]
    z = w @ x
    output f = sum(z * z)
  }`;

  it("says the vector–Jacobian product as a formula, with its shapes", async () => {
    expect(await lines(product, "w→z#0")).toEqual([
      "∂f/∂w = ∂f/∂z ⊗ x = 12 at [2, 1]",
      "      = [[2, 4], [4, 8], [6, 12]]",
      "shapes: [3, 2] = [3] ⊗ [2]",
    ]);
    expect(await lines(product, "x→z#1")).toEqual([
      "∂f/∂x = wᵀ · ∂f/∂z = 10 at [1]",
      "      = [8, 10]",
      "shapes: [2] = [3, 2]ᵀ · [3]",
    ]);
  });

  it("turns the product round where the vector stands first", async () => {
    const turned = product.replace("w @ x", "x @ w.T");
    expect((await lines(turned, "x→z#0"))[0]).toMatch(/^∂f\/∂x = ∂f\/∂z · /);
  });

  it("says shapes and statistics of what has many elements", async () => {
    const traced = Traced.of(`network N {
      input x: [20, 30] = uniform(0, 1)
      layer h = x |> dense(4)
      output f = mean(h)
    }`);
    const { steps } = traced.trace;
    const at = over(steps, over(steps, { step: -1 }));
    const { kind, title } = await traced.step(at);
    expect(kind).toBe("layer");
    expect(title).toMatch(/^h = dense\(4\) = \[20, 4\] .* ± /);
  });
});

describe("a step of several contributions", () => {
  const square = `network N {
    input x = 3
    y = 2 * x
    output f = y * x + x
  }`;

  it("says which one it is, and what they come to so far", async () => {
    expect(await lines(square, "x→f#1")).toEqual([
      "∂f/∂x, contribution 1 of 3",
      "through f = ∂f/∂f · 1 = 1 · 1 = 1",
      "∂f/∂x so far = 1",
    ]);
    expect(await lines(square, "x→f/multiply#0#1")).toEqual([
      "∂f/∂x, contribution 2 of 3",
      "through y · x = ∂f/∂(y · x) · y = 1 · 6 = 6",
      "∂f/∂x so far = 1 + 6",
      "             = 7",
    ]);
    expect(await lines(square, "x→y#1")).toEqual([
      "∂f/∂x, contribution 3 of 3",
      "through y = ∂f/∂y · 2 = 3 · 2 = 6",
      "∂f/∂x = 1 + 6 + 6",
      "      = 13",
    ]);
  });

  it("sums them where the gradient has arrived", async () => {
    const traced = Traced.of(square);
    const step = traced.trace.steps.length - 1;
    expect((await traced.step({ step })).lines).toEqual([
      "∂f/∂x: the sum of what came back through f, y · x, y",
      "∂f/∂x = 1 + 6 + 6",
      "      = 13",
    ]);
  });
});

describe("a layer as one step", () => {
  it("says its result, and on the way back what it passes on", async () => {
    const traced = Traced.of(`network N {
      input x = [1, 2]
      layer h = x |> dense(2, weight: 0.5) |> relu
      output f = sum(h)
    }`);
    const { steps } = traced.trace;
    const said: (readonly string[])[] = [];
    for (let at = { step: -1 }; at.step < steps.length - 1;) {
      at = over(steps, at);
      const { kind, title, lines: all } = await traced.step(at);
      if (kind === "layer") said.push([title, ...all]);
    }
    expect(said).toEqual([
      [
        "h = dense(2) → relu = [1.5, 1.5]",
        "h = dense(2) → relu",
        "  = [1.5, 1.5]",
      ],
      [
        "back through h: dense(2) → relu",
        "∂f/∂x = [1, 1]",
        "∂f/∂h.bias = [1, 1]",
        "∂f/∂h.weight = [[1, 2], [1, 2]]",
      ],
    ]);
  });
});
