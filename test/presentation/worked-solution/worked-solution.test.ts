// What a worked solution says of programs beyond the lecture's: layers, points without a derivative, numbers that are not
// finite, learning rates, large networks, names that mean something to Markdown, HTML or LaTeX.
import katex from "katex";
import { expect, test } from "vitest";
import { runNn } from "../../cli/run-nn.js";
import { partsOf } from "./formulas-of.js";

async function solutionOf(text: string, file = "program.nn"): Promise<string> {
  const { output, errors } = await runNn(["trace", file, "--markdown"], {
    [file]: text,
  });
  expect(output, errors).not.toBe("");
  expectTypeset(output);
  return output;
}

/** Every formula is one, and nothing else could be a link, HTML or a formula. */
function expectTypeset(markdown: string): void {
  const { formulas, prose } = partsOf(markdown);
  for (const formula of formulas)
    katex.renderToString(formula, { throwOnError: true, strict: "error" });
  expect(prose).not.toMatch(/[$<]|\]\(|https?:/);
}

const sectionOf = (markdown: string, title: string): string =>
  markdown.split("\n## ").find((section) => section.startsWith(title)) ?? "";

test("what the program does not name is called f1, f2, …, past the names that it has", async () => {
  const text = await solutionOf(`network N {
  input x = 2
  f1 = x * 3
  output f = (x + f1)² * 5
}`);
  const functions = sectionOf(text, "2.");
  expect(functions).toContain("$f_{2}$ and $f_{3}$ are named here");
  expect(functions).toContain("$f_{1} = x \\cdot 3$");
  expect(functions).toContain("$f_{2} = x + f_{1}$");
  expect(functions).toContain("$f_{3} = f_{2}^{2}$");
  expect(functions).toContain("$f = f_{3} \\cdot 5$");
});

test("several contributions are counted and added up", async () => {
  const text = await solutionOf(
    "network N {\n  input x = 3\n  output f = x * x + 2 * x\n}",
  );
  const backward = sectionOf(text, "6.");
  const sums = [...backward.matchAll(/\((\d) of 3\)/g)].map(([, n]) => n);
  expect(sums).toEqual(["1", "2", "3"]);
  expect(backward).toContain("\\frac{\\partial f}{\\partial x} = 8$ (3 of 3)");
  expect(sectionOf(text, "3.")).toContain("(as operand 2)");
});

test("a layer is a section, tensors are products with shapes, large ones have statistics", async () => {
  const text = await solutionOf(`network N {
  input x: [20] = arange(20)
  layer h = dense(x, 3, weight: 0.1) |> relu
  loss L = sum(h²)
}`);
  expect(text).toContain("### `h: dense(3) → relu`");
  const forward = sectionOf(text, "5.");
  expect(forward).toContain("shapes $[3] = [20] \\cdot [3, 20]^{\\mathsf{T}}$");
  expect(forward).toContain("$[3, 20]$ all $0.1$");
  expect(forward).toContain("$[20]$ mean 9.5, standard deviation");
  expect(forward).toContain("| $[19, 19, 19]$ |");
  const backward = sectionOf(text, "6.");
  expect(backward).toContain("shapes $[3, 20] = [3] \\otimes [20]$");
  expect(backward).toContain("\\otimes x$");
  expect(sectionOf(text, "8.")).toContain("| mean $0.1$ becomes $");
});

test("a value that was stretched gets a sum", async () => {
  const text = await solutionOf(`network N {
  input x: [3] = [1, 2, 3]
  weight b = 0.5
  loss L = sum(x * b)
}`);
  expect(sectionOf(text, "6.")).toContain(
    "$\\sum [1, 1, 1] \\odot [1, 2, 3] = 6$",
  );
});

test("conventions at points without a derivative are named, and where they were used", async () => {
  const text = await solutionOf(`network N {
  input x = 0
  h = relu(x)
  output f = h * 2
}`);
  expect(sectionOf(text, "3.")).toContain("`relu′(0) = 0`");
  const backward = sectionOf(text, "6.");
  expect(backward).toContain("**No derivative here.**");
  expect(backward).toMatch(/- \$h\$: At this value `relu` has no derivative/);
  const away = await solutionOf(`network N {
  input x = 1
  h = relu(x)
  output f = h * 2
}`);
  expect(away).not.toContain("**No derivative here.**");
});

