// The formulas of `nn trace` say what is computed: parentheses, sums over what was stretched, numbers inside functions.
import { describe, expect, test } from "vitest";
import { runNn } from "./run-nn.js";

const trace = async (statements: string, before = ""): Promise<string> => {
  const run = await runNn(["trace", "program.nn"], {
    "program.nn": `${before}network A {\n${statements}\n}\n`,
  });
  expect(run.status).toBe(0);
  return run.output;
};

describe("each formula says what is computed", () => {
  test.each([
    {
      what: "a sum as a factor",
      program: "input x = 2 weight w = 3 loss L = x * (x + w)",
      says: "∂L/∂L · (x + w) = 1 · 5 = 5",
    },
    {
      what: "the square of a square",
      program: "input x = 2 loss L = 1 / x²",
      says: "(−1 / (x²)²)",
    },
    {
      what: "a derivative by what was stretched",
      program:
        "input x = [[1, 2], [3, 4]] weight w = [1, 2] q = w / x loss L = sum(q)",
      says: "= Σ ∂L/∂q · (1 / x)",
    },
    {
      what: "a deviation divided by N − 1",
      program: "weight w = [1, 2, 6] loss L = std(w, unbiased: true)",
      says: "((w − mean(w)) / ((N − 1) · L))",
    },
    {
      what: "the tanh form of gelu",
      program: "input x = 0.5 loss L = gelu(x, approximate: true)",
      says: "x · (1 − tanh(√(2/π) · (x + 0.044715 · x³))²) / 2 · √(2/π) · (1 + 0.134145 · x²)",
    },
    {
      what: "the order of a norm",
      program: "weight w = [3, 4] loss L = norm(w)",
      says: "(w / L)",
    },
    {
      what: "the order of another norm",
      program: "weight w = [3, 4] loss L = norm(w, 3)",
      says: "(sign(w) · |w|^(3 − 1) / L^(3 − 1))",
    },
    {
      what: "a matrix that a batch shares",
      program:
        "input x: [2, 3, 4] = 1 weight W: [4, 2] = 0.5 z = x @ W loss L = sum(z)",
      says: "∂L/∂W = Σ xᵀ · ∂L/∂z",
    },
    {
      what: "the weight of a row vector",
      program:
        "input x = [1, 2] weight W = [[1, 2], [3, 4]] z = x @ W loss L = sum(z)",
      says: "shapes: [2, 2] = [2] ⊗ [2]",
    },
    {
      what: "the transpose of a transpose",
      program:
        "input x = [[1, 2]] weight W = [[1, 2], [3, 4]] loss L = sum(x @ W.T)",
      says: "(W.T)ᵀ",
    },
    {
      what: "elements that are too long for a line are no operand",
      program: `input x = [[-0.12345, -1.2345e-7, -9.876e-7], [-0.12345, -1.23456e-7, 4.56789e12]]
        loss L = sum(x)`,
      says: "shapes: scalar = sum([2, 3])",
    },
    {
      what: "an expression is cut between words",
      program:
        "weight first_one = 1 weight other_one = 2 loss L = first_one * other_one + first_one * 0.25 + other_one",
      says: "L = first_one · … · 0.25 + other_one",
    },
    {
      what: "the axis beside the numbers",
      program: "weight w = [[1, 2], [3, 5]] q = sum(w, axis: 0) loss L = q @ q",
      says: "= sum([[1, 2], [3, 5]], axis: 0) = [4, 7]",
    },
    {
      what: "the position that is picked",
      program: "weight w = [1, 2, 3] q = w[1:] loss L = q[-1]",
      says: "= [2, 3][−1] = 3",
    },
    {
      what: "the range that is picked",
      program: "weight w = [1, 2, 3] q = w[1:] loss L = q[-1]",
      says: "q = w[1:] = [1, 2, 3][1:] = [2, 3]",
    },
  ])("$what", async ({ program, says }) => {
    expect(await trace(program)).toContain(says);
  });
});

test("a number inside a function is the number", async () => {
  const output = await trace(
    "weight w = 6 loss L = scaled(w)",
    "const k = 3\nfn scaled(x) = (x / k)^2 + k\n",
  );
  expect(output).toContain("w / 3 = 6 / 3 = 2");
  expect(output).toContain("(w / 3)^2 = 2² = 4");
  expect(output).not.toContain("a constant");
});

test("the worked solution puts no numbers into a derivative", async () => {
  const { output } = await runNn(["trace", "program.nn", "--markdown"], {
    "program.nn": `network A {
  weight w = [[1, 2], [3, 5]]
  loss L = sum(mean(w, axis: 0))
  step = ∂L/∂w
}
`,
  });
  expect(output).toContain(
    String.raw`= \frac{\partial L}{\partial w}$ |  | $[[`,
  );
  expect(output).toContain(String.raw`\operatorname{mean}(w, \mathrm{axis}`);
});
