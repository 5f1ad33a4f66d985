// `nn trace FILE`: the steps as text and as JSON, the network that is meant, and how the program ends.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runNn, type Outcome } from "./run-nn.js";

const circuit = `network Circuit {
  input x = -2
  input y = 5
  input z = -4
  q = x + y
  output f = q * z
  expect f == -12
}
`;

const trace = (text: string, ...options: readonly string[]): Promise<Outcome> =>
  runNn(["trace", "program.nn", ...options], { "program.nn": text });

test("a good program: every step, forward and backward, status 0", async () => {
  expect(await trace(circuit)).toEqual({
    status: 0,
    errors: "",
    written: {},
    output: `Circuit · objective f

Forward pass
   1  x = −2
   2  y = 5
   3  z = −4
   4  q = x + y = (−2) + 5 = 3
   5  f = q · z = 3 · (−4) = −12

Backward pass, from the objective
   6  ∂f/∂f = 1
   7  ∂f/∂q = −4
        ∂f/∂q = ∂f/∂f · z = 1 · −4 = −4
   8  ∂f/∂z = 3
        ∂f/∂z = ∂f/∂f · q = 1 · 3 = 3
   9  ∂f/∂x = −4
        ∂f/∂x = ∂f/∂q · 1 = −4 · 1 = −4
  10  ∂f/∂y = −4
        ∂f/∂y = ∂f/∂q · 1 = −4 · 1 = −4
  11  ∂f/∂z = 3
  12  ∂f/∂y = −4
  13  ∂f/∂x = −4
`,
  });
});

test("tensors: the shapes of each product; what is computed from gradients comes last", async () => {
  const { output } = await trace(`network Layer {
  input x: [4] = [1, 2, 3, 4]
  layer h = dense(x, 3, weight: 0.1)
  loss L = sum(h)
  new_bias = h.bias - 0.1 * ∂L/∂h.bias
}
`);
  expect(output).toContain("shapes: [3] = [4] · [3, 4]ᵀ");
  expect(output).toContain("shapes: [3, 4] = [3] ⊗ [4]");
  expect(output).toMatch(/Computed from the gradients\n(.*\n)*.*new_bias = /);
});

interface JsonStep {
  readonly kind: string;
  readonly pass: string;
  readonly node: string;
  readonly text: string;
  readonly to?: string;
  readonly operand?: number;
  readonly operands?: readonly { node?: string; value: { data: unknown } }[];
  readonly value?: { data: unknown };
  readonly upstream?: { data: unknown };
  readonly local?: { data: unknown };
  readonly contribution?: { data: unknown };
  readonly accumulated?: { data: unknown };
}

interface JsonTrace {
  readonly ok: boolean;
  readonly network: string | null;
  readonly objective: string | null;
  readonly steps: readonly JsonStep[];
  readonly diagnostics: readonly object[];
}

const jsonOf = ({ output }: Outcome): JsonTrace =>
  JSON.parse(output) as JsonTrace;

describe("--json", () => {
  test("one object: every step with its numbers", async () => {
    const outcome = await trace(circuit, "--json");
    expect(outcome.status).toBe(0);
    expect(outcome.output).toMatch(/^\{.*\}\n$/);
    const { steps, ...rest } = jsonOf(outcome);
    expect(rest).toEqual({
      file: "program.nn",
      ok: true,
      network: "Circuit",
      objective: "f",
      diagnostics: [],
    });
    const scalar = (data: number) => ({ shape: [], data });
    expect(steps[0]).toEqual({
      kind: "given",
      pass: "forward",
      node: "x",
      text: "−2",
      value: scalar(-2),
    });
    expect(steps[4]).toEqual({
      kind: "forward",
      pass: "forward",
      node: "f",
      text: "q · z",
      operands: [
        { node: "q", value: scalar(3) },
        { node: "z", value: scalar(-4) },
      ],
      value: scalar(-12),
    });
    expect(steps[5]).toEqual({
      kind: "seed",
      pass: "backward",
      node: "f",
      text: "q · z",
      accumulated: scalar(1),
    });
    expect(steps[6]).toEqual({
      kind: "backward",
      pass: "backward",
      node: "f",
      text: "q · z",
      operand: 0,
      to: "q",
      upstream: scalar(1),
      local: scalar(-4),
      contribution: scalar(-4),
      accumulated: scalar(-4),
    });
    expect(steps.at(-1)).toMatchObject({ kind: "arrived", node: "x" });
    expect(steps).toHaveLength(13);
  });

  test("contributions are accumulated one after the other", async () => {
    const outcome = await trace(
      "network N { input x = 3\n output f = x * x + 2 * x }",
      "--json",
    );
    const sums = jsonOf(outcome)
      .steps.filter(({ to }) => to === "x")
      .map(({ accumulated }) => accumulated?.data);
    expect(sums).toHaveLength(3);
    expect(sums.at(-1)).toBe(8);
    expect(new Set(sums).size).toBe(3);
  });

  test("numbers that are not finite are strings", async () => {
    const outcome = await trace(
      "network N { input x = -1\n output f = log(x) }",
      "--json",
    );
    const { steps } = jsonOf(outcome);
    expect(steps[1]?.value?.data).toBe("NaN");
  });

  test("an error: no steps, but what is wrong; status 1", async () => {
    const outcome = await trace(circuit.replace("x + y", "x + w"), "--json");
    expect(outcome.status).toBe(1);
    expect(outcome.errors).toMatch(/program\.nn:5:11: error: .*\n$/);
    expect(jsonOf(outcome)).toMatchObject({
      ok: false,
      network: "Circuit",
      steps: [],
      diagnostics: [{ line: 5, code: "undefined-name" }],
    });
  });
});