test("where a number is not finite for the first time", async () => {
  const text = await solutionOf(`network N {
  input x = -1
  l = log(x)
  output f = l * 2
}`);
  expect(sectionOf(text, "5.")).toMatch(/\*\*Not finite:\*\* in step 2, \$l\$/);
  const backward = await solutionOf(`network N {
  input x = 0
  output f = sqrt(x)
}`);
  expect(sectionOf(backward, "5.")).not.toContain("**Not finite:**");
  expect(sectionOf(backward, "6.")).toMatch(/\*\*Not finite:\*\* in step 4/);
});

const trained = (train: string): string => `network N {
  input x = 1
  weight w = 0.5
  loss L = w * x
  ${train}
}`;

test.each([
  ["", "$0.5 - 1 \\cdot 1 = - 0.5$", "no `train` with a learning rate"],
  [
    "train { optimizer: sgd(rate: 0.1) }",
    "$0.5 - 0.1 \\cdot 1 = 0.4$",
    "the learning rate of the program's `train`.",
  ],
  [
    "train { epochs: 3\n optimizer: adam(rate: 0.2)\n batch: 4 }",
    "$0.5 - 0.2 \\cdot 1 = 0.3$",
    "`adam`, would go another way",
  ],
  [
    "train { optimizer: adam() }",
    "$0.5 - 0.001 \\cdot 1 = 0.499$",
    "`adam`, would go another way",
  ],
])("one step of gradient descent: %s", async (train, step, why) => {
  const text = sectionOf(await solutionOf(trained(train)), "8.");
  expect(text).toContain(step);
  expect(text).toContain(why);
});

test("what the program computes from gradients comes last", async () => {
  const text = await solutionOf(`network N {
  input x = 1
  weight w = 0.5
  loss L = w * x
  w_new = w - 0.1 * ∂L/∂w
}`);
  const last = sectionOf(text, "9.");
  expect(last).toContain("| $0.4$ |");
  expect(sectionOf(text, "5.")).not.toContain("new");
});

test("the program's text is the network's, with what it uses and without other networks", async () => {
  const file = `fn twice(x) = 2 * x

network Used {
  input a = 1
  output b = twice(a)
}

network Other {
  input a = 1
  b = a * 3
}

network N {
  input x = 1
  layer h = Used(x)
  output f = h * 4
}
`;
  const { output } = await runNn(
    ["trace", "program.nn", "--markdown", "--network", "N"],
    { "program.nn": file },
  );
  const task = sectionOf(output, "1.");
  for (const kept of ["fn twice", "network Used", "network N"])
    expect(task).toContain(kept);
  expect(task).not.toContain("Other");
});

test("texts and names stay texts and names", async () => {
  const column = "```<img src=x onerror=1>|$1$ [a](http://b.c)\\\\end{x}";
  const text = await solutionOf(
    `dataset d { "${column}" -> y
  1 -> 2
}
// </script> \`\`\`\`
network N {
  input á: [rows, 1] = d["${column}"]
  weight __b__ = 2
  weight _frac_ = 3
  weight Σ = 1
  output L = sum(á * __b__) + _frac_ * Σ
}`,
    "a|b `c` $d$ <e> [f](g).nn",
  );
  const { prose } = partsOf(text);
  expect(prose).not.toMatch(/img|onerror|script|http/);
  expect(text).toContain("``a\\|b `c` $d$ <e> [f](g).nn``");
});

test("a large network: layers as one step, and the rest is counted", async () => {
  const layers = Array.from(
    { length: 260 },
    (_, index) =>
      `  layer h${index + 1} = h${index} |> dense(2, weight: 0.5) |> tanh`,
  ).join("\n");
  const text = await solutionOf(
    `network N {\n  input h0 = [1, 2]\n${layers}\n  loss L = sum(h260)\n}`,
  );
  expect(text).toMatch(/The trace of this network has [\d,]+ steps, too many/);
  expect(text).toContain("h1 = dense(2) → tanh");
  expect(text).toContain("These are the first 200 of ");
});
