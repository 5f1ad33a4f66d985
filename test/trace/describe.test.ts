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

describe("a letter that counts elements", () => {
  const program = (loss: string, more = ""): string => `network N {
    input x = [1, 2, 3, 4]
    weight w = 2
    p = w * x
    ${more}
    loss L = ${loss}
  }`;

  it("stands in the symbols, its number in the line with numbers", async () => {
    expect((await lines(program("mean(p)"), "p→L#0"))[0]).toBe(
      "∂L/∂p = ∂L/∂L / N, for every element = 1 / 4 = 0.25 at [0]",
    );
    expect((await lines(program("mse(p, 1)"), "p→L#0"))[0]).toBe(
      "∂L/∂p = ∂L/∂L · 2(p − 1) / N = 1 · 2(p − 1) / 4 = 3.5 at [3]",
    );
    expect((await lines(program("var(p)"), "p→L#0")).slice(0, 3)).toEqual([
      "∂L/∂p = ∂L/∂L · ∂L/∂p",
      "      = 1 · (2/N · (p − mean(p)))",
      "      = 1 · (2/4 · (p − mean(p)))",
    ]);
  });

  it("is the number of examples of a cross-entropy, and the size of a query of attention", async () => {
    const classes = `network N {
      input q: [2, 4] = 1
      layer k = q |> dense(4)
      a = attention(q, k, q)
      loss L = cross_entropy(a, [0, 3])
    }`;
    expect((await lines(classes, "a→L#0"))[0]).toMatch(
      /\/ N = 1 · \(softmax\(a\) − onehot\(\[0, 3\]\)\) \/ 2 = /,
    );
    const traced = Traced.of(classes);
    const weights = traced.trace.drawn.model.nodes.find(
      ({ operation }) => operation === "attention_weights",
    );
    const step = traced.trace.progress.stepOf(weights?.node ?? -1);
    expect((await traced.step({ step })).lines.at(-1)).toBe(
      "shapes: [2, 2] = softmax([2, 4] · [2, 4]ᵀ / √4)",
    );
  });

  it("is not there where nothing is divided", async () => {
    const sum = program('mse(p, 1, reduction: "sum")');
    expect((await lines(sum, "p→L#0"))[0]).toBe(
      "∂L/∂p = ∂L/∂L · 2(p − 1) = 14 at [3]",
    );
    const penalty = program('l2(p, reduction: "mean")');
    expect((await lines(penalty, "p→L#0"))[0]).toBe(
      "∂L/∂p = ∂L/∂L · 2 · p / N = 1 · 2 · p / 4 = 4 at [3]",
    );
  });

  it("is its number alone where the program calls something else by it", async () => {
    const taken = program("mse(p, 1) + N", "input N = 3");
    expect((await lines(taken, "p→L/mse#0#0"))[0]).toBe(
      "∂L/∂p = ∂L/∂mse(p, 1) · 2(p − 1) / 4 = 1 · 2(p − 1) / 4 = 3.5 at [3]",
    );
  });

  it("says what a cross-entropy with options passes back", async () => {
    const smooth = program("cross_entropy(p, 1, label_smoothing: 0.1)");
    expect((await lines(smooth, "p→L#0"))[0]).toMatch(
      /= 1 · \(softmax\(p\) − t\) \/ 1 with t = \(1 − 0\.1\) · onehot\(1\) \+ 0\.1 \/ 4 = /,
    );
    const ignoring = program("cross_entropy(p, 1, ignore: 2)");
    expect((await lines(ignoring, "p→L#0"))[0]).toMatch(
      /and 0 where the target is 2, with N the number of the others/,
    );
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
