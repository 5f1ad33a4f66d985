// What people read on a terminal: tables and outcomes.
import { readFileSync } from "node:fs";
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
  "blocks.nn": `network Block(width = 4) {
  input x: [batch, width, h, w]
  layer a = x |> conv2d(width, kernel: 3, padding: 1, bias: false) |> batch_norm |> relu
  pooled = max_pool2d(a, 2)
  layer y = pooled |> conv2d(width, kernel: 1)
  output y
}

network Chain {
  input x: [batch, 1, 8, 8]
  layer stem = x |> conv2d(4, kernel: 1)
  layer h = stem |> repeat(2, Block, width: 4)
  layer p = h |> global_avg_pool |> dense(2)
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

test("nn summary: shapes, parameters, multiply-adds and memory, symbolic where the batch is", async () => {
  const { output } = await runNn(["summary", "layers.nn"], files);
  expect(output).toMatchInlineSnapshot(`
    "Layers  x [batch, 4]
             output shape  parameters  multiply-adds             memory
      h      [batch, 8]            40     32 * batch  192 bytes * batch
      p      [batch, 3]            24     24 * batch   48 bytes * batch
      w      [3]                    3              0            0 bytes
      s      [batch]                0      3 * batch    8 bytes * batch
      total                        67     59 * batch  248 bytes * batch

      memory of parameters    536 bytes
      of values               248 bytes * batch
      of both with gradients  496 bytes * batch + 1.1 kB
    "
  `);
});

test("nn summary tells running statistics from parameters, and opens layers as deep as it is asked", async () => {
  const { output } = await runNn(
    ["summary", "blocks.nn", "--depth", "3"],
    files,
  );
  expect(output).toMatchInlineSnapshot(`
    "Block  x [batch, 4, h, w]
                         output shape                            parameters  not trained                                                   multiply-adds                                                                     memory
      a                  [batch, 4, h, w]                               152            8                                             144 * batch * h * w                                                   96 bytes * batch * h * w
        a[0] conv2d      [batch, 4, h, w]                               144            0                                             144 * batch * h * w                                                   32 bytes * batch * h * w
        a[1] batch_norm  [batch, 4, h, w]                                 8            8                                                               0                                                   32 bytes * batch * h * w
      pooled             [batch, 4, floor(h / 2), floor(w / 2)]           0            0                                                               0                             32 bytes * batch * floor(h / 2) * floor(w / 2)
      y                  [batch, 4, floor(h / 2), floor(w / 2)]          20            0                        16 * batch * floor(h / 2) * floor(w / 2)                             32 bytes * batch * floor(h / 2) * floor(w / 2)
      total                                                             172            8  16 * batch * floor(h / 2) * floor(w / 2) + 144 * batch * h * w  64 bytes * batch * floor(h / 2) * floor(w / 2) + 96 bytes * batch * h * w

      memory of parameters    1.4 kB
      of values               64 bytes * batch * floor(h / 2) * floor(w / 2) + 96 bytes * batch * h * w
      of both with gradients  128 bytes * batch * floor(h / 2) * floor(w / 2) + 192 bytes * batch * h * w + 2.8 kB

    Chain  x [batch, 1, 8, 8]
                                  output shape      parameters  not trained   multiply-adds             memory
      stem                        [batch, 4, 8, 8]           8            0     256 * batch       2 kB * batch
      h                           [batch, 4, 2, 2]         344           16  11,840 * batch       9 kB * batch
        h[0] Block                [batch, 4, 4, 4]         172            8   9,472 * batch     7.2 kB * batch
          h[0].a                  [batch, 4, 8, 8]         152            8   9,216 * batch     6.1 kB * batch
          h[0].pooled max_pool2d  [batch, 4, 4, 4]           0            0               0  512 bytes * batch
          h[0].y                  [batch, 4, 4, 4]          20            0     256 * batch  512 bytes * batch
        h[1] Block                [batch, 4, 2, 2]         172            8   2,368 * batch     1.8 kB * batch
          h[1].a                  [batch, 4, 4, 4]         152            8   2,304 * batch     1.5 kB * batch
          h[1].pooled max_pool2d  [batch, 4, 2, 2]           0            0               0  128 bytes * batch
          h[1].y                  [batch, 4, 2, 2]          20            0      64 * batch  128 bytes * batch
      p                           [batch, 2]                10            0       8 * batch   64 bytes * batch
        global_avg_pool           [batch, 4]                 0            0               0   32 bytes * batch
        dense                     [batch, 2]                10            0       8 * batch   32 bytes * batch
      total                                                362           16  12,104 * batch      11 kB * batch

      memory of parameters    2.9 kB
      of values               11 kB * batch
      of both with gradients  22 kB * batch + 5.8 kB
    "
  `);
});

test("nn summary refuses a depth that is none", async () => {
  const { status, errors } = await runNn(
    ["summary", "layers.nn", "--depth", "0"],
    files,
  );
  expect(status).toBe(2);
  expect(errors).toBe(
    "nn: option '--depth <N>' argument '0' is invalid. It is a whole number of at least 1.\n",
  );
});

test("nn summary --json", async () => {
  const { output } = await runNn(["summary", "layers.nn", "--json"], files);
  expect(JSON.parse(output)).toEqual({
    file: "layers.nn",
    ok: true,
    networks: [
      {
        name: "Layers",
        inputs: [{ name: "x", shape: "[batch, 4]" }],
        layers: [
          {
            name: "h",
            kind: "layer",
            shape: "[batch, 8]",
            parameters: 40,
            notTrained: 0,
            multiplyAdds: "32 * batch",
            memory: "192 * batch",
          },
          {
            name: "p",
            kind: "layer",
            shape: "[batch, 3]",
            parameters: 24,
            notTrained: 0,
            multiplyAdds: "24 * batch",
            memory: "48 * batch",
          },
          {
            name: "w",
            kind: "weight",
            shape: "[3]",
            parameters: 3,
            notTrained: 0,
            multiplyAdds: 0,
            memory: 0,
          },
          {
            name: "s",
            kind: "output",
            shape: "[batch]",
            parameters: 0,
            notTrained: 0,
            multiplyAdds: "3 * batch",
            memory: "8 * batch",
          },
        ],
        parameters: 67,
        notTrained: 0,
        multiplyAdds: "59 * batch",
        memory: "248 * batch",
        parameterMemory: 536,
      },
    ],
    diagnostics: expect.any(Array) as unknown,
  });
});

test("nn summary --json --depth: what a layer is made of is in its own layers", async () => {
  const { output } = await runNn(
    ["summary", "layers.nn", "--json", "--depth", "2"],
    {
      "layers.nn":
        "network N { input x: [4]  layer h = x |> dense(2) |> relu |> dense(3) }",
    },
  );
  const { networks } = JSON.parse(output) as {
    networks: { layers: { layers: object[] }[] }[];
  };
  expect(networks[0]?.layers[0]?.layers).toEqual([
    {
      name: "h[0]",
      label: "dense",
      kind: "call",
      shape: "[2]",
      parameters: 10,
      notTrained: 0,
      multiplyAdds: 8,
      memory: 32,
    },
    {
      name: "h[1]",
      label: "dense",
      kind: "call",
      shape: "[3]",
      parameters: 9,
      notTrained: 0,
      multiplyAdds: 6,
      memory: 48,
    },
  ]);
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

test("nn check --json leaves out what editors fade", async () => {
  const { output } = await runNn(["check", "n.nn", "--json"], {
    "n.nn":
      "network N(unused = 2) {\n  weight w = 1\n  weight idle = 2\n  loss L = w\n}\n",
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: unknown[] };
  expect(diagnostics).toEqual([]);
});

test("nn --version is the package's version", async () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
    version: string;
  };
  expect(await runNn(["--version"])).toMatchObject({
    status: 0,
    output: `${manifest.version}\n`,
    errors: "",
  });
});
