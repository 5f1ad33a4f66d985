// Quick fixes through the protocol: what is offered for a problem, and that the fixed program does not have it.
import { TextDocument } from "langium";
import {
  type CodeAction,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type TextEdit,
} from "vscode-languageserver/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Session } from "./session.js";

const uri = "file:///work/program.nn";

const network = (...statements: string[]): string =>
  `network N {\n${statements.map((each) => `  ${each}\n`).join("")}}\n`;

let session: Session;

beforeEach(async () => {
  session = await Session.start();
});

afterEach(() => {
  session.stop();
});

async function shown(address: string, text: string): Promise<Diagnostic[]> {
  session.open(address, text);
  await session.settled(address);
  // Hints ask for the settings, so that nobody still waits for these when the session stops.
  await session.hints(address);
  return session.diagnosticsOf(address);
}

const actions = (
  diagnostic: Diagnostic,
  only = ["quickfix"],
): Promise<CodeAction[]> =>
  session.client.sendRequest("textDocument/codeAction", {
    textDocument: { uri },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic], only },
  });

function applied(text: string, { edit }: CodeAction): string {
  const edits: TextEdit[] = edit?.changes?.[uri] ?? [];
  const document = TextDocument.create(uri, "nn", 0, text);
  return TextDocument.applyEdits(document, edits);
}

