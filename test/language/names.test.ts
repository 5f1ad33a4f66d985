// What names mean where, and what may be called what (reference, sections 3 and 4).
import { describe, expect, it } from "vitest";
import {
  lower,
  lowerStatements,
  messagesOf,
  nn,
  problemsOf,
  shapesOf,
  underlined,
  valuesOf,
} from "./lower.js";

describe("names are defined once", () => {
  it("in a network: names, hyperparameters and dimensions are one set", () => {
    const lowered = lower(nn`
      network N(width = 2, width = 3) {
        input x: [batch, 4]
        x = 1
        width = 2
        batch = 3
        weight batch: [2]
        layer h = dense(x, 3)
        output h = 2
      }`);
    expect(problemsOf(lowered)).toEqual([
      "1:22 duplicate-name",
      "3:3 duplicate-name",
      "4:3 duplicate-name",
      "5:3 duplicate-name",
      "6:10 duplicate-name",
      "8:10 duplicate-name",
    ]);
    expect(messagesOf(lowered)[1]).toBe(
      "`x` is already defined: names are defined once. Choose another name. ← `x` is defined here: x",
    );
  });

  it("in a file: values are one namespace, functions and networks another", () => {
    const lowered = lower(nn`
      const a = 1
      const a = 2
      dataset a { x -> y
        1 -> 2 }
      fn a(x) = x
      fn f(x) = x
      network f { y = a(1) + a }
      network N { y = a(1) + a }
      network N { z = 1 }`);
    expect(problemsOf(lowered)).toEqual([
      "2:7 duplicate-name",
      "3:9 duplicate-name",
      "7:9 duplicate-name",
      "9:9 duplicate-name",
    ]);
    expect(valuesOf(lowered, "N")).toEqual({ y: [2] });
  });

  it("in a function: its parameters", () => {
    expect(problemsOf(lower("fn f(x, x) = x"))).toEqual(["1:9 duplicate-name"]);
  });

  it("built-in functions are not defined again, by no name that they have", () => {
    const lowered = lower(nn`
      fn relu(x) = x
      fn σ(x) = x
      network dense { y = 1 }
      fn grad(a) = a
      network repeat { y = 1 }
      fn uniform(a) = a
      fn load(a) = a`);
    expect(problemsOf(lowered)).toEqual([
      "1:4 redefined-builtin",
      "2:4 redefined-builtin",
      "3:9 redefined-builtin",
      "4:4 redefined-builtin",
      "5:9 redefined-builtin",
      "6:4 redefined-builtin",
      "7:4 redefined-builtin",
    ]);
  });
});

describe("names hide", () => {
  it("a file's constants and datasets: names of a network, hyperparameters, dimensions and parameters do", () => {
    const lowered = lower(nn`
      const a = 1
      const b = 2
      const c = 3
      dataset d { x -> y
        1 -> 2 }
      fn f(a) = a + b
      network N(b = 20) {
        a = 10
        input x: [d, 2] = [[1, 2]]
        y = f(100) + a + b + c
      }
      network M { y = a + b }`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(valuesOf(lowered, "N")["y"]).toEqual([102 + 10 + 20 + 3]);
    expect(valuesOf(lowered, "M")).toEqual({ y: [3] });
  });

  it("no function: an output called mean does not hide mean(x)", () => {
    const lowered = lowerStatements(
      "input x = [1, 3]\noutput mean = mean(x)\ny = mean(x) + mean",
    );
    expect(problemsOf(lowered)).toEqual([]);
    expect(valuesOf(lowered)["y"]).toEqual([4]);
  });
});

describe("a statement sees the names above it", () => {
  it("and is told of those below", () => {
    const lowered = lowerStatements("y = x\ninput x = 1");
    expect(problemsOf(lowered)).toEqual(["2:5 undefined-name"]);
    expect(messagesOf(lowered)[0]).toContain("defined further down");
  });

  it("not its own", () => {
    expect(problemsOf(lowerStatements("y = y + 1"))).toEqual([
      "2:5 undefined-name",
    ]);
  });

  it("nor those of another network", () => {
    expect(
      problemsOf(lower("network A { x = 1 }\nnetwork B { y = x }")),
    ).toEqual(["2:17 undefined-name"]);
  });

  it("a file's names stand in any order", () => {
    const lowered = lower(nn`
      network N { y = f(a) }
      fn f(x) = g(x) * 2
      const a = b + 1
      fn g(x) = x + b
      const b = 2`);
    expect(problemsOf(lowered)).toEqual([]);
    expect(valuesOf(lowered)).toEqual({ y: [10] });
  });
});

describe("a name that means nothing", () => {
  it("is offered the nearest one", () => {
    const lowered = lowerStatements(
      "input hidden = 1\ny = hiden\nz = rleu(hidden)\nw = sum(hidden, axes: 0)",
    );
    expect(messagesOf(lowered)).toEqual([
      "There is no value named `hiden` here. Did you mean `hidden`?",
      "There is no function or network named `rleu`. Did you mean `relu`?",
      "`sum` has no argument named `axes`. Did you mean `axis`? It is sum(x, axis: …, keep: false).",
    ]);
    expect(underlined(lowered)).toEqual(["hiden", "rleu", "axes: 0"]);
  });

  it("is said once, not again by everything that uses it", () => {
    const lowered = lowerStatements(
      "y = nowhere\nz = y + 1\nw = [z, y] |> sum\nlayer h = dense(w, 3)\nv = h.weight",
    );
    expect(problemsOf(lowered)).toEqual(["2:5 undefined-name"]);
  });

  it("a function where a value is needed, and the other way round", () => {
    const lowered = lowerStatements("x = 1\ny = relu\nz = x(2)");
    expect(messagesOf(lowered)).toEqual([
      "`relu` is a function, not a value: call it, `relu(…)`, or pipe into it, `… |> relu`.",
      "`x` is a value, not a function. To multiply, write `*`.",
    ]);
  });
});

describe("recursion is an error at the call that leads back", () => {
  it.each([
    ["a function of itself", "fn f(x) = f(x - 1)", ["1:11"]],
    [
      "functions of one another",
      "fn f(x) = g(x)\nfn g(x) = h(x)\nfn h(x) = x |> f",
      ["1:11", "2:11", "3:16"],
    ],
    [
      "a network of itself",
      "network N { input x = 1 layer y = N(x) output y }",
      ["1:35"],
    ],
    [
      "a network that repeats itself",
      "network N { input x = 1 layer y = repeat(x, 2, N) output y }",
      ["1:48"],
    ],
    [
      "networks of one another",
      "network A { input x = 1 layer y = B(x) output y }\nnetwork B { input x = 1 layer y = A(x) output y }",
      ["1:35", "2:35"],
    ],
    ["a constant of itself", "const a = a + 1", ["1:11"]],
    ["constants of one another", "const a = b\nconst b = a", ["2:11"]],
    [
      "a constant through a function",
      "const a = f(1)\nfn f(x) = x + a",
      ["1:11"],
    ],
  ])("%s", (_what, text, places) => {
    expect(problemsOf(lower(text))).toEqual(
      places.map((place) => `${place} recursive-definition`),
    );
  });

  it("what calls something recursive is not wrong itself", () => {
    const lowered = lower(
      "fn f(x) = f(x)\nnetwork N {\n  y = f(1)\n  z = 2\n}",
    );
    expect(problemsOf(lowered)).toEqual(["1:11 recursive-definition"]);
    expect(shapesOf(lowered)).toEqual({ z: "[]" });
  });
});
