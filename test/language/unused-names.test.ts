// What is faded in the editor, and what never is.
import { describe, expect, it } from "vitest";
import { lowerWith } from "./files.js";
import { lower, type Lowered } from "./lower.js";

const faded = ({ unused, texts }: Pick<Lowered, "unused" | "texts">) =>
  unused.map(({ code, source }) => [
    code,
    (texts[0] ?? "").slice(source.start, source.end),
  ]);

const errorsOf = ({ problems }: Pick<Lowered, "problems">) =>
  problems.filter(({ severity }) => severity === "error");

describe("what is there for nothing", () => {
  it("are hyperparameters, parameters of functions, weights and biases that stand nowhere", () => {
    const lowered = lower(`
      fn scaled(x, by, _later) = 2 * x
      network Block(width = 3, depth = 2) {
        input x: [batch, 4]
        layer h = x |> dense(width)
        output y = h
      }
      network N {
        input x: [batch, 4] = [[1, 2, 3, 4]]
        weight w = 0.5
        weight forgotten: [2, 2]
        bias b = 1
        layer e = Block(x, width: 2, depth: 7)
        loss L = mean(scaled(e, 2, 3)) * w
      }`);
    expect(errorsOf(lowered)).toEqual([]);
    expect(faded(lowered)).toEqual([
      ["unused-name", "by"],
      ["unused-name", "depth"],
      ["unused-name", "weight forgotten: [2, 2]"],
      ["unused-name", "bias b = 1"],
    ]);
  });

  it("are imports of which no name is used", async () => {
    const files = {
      "a.nn": "const a = 1",
      "b.nn": "fn f(x) = x",
      "c.nn": "network C { input x: [1]\n layer y = dense(x, 1)\n output y }",
      "d.nn": "dataset d { u -> v  0 -> 1 }",
      "e.nn": 'import "f.nn"\nconst e = f',
      "f.nn": "const f = 1",
    };
    const lowered = await lowerWith(
      files,
      `import "a.nn"
      import "b.nn"
      import "c.nn"
      import "d.nn"
      import "e.nn"
      import "f.nn"
      network N { input x: [1] = d[u][0]
        layer y = repeat(x, 2, C) |> f
        z = y * e }`,
    );
    expect(errorsOf(lowered)).toEqual([]);
    expect(faded(lowered)).toEqual([
      ["unused-import", 'import "a.nn"'],
      ["unused-import", 'import "f.nn"'],
    ]);
  });
});

describe("nothing is said of", () => {
  it.each([
    [
      "what other files may import",
      "const a = 1\nfn f(x) = x\ndataset d { u -> v  0 -> 1 }",
    ],
    [
      "a definition, which is there for its value",
      "network N { input x = 1\n q = x + 1\n output f = x }",
    ],
    [
      "an input",
      "network N { input x = 1\n input y: [batch] = [1, 2]\n output f = x }",
    ],
    [
      "weights without an objective, which are there to look at",
      "network N { weight w: [2, 2] = he_normal() }",
    ],
    [
      "a weight of which only a derivative or a check speaks",
      "network N { weight w = 1\n weight v = 2\n loss L = 3\n expect ∂L/∂w == 0\n expect v == 2 }",
    ],
    [
      "a weight that is used through another network",
      "network A { weight w = 1\n input x = 1\n output y = x }\nnetwork B { layer e = A(2)\n output f = e * e.w }",
    ],
    [
      "a weight of which only an element is used",
      "network N { weight w = [1, 2]\n loss L = w[0] }",
    ],
    [
      "hyperparameters in shapes, seeds, weights, settings, tolerances and other defaults",
      "network N(a = 2, b = a, c = 1, d = 0.1, e = 5, k = 3) { seed e\n input x: [b * 1] = [1, 2]\n weight w: [k]\n loss L = sum(x) * c + sum(w)\n expect L == 3 within d }",
    ],
    [
      "hyperparameters of training",
      "network N(rate = 0.1, n = 5) { weight w = 1\n loss L = w\n train { optimizer: sgd(rate: rate) epochs: n } }",
    ],
    [
      "what is unused on purpose",
      "network N(_a = 2) { weight _w = 2\n input x = 1\n output f = x }\nfn f(_x) = 1",
    ],
    [
      "a program with errors, where a use may not be understood",
      "network N(a = 2) { weight w = 1\n loss L = 1 + sgn(w, a) }",
    ],
    [
      "a program that does not parse",
      "network N(a = 2) { weight w = 1\n loss L = 1 + \n}",
    ],
  ])("%s", (_, text) => {
    expect(faded(lower(text))).toEqual([]);
  });

  it("a parameter below another mistake of the file", () => {
    expect(
      faded(lower("fn f(x, y) = x\nnetwork N { output g = nothing }")),
    ).toEqual([["unused-name", "y"]]);
  });
});