/** By the problem's code: the program's statements, the offers, and the statements after the first of them. */
const cases: readonly [string, string[], string[], string[]][] = [
  [
    "undefined-name",
    ["input weights = 1", "output f = weihts * 2"],
    ["Change to `weights`"],
    ["input weights = 1", "output f = weights * 2"],
  ],
  [
    "undefined-name",
    ["input x = 1", "output f = min(x, infinity)"],
    ["Change to `inf`"],
    ["input x = 1", "output f = min(x, inf)"],
  ],
  [
    "undefined-function",
    ["input x = 1", "output f = sigmiod(x)"],
    ["Change to `sigmoid`"],
    ["input x = 1", "output f = sigmoid(x)"],
  ],
  [
    "undefined-function",
    ["input x = 1", "output f = tahn(x)"],
    ["Change to `tanh`"],
    ["input x = 1", "output f = tanh(x)"],
  ],
  [
    "undefined-function",
    ["input x: [2] = [1, 3]", "layer h = x |> Linear(1)", "output f = sum(h)"],
    ["Change to `dense`"],
    ["input x: [2] = [1, 3]", "layer h = x |> dense(1)", "output f = sum(h)"],
  ],
  [
    "undefined-function",
    ["input x: [2] = [1, 3]", "output f = x |> average"],
    ["Change to `mean`"],
    ["input x: [2] = [1, 3]", "output f = x |> mean"],
  ],
  [
    "undefined-function",
    ["input x = 2", "output f = 3 * pow(x + 1, 2)"],
    ["Write `a ^ b`"],
    ["input x = 2", "output f = 3 * ((x + 1) ^ 2)"],
  ],
  [
    "undefined-function",
    ["input x = 2", "output f = x(3 + x)"],
    ["Multiply: insert `*`"],
    ["input x = 2", "output f = x * (3 + x)"],
  ],
  [
    "unknown-argument",
    ["input x = 2", "output f = leaky_relu(x, slop: 0.1)"],
    ["Change to `slope`"],
    ["input x = 2", "output f = leaky_relu(x, slope: 0.1)"],
  ],
  [
    "duplicate-name",
    ["input x = 1", "q = x + 1", "q = x * 2", "output f = q * x"],
    ["Rename this one to `q2`"],
    ["input x = 1", "q = x + 1", "q2 = x * 2", "output f = q * x"],
  ],
  [
    "duplicate-name",
    ["input x = 1", "output f = x", "output f"],
    ["Remove this statement"],
    ["input x = 1", "output f = x"],
  ],
  [
    "redefined-builtin",
    ["input x = 1", "pi = x", "output f = x * 2"],
    ["Rename this one to `pi2`"],
    ["input x = 1", "pi2 = x", "output f = x * 2"],
  ],
  [
    "missing-layer",
    ["input x: [2] = [1, 2]", "h = x |> dense(3) |> relu", "output f = sum(h)"],
    ["Add the word `layer`"],
    [
      "input x: [2] = [1, 2]",
      "layer h = x |> dense(3) |> relu",
      "output f = sum(h)",
    ],
  ],
  [
    "missing-layer",
    ["input x: [2] = [1, 2]", "output p = dense(x, 1)[0] // the end"],
    ["Add the word `layer`, and mark `p` as an output below"],
    [
      "input x: [2] = [1, 2]",
      "layer p = dense(x, 1)[0] // the end",
      "output p",
    ],
  ],
  [
    "missing-layer",
    [
      "input x: [batch, 4]",
      "h: [batch, 3] = x |> dense(3) |> relu",
      "output f = h",
    ],
    ["Add the word `layer`"],
    [
      "input x: [batch, 4]",
      "layer h: [batch, 3] = x |> dense(3) |> relu",
      "output f = h",
    ],
  ],
  [
    "layer-without-parameters",
    ["input x = 1", "layer h = relu(x)", "output f = h"],
    ["Remove the word `layer`"],
    ["input x = 1", "h = relu(x)", "output f = h"],
  ],
  [
    "duplicate-loss",
    ["input x = 1", "loss L = x²", "loss M = x"],
    ["Remove the word `loss`"],
    ["input x = 1", "loss L = x²", "M = x"],
  ],
  [
    "loss-not-scalar",
    ["input x: [2] = [1, 2]", "loss L = x²"],
    ["Take the mean: `mean(…)`", "Take the sum: `sum(…)`"],
    ["input x: [2] = [1, 2]", "loss L = mean(x²)"],
  ],
  [
    "no-objective",
    ["input x = 1", "q = x²", "f = q + x"],
    ["Mark `f` as an output"],
    ["input x = 1", "q = x²", "output f = q + x"],
  ],
  [
    "no-objective",
    ["input x = 1", "output a = x", "output b = 2 * x"],
    ["Make `a` the loss", "Make `b` the loss"],
    ["input x = 1", "loss a = x", "output b = 2 * x"],
  ],
  [
    "shape-mismatch",
    ["input x: [2] = [1, 2]", "q: [3] = x * 2", "output f = sum(q)"],
    ["Change the annotation to [2]"],
    ["input x: [2] = [1, 2]", "q: [2] = x * 2", "output f = sum(q)"],
  ],
  [
    "shape-mismatch",
    ["input x: [3] = [1, 2]", "output f = sum(x)"],
    ["Change the shape to [2]"],
    ["input x: [2] = [1, 2]", "output f = sum(x)"],
  ],
  [
    "shape-mismatch",
    ["weight w: [2, 2] = [[1, 2, 3], [4, 5, 6]]", "output f = sum(w)"],
    ["Change the shape to [2, 3]"],
    ["weight w: [2, 3] = [[1, 2, 3], [4, 5, 6]]", "output f = sum(w)"],
  ],
  [
    "shape-mismatch",
    ["input x: [4]", "weight W: [4, 3]", "output f = sum(W @ x)"],
    ["Transpose: `W.T`", "Change the shape of `W` to [4, 4]"],
    ["input x: [4]", "weight W: [4, 3]", "output f = sum(W.T @ x)"],
  ],
  [
    "shape-mismatch",
    [
      "input x: [batch, 4]",
      "input y: [batch, 2]",
      "layer z = x |> relu |> dense(3)",
      "loss L = mse(z, y)",
    ],
    ["Give `z` 2 units"],
    [
      "input x: [batch, 4]",
      "input y: [batch, 2]",
      "layer z = x |> relu |> dense(2)",
      "loss L = mse(z, y)",
    ],
  ],
  [
    "invalid-check",
    ["input x = 2", "output f = x²", "expect f ≈ x + 2"],
    ["Compare with `==`"],
    ["input x = 2", "output f = x²", "expect f == x + 2"],
  ],
  [
    "check-failed",
    ["input x = 2", "output f = x / 3", "expect f ≈ 0.4"],
    ["Change the number to 0.7, the value"],
    ["input x = 2", "output f = x / 3", "expect f ≈ 0.7"],
  ],
  [
    "check-failed",
    ["input x = 2", "output f = -x / 3", "expect f == −0.667"],
    [
      "Compare with `≈`: the number is rounded",
      "Change the number to -0.6666666666666666, the value",
    ],
    ["input x = 2", "output f = -x / 3", "expect f ≈ −0.667"],
  ],
  [
    "check-failed",
    ["input x = 2", "output f = x / 3000", "expect f ≈ 6.0e-4 // mine"],
    ["Change the number to 6.7e-4, the value"],
    ["input x = 2", "output f = x / 3000", "expect f ≈ 6.7e-4 // mine"],
  ],
  [
    "check-truncated",
    ["input x = 2", "output f = x / 3", "expect f ≈ 0.666"],
    ["Change the number to 0.667, the value"],
    ["input x = 2", "output f = x / 3", "expect f ≈ 0.667"],
  ],
  [
    "check-says-little",
    ["input x = 1", "output f = x / 3", "expect f ≈ 0"],
    ["Change the number to 0.3333, the value"],
    ["input x = 1", "output f = x / 3", "expect f ≈ 0.3333"],
  ],
  [
    "check-says-little",
    ["input x = 1", "output f = x / 3000", "expect f ≈ 0"],
    ["Change the number to 0.000, the value"],
    ["input x = 1", "output f = x / 3000", "expect f ≈ 0.000"],
  ],
  [
    "check-says-little",
    ["input x = [0.2, 3]", "output f = x / 3", "expect f ≈ [0, 1]"],
    ["Change the number to 0.06667, the value"],
    ["input x = [0.2, 3]", "output f = x / 3", "expect f ≈ [0.06667, 1]"],
  ],
  [
    "check-failed",
    ["weight w = [1, 2, 0.5]", "v = w / 3", "expect v ≈ [0.3, 0.8, .17]"],
    ["Change the number to 0.7, the value"],
    ["weight w = [1, 2, 0.5]", "v = w / 3", "expect v ≈ [0.3, 0.7, .17]"],
  ],
  [
    "check-failed",
    [
      "weight w = [[1, -2], [0.5, 6e4]]",
      "v = w / 3",
      "expect v ≈ [[0.333, −0.66], // by hand\n    [1_0.0, 1.5e4]] /* all */",
    ],
    ["Change 3 numbers to the values"],
    [
      "weight w = [[1, -2], [0.5, 6e4]]",
      "v = w / 3",
      "expect v ≈ [[0.333, -0.67], // by hand\n    [0.2, 2.0e4]] /* all */",
    ],
  ],
  [
    "check-truncated",
    ["weight w = [1, -2]", "v = w / 3", "expect (v |> relu) - v ~= [0, .66]"],
    ["Change the number to 0.67, the value"],
    ["weight w = [1, -2]", "v = w / 3", "expect (v |> relu) - v ~= [0, 0.67]"],
  ],
  [
    "check-failed",
    ["weight w = [1, 2]", "v = w / 4", "expect (v == v) + v == [1.25, 1.4]"],
    ["Change the number to 1.5, the value"],
    ["weight w = [1, 2]", "v = w / 4", "expect (v == v) + v == [1.25, 1.5]"],
  ],
  [
    "check-failed",
    ["weight w = [1, 2]", "v = w / 3", "expect v == [0.333, 0.667]"],
    [
      "Compare with `≈`: the numbers are rounded",
      "Change 2 numbers to the values",
    ],
    ["weight w = [1, 2]", "v = w / 3", "expect v ≈ [0.333, 0.667]"],
  ],
  [
    "check-failed",
    ["weight w = [1, 2]", "v = w / 3", "expect v ≈ [0.3, 0.5] within 0.05"],
    ["Change the number to 0.7, the value"],
    ["weight w = [1, 2]", "v = w / 3", "expect v ≈ [0.3, 0.7] within 0.05"],
  ],
  [
    "check-failed",
    ["weight w = [[1, 2]]", "v = w / 3", "expect v ≈ 0.50"],
    ["Compare each element with its value"],
    ["weight w = [[1, 2]]", "v = w / 3", "expect v ≈ [[0.33, 0.67]]"],
  ],
  [
    "check-failed",
    ["weight w = [1, 1]", "v = w / 3", "expect v ≈ 0.50"],
    ["Change the number to 0.33, the value"],
    ["weight w = [1, 1]", "v = w / 3", "expect v ≈ 0.33"],
  ],
  [
    "undefined-name",
    ["weight w = 2", "loss L = w²", "d = 2 * dL / dw"],
    ["Write `∂L/∂w`"],
    ["weight w = 2", "loss L = w²", "d = 2 * ∂L/∂w"],
  ],
  [
    "missing-layer",
    ["input x: [batch, 2]", "h = dense(x, 3)", "output f = sum(h)"],
    ["Add the word `layer`"],
    ["input x: [batch, 2]", "layer h = dense(x, 3)", "output f = sum(h)"],
  ],
  [
    "duplicate-training",
    [
      "weight w = 2",
      "loss L = w²",
      "train { optimizer: sgd(rate: 1) }",
      "train { epochs: 2 }",
    ],
    ["Remove this statement"],
    ["weight w = 2", "loss L = w²", "train { optimizer: sgd(rate: 1) }"],
  ],
  [
    "shape-mismatch",
    ["input x = [1, 2]", "output f = x.T @ x"],
    ["Do not transpose `x`"],
    ["input x = [1, 2]", "output f = x @ x"],
  ],
  [
    "syntax",
    ["weight w = 2", "loss L = w²", "d = ∂L/dw"],
    ["Write `∂w`"],
    ["weight w = 2", "loss L = w²", "d = ∂L/∂w"],
  ],
  [
    "syntax",
    ["input x = 2", "output f = 0.5x + 1"],
    ["Multiply: `0.5 * x`"],
    ["input x = 2", "output f = 0.5 * x + 1"],
  ],
  [
    "syntax",
    ["input x = 2", "output f = 3(x + 1)"],
    ["Multiply: insert `*`"],
    ["input x = 2", "output f = 3 * (x + 1)"],
  ],
  [
    "syntax",
    ["input x = 2", "let q = 3", "output f = x + q"],
    ["Remove `let`"],
    ["input x = 2", "q = 3", "output f = x + q"],
  ],
  [
    "syntax",
    ["input x = 2", "q := 3", "output f = x + q"],
    ["Write `=`"],
    ["input x = 2", "q = 3", "output f = x + q"],
  ],
  [
    "syntax",
    ["input L = 2", "loss = L²"],
    ["Name it `L2`"],
    ["input L = 2", "loss L2 = L²"],
  ],
  [
    "syntax",
    ["input x = 2", "output f = x", "expect f ≤ 3"],
    ["Write `<=`"],
    ["input x = 2", "output f = x", "expect f <= 3"],
  ],
  [
    "undefined-member",
    ["input x = [1, 2]", "layer h = x |> dense(1)", "loss L = l2(h.wieght)"],
    ["Change to `h.weight`"],
    ["input x = [1, 2]", "layer h = x |> dense(1)", "loss L = l2(h.weight)"],
  ],
  [
    "undefined-name",
    ["input units: [batch, 2]", "layer h = dense(units, bacth)", "output h"],
    ["Change to `batch`"],
    ["input units: [batch, 2]", "layer h = dense(units, batch)", "output h"],
  ],
  [
    "syntax",
    ["input x = 2", "ouput f = x", "expect f == 2"],
    ["Change to `output`"],
    ["input x = 2", "output f = x", "expect f == 2"],
  ],
  [
    "syntax",
    ["input x = 2", "q = x * 3", "wieght w: [2]", "output f = x"],
    ["Change to `weight`"],
    ["input x = 2", "q = x * 3", "weight w: [2]", "output f = x"],
  ],
  [
    "unused-name",
    ["weight w = 1", "weight v = 2", "loss L = w²"],
    ["Remove this statement"],
    ["weight w = 1", "loss L = w²"],
  ],
  [
    "syntax",
    ["input x = 2", "output f = x ** 2"],
    ["Write `^` for a power"],
    ["input x = 2", "output f = x ^ 2"],
  ],
  [
    "syntax",
    ["input x = 2", "output f = x", "expect f = 2"],
    ["Compare with `==`"],
    ["input x = 2", "output f = x", "expect f == 2"],
  ],
  [
    "syntax",
    ["input x = 2", "output f = (x + 1))"],
    ["Remove `)`"],
    ["input x = 2", "output f = (x + 1)"],
  ],
  [
    "syntax",
    ["input x = 2", "output f = (x + 1"],
    ["Insert `)`"],
    ["input x = 2", "output f = (x + 1)"],
  ],
];

