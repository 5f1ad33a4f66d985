// Networks used as layers, once or repeated (reference, section 4).
import { describe, expect, it } from "vitest";
import {
  keysOf,
  lower,
  messagesOf,
  namesOf,
  networkOf,
  nn,
  problemsOf,
  shapesOf,
  valuesOf,
} from "./lower.js";

const encoder = nn`
  network Encoder(width = 3) {
    input x: [batch, features]
    layer hidden = dense(x, width) |> relu
    weight scale = 2
    output code = hidden * scale
  }
`;

describe("a network as a layer", () => {
  it("has its output's value, and its names behind the layer's", () => {
    const lowered = lower(nn`
      ${encoder}
      network N {
        input v: [n, 4]
        layer e = Encoder(v, width: 5)
        a = e.hidden.weight
        b = e[0].hidden[0].bias
        c = e.hidden
        d = e[0]
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(shapesOf(lowered, "N")).toEqual({
      v: "[n, 4]",
      e: "[n, 5]",
      "e.x": "[n, 4]",
      "e.hidden": "[n, 5]",
      "e.hidden.weight": "[5, 4]",
      "e.hidden.bias": "[5]",
      "e.scale": "[]",
      "e.code": "[n, 5]",
      a: "[5, 4]",
      b: "[5]",
      c: "[n, 5]",
      d: "[5]",
    });
    expect(networkOf(lowered, "N").parameterCount).toBe(26);
  });

  it("draws its weights with the caller's seed, under their full names", () => {
    const lowered = lower(nn`
      ${encoder}
      network Outer {
        input x: [batch, 4]
        seed 5
        layer inner = Encoder(x)
        weight w: [2]
        output y = inner
      }
      network N {
        input v: [n, 4]
        layer a = Outer(v)
        layer b = Encoder(v) |> Encoder
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(keysOf(lowered, "N")).toEqual({
      "a.inner.hidden.weight": "a[0].inner[0].hidden[0].weight",
      "a.w": "a[0].w",
      "b[0].hidden.weight": "b[0].hidden[0].weight",
      "b[1].hidden.weight": "b[1].hidden[0].weight",
    });
    const seeds = networkOf(lowered, "N").graph.nodes.flatMap(
      ({ attributes }) => attributes["seed"] ?? [],
    );
    expect(new Set(seeds)).toEqual(new Set([0]));
  });

  it("takes all its inputs, in order or by name, hyperparameters by name", () => {
    const lowered = lower(nn`
      network Add(factor = 1) {
        input a: [2]
        input b: [2] = [1, 1]
        output sum = a + factor * b
      }
      network N {
        input x = [1, 2]
        layer p = Add(x, [10, 20])
        layer q = Add(b: x, a: [10, 20])
        layer r = x |> Add([1, 1], factor: 100)
        layer s = Add(x)
        layer t = Add(x, x, 3)
        layer u = Add(x, x, factr: 3)
        layer v = Add(x, x, factor: x)
        layer w = Add(x, [1, 2, 3])
      }`);
    expect(problemsOf(lowered)).toEqual([
      "11:13 missing-argument",
      "12:23 invalid-argument",
      "13:23 unknown-argument",
      "14:31 not-constant",
      "15:13 shape-mismatch",
    ]);
    expect(valuesOf(lowered, "N")).toMatchObject({
      p: [11, 22],
      q: [11, 22],
      r: [101, 102],
    });
    expect(messagesOf(lowered)[4]).toContain("input `b` has shape [2]");
  });

  it("gives its dimensions the argument's sizes, symbolic or not", () => {
    const lowered = lower(nn`
      network Pair {
        input x: [rows, width]
        input y: [width]
        weight w: [width]
        output z = x * w + y
      }
      network N {
        input v: [batch, 3]
        layer ok = Pair(v, [1, 2, 3])
        layer bad = Pair(v, [1, 2])
        layer flat = Pair([1, 2], [1, 2])
      }`);
    expect(shapesOf(lowered, "N")).toMatchObject({
      ok: "[batch, 3]",
      "ok.w": "[3]",
    });
    expect(problemsOf(lowered)).toEqual([
      "10:15 shape-mismatch",
      "11:16 shape-mismatch",
    ]);
  });

  it("leaves out its loss, checks and training, and what is made of these", () => {
    const lowered = lower(nn`
      network Trained {
        input x = [1, 2]
        m = 2 * x
        loss L = sum(m)
        twice = 2 * L
        slope = ∂L/∂x
        expect L == 6
        output m
      }
      network N {
        input v = [3, 4]
        layer t = Trained(v)
        y = t.twice
      }`);
    expect(namesOf(lowered, "N")).toEqual(["v", "t", "t.x", "t.m"]);
    expect(problemsOf(lowered)).toEqual(["13:7 undefined-member"]);
    expect(networkOf(lowered, "N").graph.checks).toEqual([]);
    expect(networkOf(lowered, "N").graph.objective).toBeUndefined();
  });

  it("whose output is its loss has that value", () => {
    const lowered = lower(nn`
      network Distance {
        input a = [1, 2]
        input b = [1, 2]
        d = a - b
        loss L = sum(d * d)
        output L
      }
      network N {
        input v = [3, 4]
        layer e = Distance(v, [0, 0])
        loss M = e / 2
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(valuesOf(lowered, "N")).toMatchObject({ e: [25], M: [12.5] });
  });

  it("stands in a `layer`, and has to have an output", () => {
    const lowered = lower(nn`
      network Silent { input x = 1 y = x }
      network N {
        y = Silent(1)
        layer z = Silent(1)
      }
      fn f(x) = Silent(x)`);
    expect(problemsOf(lowered)).toEqual([
      "3:7 missing-layer",
      "3:7 no-output",
      "4:13 no-output",
      "6:11 misplaced-layer",
    ]);
  });

  it("says at the call what goes wrong inside, and where", () => {
    const lowered = lower(nn`
      network Square {
        input x: [a, b]
        output y = x @ x
      }
      network N {
        input v: [2, 3]
        layer s = Square(v)
      }`);
    expect(problemsOf(lowered)).toEqual(["7:13 shape-mismatch"]);
    expect(messagesOf(lowered)[0]).toMatch(
      /^In `Square`: .* ← it arises here: x @ x/,
    );
  });

  it("says only once what is wrong in it whoever calls it", () => {
    const lowered = lower(nn`
      network Wrong {
        input x = [1, 2]
        output y = x + nowhere
      }
      network N {
        layer a = Wrong([1, 2])
        layer b = Wrong([1, 2])
      }`);
    expect(problemsOf(lowered)).toEqual(["3:18 undefined-name"]);
  });
});

describe("several outputs", () => {
  const pair = nn`
    network Pair {
      input x = 1
      output mean = x + 1
      output spread = x * 10
    }
  `;

  it("are chosen by member, the layer alone is an error", () => {
    const lowered = lower(nn`
      ${pair}
      network N {
        layer e = Pair(2)
        y = e.mean + e.spread
        z = e
        layer w = Pair(2) |> relu
      }`);
    expect(valuesOf(lowered, "N")).toMatchObject({ y: [23] });
    expect(messagesOf(lowered)).toEqual([
      "`e` has several outputs: choose one, `e.mean` or `e.spread`.",
      expect.stringContaining("`.mean` or `.spread`"),
    ]);
  });
});

describe("calls that own nothing", () => {
  it("are counted where there are several, behind those that own parameters", () => {
    const lowered = lower(nn`
      network Free { input x = 1 inner = x output y = inner }
      network Own { input x = 1 weight w = 2 output y = w * x }
      network N {
        layer a = Free(1)
        layer b = Free(1) + Free(2)
        layer c = Free(1) + Own(2) + Free(3)
      }`);
    expect(
      namesOf(lowered, "N").filter((name) => /\.inner|\.w/.test(name)),
    ).toEqual([
      "a.inner",
      "b[0].inner",
      "b[1].inner",
      "c.w",
      "c[1].inner",
      "c[2].inner",
    ]);
  });
});

describe("repeat", () => {
  const block = nn`
    network Block(width = 4) {
      input x: [batch, width]
      layer inner = dense(x, width)
      output y = x + inner
    }
  `;

  it("chains instances with parameters of their own", () => {
    const lowered = lower(nn`
      ${block}
      const depth = 3
      network N {
        input v: [n, 4]
        layer h = repeat(v, depth, Block)
        layer g = v |> repeat(2, Block, width: 2 * 2) |> dense(1)
        a = h[2].inner.weight
        b = g[0][1].inner.bias
      }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(
      namesOf(lowered, "N").filter((name) => name.endsWith("weight")),
    ).toEqual([
      "h[0].inner.weight",
      "h[1].inner.weight",
      "h[2].inner.weight",
      "g[0][0].inner.weight",
      "g[0][1].inner.weight",
      "g[1].weight",
    ]);
    expect(networkOf(lowered, "N").parameterCount).toBe(5 * 20 + 5);
  });

  it("draws each under h[0][k]", () => {
    const lowered = lower(nn`
      ${block}
      network N {
        input v: [n, 4]
        layer h = repeat(v, 2, Block)
      }`);
    expect(keysOf(lowered, "N")).toEqual({
      "h[0].inner.weight": "h[0][0].inner[0].weight",
      "h[1].inner.weight": "h[0][1].inner[0].weight",
    });
  });

  it.each([
    ["a constant count", "repeat(v, v, Block)", "8:23 not-constant"],
    ["a whole count", "repeat(v, 1.5, Block)", "8:23 not-whole"],
    ["at least one", "repeat(v, 0, Block)", "8:23 invalid-argument"],
    ["not too many", "repeat(v, 1e9, Block)", "8:23 invalid-argument"],
    ["a network", "repeat(v, 2, relu)", "8:26 undefined-function"],
    [
      "a network that is there",
      "repeat(v, 2, Blok)",
      "8:26 undefined-function",
    ],
    ["all of them", "repeat(v, 2)", "8:13 missing-argument"],
    [
      "its hyperparameters",
      "repeat(v, 2, Block, wide: 4)",
      "8:33 unknown-argument",
    ],
    [
      "the shape to come back",
      "repeat(v[:, :2], 2, Block)",
      "8:13 shape-mismatch",
    ],
    ["one input", "repeat(v, 2, Two)", "8:26 invalid-argument"],
  ])("needs %s: %s", (_what, call, problem) => {
    const lowered = lower(
      `${block}\nnetwork N { input v: [n, 4]\n  layer h = ${call}\n}\nnetwork Two { input a = 1 input b = 2 output c = a + b }`,
    );
    const [found, ...more] = problemsOf(lowered).map((place) =>
      place.replace(/^7:/, "8:"),
    );
    expect(found).toBe(problem);
    expect(more).toEqual([]);
  });
});

it("an output that a network does not have is an unknown member", () => {
  const file = lower(nn`
    network Two { input x: [2] output a = x output b = x }
    network N {
      input x = [1, 2]
      layer t = Two(x)
      output f = sum(t.c)
    }`);
  expect(problemsOf(file)).toEqual(["5:18 undefined-member"]);
});
