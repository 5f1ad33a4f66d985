// Every convention of the language's list of points without a derivative: where one is hit, the step says so, the chain
// rule of the hover, the worked solution and the diagnostics; where none is hit, nothing is said.
import { describe, expect, it } from "vitest";
import { answerOf } from "../../language-server/evaluation/answers.js";
import type {
  Summary,
  Use,
} from "../../language-server/evaluation/questions.js";
import { chainRule } from "../../language-server/presentation/chain-rule.js";
import { entry, over } from "../../language-server/trace/walk.js";
import { runNn } from "../cli/run-nn.js";
import { Traced } from "./traced.js";

/** What is computed of `z`, which is 0 in all elements, of `u`, which is 1, and of `s`, a scalar of 1; and what is said. */
const conventions: readonly (readonly [string, string])[] = [
  ["relu(z)", "relu′(0) = 0"],
  ["abs(z)", "abs′(0) = 0"],
  ["leaky_relu(z)", "leaky_relu′(0) = 0.01"],
  ["leaky_relu(z, slope: 0.2)", "leaky_relu′(0) = 0.2"],
  ["elu(z, alpha: 2)", "elu′(0) = 2"],
  ["selu(z)", "selu′(0) = 1.7581, its slope from the left"],
  ["norm(z)", "norm′ = 0 where all elements are 0"],
  ["norm([0, 3] * u, p: 1)", "where an element is 0 its derivative is 0"],
  ["norm(u, p: inf)", "a tie splits the gradient evenly among the largest"],
  ["sqrt(z)", "sqrt′(0) = ∞"],
  ["clip(u, 1, 2)", "the gradient passes at the bounds"],
  ["clip(u, 0, 1)", "the gradient passes at the bounds"],
  ["max(u, 1)", "a tie splits the gradient evenly: ½ each"],
  ["min(u, s)", "a tie splits the gradient evenly: ½ each"],
  ["max(u, 1, 0)", "a tie splits the gradient evenly among all that are tied"],
  ["max(u)", "a tie splits the gradient evenly among all that are tied"],
  ["min(u)", "a tie splits the gradient evenly among all that are tied"],
  [
    "max_pool1d(reshape(u, [1, 2]), 2)",
    "of tied elements the first gets the whole gradient",
  ],
  [
    "max_pool2d(reshape(u, [1, 1, 2]), [1, 2])",
    "of tied elements the first gets the whole gradient",
  ],
  ["step(z)", "step′ = 0 everywhere, also at 0 where it jumps"],
  ["sign(z)", "sign′ = 0 everywhere, also at 0 where it jumps"],
  ["floor(u)", "floor′ = 0 everywhere, also at whole numbers where it jumps"],
  ["ceil(u)", "ceil′ = 0 everywhere, also at whole numbers where it jumps"],
  ["round(u / 2)", "round′ = 0 everywhere, also at halves where it jumps"],
  ["(u < 1)", "the derivative of a comparison is 0, also where it switches"],
  ["(u == 1)", "the derivative of a comparison is 0, also where it switches"],
  [
    "where(u > 1, u, 2 * u)",
    "the derivative of a comparison is 0, also where it switches",
  ],
  ["hinge(u, 1)", "0 at the corner, where y z = 1"],
  ["mae(u, 1)", "0 where prediction and target are equal"],
  ["l1(z)", "0 where a weight is 0"],
  ["std(u)", "where all elements are equal std′ = 0"],
  ["binary_cross_entropy(u, 1)", "p(1 − p) is held at 1e−12"],
  ["kl_div(-u, z)", "NaN where a target is 0, as in PyTorch"],
];

const program = (expression: string): string => `network N {
  input a = [0, 0]
  input b = [1, 1]
  input s = 1
  z = 1 * a
  u = 1 * b
  r = ${expression}
  output f = sum(r) + sum(z) + sum(u) + s
}`;

const smooth = [
  "relu(u)",
  "abs(u)",
  "norm(u)",
  "norm(u, p: 1)",
  "sqrt(u)",
  "clip(u, 0, 2)",
  "max(u, 0)",
  "huber(u, 0)",
  "elu(z)",
  "where(u > 0, u, z)",
  "hinge(u, -1)",
];

async function stepsOf(text: string): Promise<string[]> {
  const traced = Traced.of(text);
  const lines: string[] = [];
  for (let step = 0; step < traced.trace.steps.length; step++)
    lines.push(...(await traced.step({ step })).lines);
  return lines;
}

/** The chain rule of every name, as a hover has it. */
function hoversOf(text: string): string[] {
  const { tape, labels } = Traced.of(text);
  return tape.graph.names.flatMap(({ node }) => {
    const uses = answerOf(tape, {
      kind: "uses",
      params: { node, elements: 4 },
    }) as readonly Use[];
    const [gradient] = answerOf(tape, {
      kind: "tensors",
      params: { of: [{ kind: "gradient", node }], elements: 4 },
    }) as readonly (Summary | undefined)[];
    const { graph } = tape;
    return gradient
      ? chainRule({
          graph,
          labels,
          objective: "f",
          node,
          gradient,
          uses,
          digits: 4,
        })
      : [];
  });
}

const said = "there is no derivative; by convention: ";

describe("a point without a derivative", () => {
  it.each(conventions)("%s: %s", async (expression, convention) => {
    const text = program(expression);
    const wanted = (line: string): boolean =>
      line.includes(said) && line.endsWith(convention);
    expect(await stepsOf(text)).toSatisfy((lines: string[]) =>
      lines.some(wanted),
    );
    // The chain rule is that of a name, which has to be an operand itself.
    if (/^(?!.*reshape).*(?:\([zu][,)]|\([zu] [<=])/.test(expression))
      expect(hoversOf(text)).toSatisfy((lines: string[]) => lines.some(wanted));
    const { output, errors } = await runNn(["trace", "/k.nn", "--markdown"], {
      "/k.nn": text,
    });
    expect(errors).toContain("[derivative-by-convention]");
    expect(output).toContain("**No derivative here.**");
    expect(output.split("**No derivative here.**")[1]).toContain(convention);
  });

  it.each(smooth)("is not claimed of %s", async (expression) => {
    const text = program(expression);
    const lines = [...(await stepsOf(text)), ...hoversOf(text)];
    expect(lines.filter((line) => line.includes(said))).toEqual([]);
  });

  it("is told of a layer taken as one", async () => {
    const traced = Traced.of(`network N {
      input x = [1, 2]
      layer h = x |> dense(2, weight: 0) |> relu
      output f = sum(h)
    }`);
    const { steps: all } = traced.trace;
    const steps: string[] = [];
    for (let at = over(all, entry); at.step < all.length - 1;) {
      steps.push(...(await traced.step(at)).lines);
      at = over(all, at);
    }
    expect(steps.filter((line) => line.includes(said))).toEqual([
      "h: at 2 of 2 elements there is no derivative; by convention: relu′(0) = 0",
    ]);
  });
});