describe("quick fixes", () => {
  it.each(cases)("of %s in %j", async (code, before, titles, after) => {
    const text = network(...before);
    const diagnostics = await shown(uri, text);
    const problem = diagnostics.find((each) => each.code === code);
    if (!problem) throw new Error(JSON.stringify(diagnostics));
    const offered = await actions(problem);
    expect(offered.map(({ title }) => title)).toEqual(titles);
    expect(offered.map(({ isPreferred }) => isPreferred)).toEqual(
      titles.map(() => titles.length === 1),
    );
    const fixed = offered.map((action) => applied(text, action));
    expect(fixed[0]).toBe(network(...after));
    for (const [index, program] of fixed.entries()) {
      const left = await shown(
        `file:///work/fixed${String(index)}.nn`,
        program,
      );
      expect(left.filter((each) => each.code === code)).toEqual([]);
    }
  });

  it("ends a network whose end is missing", async () => {
    const text =
      "network A {\n  input x = 1\n  output f = x\n\nnetwork B {\n  input y = 1\n  output g = y\n}\n";
    const [problem] = await shown(uri, text);
    const [action] = problem ? await actions(problem) : [];
    expect(action?.title).toBe("Insert `}`");
    const fixed = action ? applied(text, action) : text;
    expect(await shown("file:///work/fixed.nn", fixed)).toEqual([]);
  });

  it("ends the last network of a file", async () => {
    const text = "network A {\n  input x = 1\n  output f = abs(x)\n";
    const [problem] = await shown(uri, text);
    const [action] = problem ? await actions(problem) : [];
    expect(action && applied(text, action)).toBe(`${text}}\n`);
  });

  it("imports what another file of the workspace defines", async () => {
    await shown("file:///work/parts/blocks.nn", "fn twice(x) = 2 * x\n");
    const text = network("input x = 1", "output f = twice(x)");
    const [problem] = await shown(uri, text);
    const [action] = problem ? await actions(problem) : [];
    expect(action?.title).toBe('Import "parts/blocks.nn"');
    expect(action && applied(text, action)).toBe(
      `import "parts/blocks.nn"\n\n${text}`,
    );
  });

  it.each([
    [
      "undefined-column",
      'dataset d { "sepal length", b -> t  1, 2 -> 3 }\nnetwork N { input x = d["sepal lenght"]\n output y = x }',
      'd["sepal length"]',
    ],
    [
      "undefined-column",
      "dataset d { abc, bb -> t  1, 2 -> 3 }\nnetwork N { input x = d[acb, bb]\n output y = x }",
      "d[abc, bb]",
    ],
    [
      "several-outputs",
      "network M { input x = 1\n layer h = dense([x], 1)\n output m = h\n output s = 2 * h }\nnetwork N { layer e = M(2)\n output f = sum(e) }",
      "sum(e.m)",
    ],
  ])("of %s in other parts of a file", async (code, text, after) => {
    const diagnostics = await shown(uri, text);
    const problem = diagnostics.find((each) => each.code === code);
    const [action] = problem ? await actions(problem) : [];
    expect(action && applied(text, action)).toContain(after);
  });

  it("removes an import of which nothing is used, which is faded", async () => {
    const blocks = "file:///work/blocks.nn";
    await shown(blocks, "const a = 1\n");
    const text = `import "blocks.nn"\n${network("input x = 1", "output f = x")}`;
    const [problem] = await shown(uri, text);
    expect(problem).toMatchObject({
      severity: DiagnosticSeverity.Hint,
      code: "unused-import",
      tags: [DiagnosticTag.Unnecessary],
    });
    const [action] = problem ? await actions(problem) : [];
    expect(action?.title).toBe("Remove this import");
    expect(action && applied(text, action)).toBe(
      network("input x = 1", "output f = x"),
    );
  });

  it("are the safe ones of the whole file at once where that is asked for", async () => {
    const text = network(
      "input x: [2] = [1, 2]",
      "h = x |> dense(3)",
      "layer r = relu(h)",
      "output f = average(r) + weihts",
    );
    const [problem] = await shown(uri, text);
    const all = problem ? await actions(problem, ["source.fixAll"]) : [];
    expect(all.map(({ kind }) => kind)).toEqual(["source.fixAll.nn"]);
    expect(all[0] && applied(text, all[0])).toBe(
      network(
        "input x: [2] = [1, 2]",
        "layer h = x |> dense(3)",
        "r = relu(h)",
        "output f = mean(r) + weihts",
      ),
    );
  });

  it("leave a program without problems alone", async () => {
    const text = network("input x = 1", "output f = x");
    expect(await shown(uri, text)).toEqual([]);
    const whole = {
      start: { line: 0, character: 0 },
      end: { line: 9, character: 0 },
    };
    expect(await actions({ range: whole, message: "" })).toEqual([]);
  });
});