const lecture = path.resolve(import.meta.dirname, "../../examples/lecture");

test.each([
  ["n07-circuit.nn", "Circuit"],
  ["n09-sigmoid-circuit.nn", "SigmoidCircuit"],
  ["n10-max-circuit.nn", "Tie"],
  ["n11-vanishing.nn", "Vanishing"],
  ["n12-exploding.nn", "Exploding"],
  ["n02-dead-units.nn", "DeadUnits"],
])("%s: the same numbers as nn eval --json", async (file, network) => {
  const at = path.join(lecture, file);
  const evaluated = JSON.parse(
    (await runNn(["eval", at, "--json", "--network", network])).output,
  ) as {
    networks: {
      values: Record<string, object>;
      gradients: Record<string, object>;
    }[];
  };
  const [expected] = evaluated.networks;
  const { steps } = jsonOf(
    await runNn(["trace", at, "--json", "--network", network]),
  );
  const values: Record<string, unknown> = {};
  const gradients: Record<string, unknown> = {};
  for (const { node, to, value, accumulated, kind } of steps) {
    if (value) values[node] = value;
    // The last contribution makes the gradient complete.
    if (accumulated)
      gradients[kind === "backward" ? (to ?? "") : node] = accumulated;
  }
  expect(expected).toBeDefined();
  expect(values).toMatchObject(expected?.values ?? {});
  expect(gradients).toMatchObject(expected?.gradients ?? {});
});

describe("--markdown", () => {
  test("a worked solution, nothing else", async () => {
    const { status, output, errors } = await trace(circuit, "--markdown");
    expect({ status, errors }).toEqual({ status: 0, errors: "" });
    expect(output).toMatch(/^# Backpropagation through `Circuit`\n/);
    expect(output).toContain(circuit.trim());
  });

  test("not together with --json", async () => {
    const { status, output, errors } = await trace(
      circuit,
      "--markdown",
      "--json",
    );
    expect({ status, output }).toEqual({ status: 2, output: "" });
    expect(errors).toMatch(/--json.*--markdown/);
  });
});

test("a failed check: the trace all the same, status 1", async () => {
  const outcome = await trace(circuit.replace("== -12", "== -13"));
  expect(outcome.status).toBe(1);
  expect(outcome.output).toContain("f = q · z = 3 · (−4) = −12");
  expect(outcome.errors).toMatch(/\[check-failed\]\n$/);
});

test("an error in another network does not matter, but is told", async () => {
  const broken = "network Broken { input a = 1\n output b = a * nothing }";
  const outcome = await trace(`${circuit}\n${broken}`, "--network", "Circuit");
  expect(outcome.status).toBe(1);
  expect(outcome.output).toContain("∂f/∂x = −4");
  expect(outcome.errors).toMatch(/\[undefined-name\]\n$/);
});

const second = "network Second { input u = 1\n output v = u * 2 }\n";

test("the network is the one that is named", async () => {
  const { status, output } = await trace(
    circuit + second,
    "--network",
    "Second",
  );
  expect(status).toBe(0);
  expect(output).toMatch(/^Second · objective v\n/);
});

test.each([
  [
    circuit + second,
    [],
    "nn: program.nn has 2 networks with an objective: choose one with --network. Its networks: Circuit (objective f), Second (objective v).\n",
  ],
  [
    circuit,
    ["--network", "Third"],
    "nn: program.nn has no network named Third. Its networks: Circuit (objective f).\n",
  ],
  [
    "network A { input x = 1\n y = x * 2 }",
    ["--network", "A"],
    "nn: A has no objective, so there is nothing to go back from. Write `loss L = …`, or mark one scalar as `output`.\n",
  ],
  [
    "network A { input x: []\n output y = x * 2 }",
    [],
    "nn: A has no values to trace: the input `x` has none.\n",
  ],
  ["// empty", [], "nn: program.nn has no network.\n"],
])(
  "what cannot be traced in %#: status 2, and why",
  async (text, options, errors) => {
    for (const form of [[], ["--json"], ["--markdown"]])
      expect(await trace(text, ...options, ...form)).toEqual({
        status: 2,
        output: "",
        errors,
        written: {},
      });
  },
);

test("a network over the memory budget: status 1, and which limit", async () => {
  const outcome = await trace(
    "network N { input x: [100000] = 1\n loss L = sum(x @ zeros([100000, 100000])) }",
    "--json",
  );
  expect(outcome.status).toBe(1);
  expect(jsonOf(outcome)).toMatchObject({ ok: false, steps: [] });
});
