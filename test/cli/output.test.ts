// What people read on a terminal: tables and outcomes.
import { expect, test } from "vitest";
import { runNn } from "./run-nn.js";

const files = {
  "circuit.nn": `network Circuit {
  input x = -2
  input y = 5
  input z = -4
  q = x + y
  output f = q * z
  expect f == -12
  expect ∂f/∂x ≈ -4.5
}
`,
  "layers.nn": `network Layers {
  input x: [batch, 4]
  layer h = x |> dense(8) |> relu
  layer p = h |> dense(3, bias: false) |> softmax
  weight w: [3] = 1
  output s = p @ w
  expect s == 1
}
`,
  "rough.nn": `network Rough {
  input x = 0.3679
  y = x * 2
  expect x ≈ 0.36
  expect y == z
  expect y ≈ 0.74
}
`,
};

test("nn eval: values, gradients and checks of each network", async () => {
  const { status, output, errors } = await runNn(["eval", "circuit.nn"], files);
  expect(status).toBe(1);
  expect(errors).toBe(
    "circuit.nn:8:3: error: Expected −4.5, the value is −4 (they differ by 0.5, allowed is 0.05). [check-failed]\n",
  );
  expect(output).toMatchInlineSnapshot(`
    "Circuit · objective f
         shape  value  ∂f/∂…
      x  []     −2     −4
      y  []     5      −4
      z  []     −4     3
      q  []     3      −4
      f  []     −12    1
      ✓  line 7  f == -12
      ✗  line 8  ∂f/∂x ≈ -4.5  −4
    "
  `);
});

test("nn eval of a network without data: shapes only", async () => {
  const { status, output } = await runNn(["eval", "layers.nn"], files);
  expect(status).toBe(0);
  expect(output).toMatchInlineSnapshot(`
    "Layers · 67 parameters · not evaluated
                shape
      x         [batch, 4]
      h         [batch, 8]
      h.weight  [8, 4]
      h.bias    [8]
      p         [batch, 3]
      p.weight  [3, 8]
      w         [3]
      s         [batch]
      ?  line 7  s == 1
    "
  `);
});

test("nn summary: shapes, parameters and multiply-adds, symbolic where the batch is", async () => {
  const { output } = await runNn(["summary", "layers.nn"], files);
  expect(output).toMatchInlineSnapshot(`
    "Layers
             output shape  parameters  multiply-adds
      h      [batch, 8]            40     32 * batch
      p      [batch, 3]            24     24 * batch
      w      [3]                    3              0
      s      [batch]                0      3 * batch
      total                        67     59 * batch
    "
  `);
});

test("nn summary --json", async () => {
  const { output } = await runNn(["summary", "layers.nn", "--json"], files);
  expect(JSON.parse(output)).toEqual({
    file: "layers.nn",
    ok: true,
    networks: [
      {
        name: "Layers",
        layers: [
          {
            name: "h",
            kind: "layer",
            shape: "[batch, 8]",
            parameters: 40,
            multiplyAdds: "32 * batch",
          },
          {
            name: "p",
            kind: "layer",
            shape: "[batch, 3]",
            parameters: 24,
            multiplyAdds: "24 * batch",
          },
          {
            name: "w",
            kind: "weight",
            shape: "[3]",
            parameters: 3,
            multiplyAdds: 0,
          },
          {
            name: "s",
            kind: "output",
            shape: "[batch]",
            parameters: 0,
            multiplyAdds: "3 * batch",
          },
        ],
        parameters: 67,
        multiplyAdds: "59 * batch",
      },
    ],
    diagnostics: expect.any(Array) as unknown,
  });
});

test("nn check says how the checks of each FILE end", async () => {
  const { status, output, errors } = await runNn(
    ["check", "circuit.nn", "layers.nn", "rough.nn"],
    files,
  );
  expect(status).toBe(1);
  expect(output).toMatchInlineSnapshot(`
    "circuit.nn: 1 of 2 checks passed, 1 failed
    layers.nn: 0 of 1 check passed, 1 not evaluated
    rough.nn: 1 error, 1 of 3 checks passed, 1 cut off instead of rounded, 1 not evaluated
    "
  `);
  expect(errors).toMatchInlineSnapshot(`
    "circuit.nn:8:3: error: Expected −4.5, the value is −4 (they differ by 0.5, allowed is 0.05). [check-failed]
    rough.nn:4:3: warning: 0.36 was cut off, not rounded: the value is 0.3679. [check-truncated]
    rough.nn:5:15: error: There is no value named \`z\` here. [undefined-name]
    "
  `);
});
