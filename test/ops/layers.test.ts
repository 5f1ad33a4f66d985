/** Layers: what they own, with names for sizes; what they refuse; what they cost; the two modes. */
import { describe, expect, it } from "vitest";
import {
  type Dimension,
  formatDimension,
  namedDimension,
} from "../../language-server/graph/dimension.js";
import type { Attributes } from "../../language-server/graph/graph.js";
import { formatShape, type Shape } from "../../language-server/graph/shape.js";
import type { LayerFunction } from "../../language-server/ops/composite.js";
import { isMismatch } from "../../language-server/ops/operation.js";
import { functions, operations } from "../../language-server/ops/registry.js";
import { runFunction, withDefaults } from "./run-function.js";
import { countKinks, runForward, tensor } from "./run-operation.js";

function layer(name: string): LayerFunction {
  const found = functions.get(name);
  if (found && "kind" in found && found.kind === "layer") return found;
  throw new Error(`${name} is no layer`);
}

const shapeOf = (dimensions: readonly (number | string)[]): Shape =>
  dimensions.map((dimension): Dimension =>
    typeof dimension === "string" ? namedDimension(dimension) : dimension,
  );

/** `weight [2, 3], bias [2]`, or why the call is wrong. */
function owned(
  name: string,
  operands: readonly (readonly (number | string)[])[],
  given: Attributes,
): string {
  const record = layer(name);
  const found = record.parameters(
    operands.map(shapeOf),
    withDefaults(record.signature, given),
  );
  return "mismatch" in found
    ? found.mismatch
    : found.map((each) => `${each.name} ${formatShape(each.shape)}`).join(", ");
}

describe("parameters", () => {
  it.each([
    ["dense", [["batch", 4]], { units: 3 }, "weight [3, 4], bias [3]"],
    ["dense", [[4]], { units: 3, bias: false }, "weight [3, 4]"],
    [
      "dense",
      [["n", "d"]],
      { units: namedDimension("d") },
      "weight [d, d], bias [d]",
    ],
    [
      "conv2d",
      [["batch", 3, "h", "w"]],
      { channels: 8, kernel: [3, 5] },
      "weight [8, 3, 3, 5], bias [8]",
    ],
    [
      "conv2d",
      [["batch", 4, 9, 9]],
      { channels: 8, kernel: 3, groups: 4, bias: false },
      "weight [8, 1, 3, 3]",
    ],
    [
      "conv1d",
      [[4, "l"]],
      { channels: 2, kernel: 3 },
      "weight [2, 4, 3], bias [2]",
    ],
    [
      "conv_transpose2d",
      [["batch", 4, 9, 9]],
      { channels: 6, kernel: 2, groups: 2 },
      "weight [4, 3, 2, 2], bias [6]",
    ],
    ["batch_norm", [["batch", 7]], {}, "weight [7], bias [7]"],
    [
      "layer_norm",
      [["batch", "seq", 8]],
      { axes: 2 },
      "weight [seq, 8], bias [seq, 8]",
    ],
    ["rms_norm", [["batch", 8]], {}, "weight [8]"],
    ["group_norm", [["batch", 6, 4, 4]], { groups: 3 }, "weight [6], bias [6]"],
    [
      "embedding",
      [["batch", "seq"]],
      { count: 100, size: 16 },
      "weight [100, 16]",
    ],
    [
      "multi_head_attention",
      [
        ["batch", "seq", 8],
        ["batch", "seq", 8],
        ["batch", "seq", 8],
      ],
      { heads: 2 },
      "in_proj_weight [24, 8], in_proj_bias [24], out_proj.weight [8, 8], out_proj.bias [8]",
    ],
    [
      "lstm",
      [["batch", "seq", 5]],
      { units: 3 },
      "weight_ih [12, 5], weight_hh [12, 3], bias_ih [12], bias_hh [12]",
    ],
    [
      "gru",
      [["seq", 5]],
      { units: 3, bias: false },
      "weight_ih [9, 5], weight_hh [9, 3]",
    ],
    [
      "rnn",
      [["batch", "seq", 5]],
      { units: 3 },
      "weight_ih [3, 5], weight_hh [3, 3], bias_ih [3], bias_hh [3]",
    ],
  ] as const)("%s of %j %j", (name, operands, attributes, wanted) => {
    expect(owned(name, operands, attributes as Attributes)).toBe(wanted);
  });

  it("start as PyTorch’s documentation and the reference say", () => {
    const found = layer("embedding").parameters([[2]], { count: 3, size: 4 });
    expect(found).toMatchObject([
      { initialiser: { name: "normal", values: [0, 1] } },
    ]);
    expect(layer("layer_norm").parameters([[4]], {})).toMatchObject([
      { name: "weight", initialiser: 1, isBias: false },
      { name: "bias", initialiser: 0, isBias: true },
    ]);
  });
});

describe("calls that cannot be", () => {
  it.each([
    ["dense", [[]], { units: 3 }, /vector or more/],
    [
      "conv2d",
      [[3, 4]],
      { channels: 1, kernel: 3 },
      /\[batch, channels, height, width\].*\[3, 4\]/,
    ],
    [
      "conv2d",
      [[1, 3, 4, 4]],
      { channels: 4, kernel: 3, groups: 2 },
      /3 channels to 4 cannot be split into 2 groups/,
    ],
    ["conv2d", [[1, 3, 4, 4]], { channels: 4, kernel: [3] }, /kernel needs/],
    ["conv2d", [[1, 3, 4, 4]], { channels: 4, kernel: 0 }, /kernel needs/],
    [
      "layer_norm",
      [[4]],
      { axes: 2 },
      /over the last 2 axes does not fit \[4\]/,
    ],
    [
      "group_norm",
      [[2, 5]],
      { groups: 2 },
      /5 channels cannot be split into 2 groups/,
    ],
    ["batch_norm", [[5]], {}, /\[batch, channels, …\].*\[5\]/],
    ["batch_norm", [[2, 5], [5]], {}, /mean and variance together/],
    [
      "multi_head_attention",
      [
        [2, 6],
        [2, 6],
        [2, 6],
      ],
      { heads: 4 },
      /size 6 cannot be split into 4 heads/,
    ],
    [
      "multi_head_attention",
      [
        [2, 6],
        [2, 4],
        [2, 4],
      ],
      { heads: 2 },
      /one size/,
    ],
    ["lstm", [[6]], { units: 4 }, /\[batch, seq, in\]/],
  ] as const)("%s of %j %j", (name, operands, attributes, wanted) => {
    expect(owned(name, operands, attributes)).toMatch(wanted);
  });
});

/** The shape that the operation gives, or the mismatch. */
function result(
  name: string,
  operands: readonly (readonly (number | string)[])[],
  attributes: Attributes,
): string {
  const operation = operations.get(name);
  const shape = operation?.shape(
    operands.map(shapeOf),
    withDefaults(operation.signature, attributes),
  );
  if (!shape) throw new Error(`There is no operation ${name}`);
  return isMismatch(shape) ? shape.mismatch : formatShape(shape);
}

describe("shapes", () => {
  it.each([
    [
      "convolution",
      [
        ["batch", 3, "h", 9],
        [8, 3, 3, 3],
      ],
      { padding: 1 },
      "[batch, 8, h, 9]",
    ],
    [
      "convolution",
      [
        ["batch", 3, "h", 9],
        [8, 3, 3, 3],
      ],
      { stride: 2 },
      "[batch, 8, floor((h + 1) / 2) - 1, 4]",
    ],
    [
      "convolution",
      [
        ["batch", 3, 9, 9],
        [8, 3, 4, 4],
      ],
      { padding: "same" },
      "[batch, 8, 9, 9]",
    ],
    [
      "convolution",
      [
        ["batch", 3, 9, 9],
        [8, 3, 4, 4],
      ],
      { padding: "same", stride: 2 },
      'padding: "same" needs a stride of 1',
    ],
    [
      "convolution",
      [
        ["batch", 3, 2, 9],
        [8, 3, 3, 3],
      ],
      {},
      "The window spans 3 elements, and the axis has 2 (axis 2 of [batch, 3, 2, 9])",
    ],
    [
      "convolution",
      [
        ["batch", 4, 9, 9],
        [8, 3, 3, 3],
      ],
      {},
      "[batch, 4, 9, 9] has 4 channels, and the weight [8, 3, 3, 3] takes 3",
    ],
    [
      "transposed_convolution",
      [
        ["batch", 3, "h", 9],
        [3, 8, 2, 2],
      ],
      { stride: 2 },
      "[batch, 8, 2 * h, 18]",
    ],
    [
      "max_pool2d",
      [["batch", 3, "h", 9]],
      { size: 2 },
      "[batch, 3, floor(h / 2), 4]",
    ],
    [
      "max_pool2d",
      [["batch", 3, 9, 9]],
      { size: 2, padding: 2 },
      "The padding of a pooling window is at most half its size",
    ],
    ["avg_pool1d", [[3, "l"]], { size: 3, stride: 1, padding: 1 }, "[3, l]"],
    [
      "attention_weights",
      [
        ["batch", "l", 8],
        ["batch", "s", 8],
      ],
      {},
      "[batch, l, s]",
    ],
    [
      "lstm_recurrence",
      [
        ["batch", "seq", 5],
        [12, 5],
        [12, 3],
      ],
      {},
      "[batch, seq, 3]",
    ],
    [
      "take",
      [
        ["n", 4],
        ["batch", "seq"],
      ],
      {},
      "[batch, seq, 4]",
    ],
    ["one_hot", [["batch"]], { classes: 10 }, "[batch, 10]"],
    [
      "pad",
      [["batch", 4]],
      {
        pads: [
          [0, 0],
          [1, 2],
        ],
      },
      "[batch, 7]",
    ],
  ] as const)("%s of %j %j", (name, operands, attributes, wanted) => {
    expect(result(name, operands, attributes)).toBe(wanted);
  });
});

describe("costs in multiply-adds", () => {
  it.each([
    [
      "linear",
      [
        ["batch", 784],
        [128, 784],
      ],
      {},
      "100352 * batch",
    ],
    [
      "matmul",
      [
        [2, 3],
        [3, 4],
      ],
      {},
      "24",
    ],
    // The first two convolutions of LeNet-5, and a grouped one.
    [
      "convolution",
      [
        [1, 1, 28, 28],
        [6, 1, 5, 5],
      ],
      { padding: 2 },
      "117600",
    ],
    [
      "convolution",
      [
        [1, 6, 14, 14],
        [16, 6, 5, 5],
      ],
      {},
      "240000",
    ],
    [
      "convolution",
      [
        [1, 8, 4, 4],
        [8, 1, 3, 3],
      ],
      { padding: 1, groups: 8 },
      "1152",
    ],
    [
      "transposed_convolution",
      [
        [1, 3, 4, 4],
        [3, 5, 2, 2],
      ],
      { stride: 2 },
      "960",
    ],
    [
      "lstm_recurrence",
      [
        [1, 10, 4],
        [12, 4],
        [12, 3],
      ],
      {},
      "840",
    ],
  ] as const)("%s of %j %j", (name, operands, attributes, wanted) => {
    const operation = operations.get(name);
    if (!operation?.cost) throw new Error(`${name} has no cost`);
    const shapes = operands.map(shapeOf);
    const given = withDefaults(operation.signature, attributes);
    const shape = operation.shape(shapes, given);
    if (isMismatch(shape)) throw new Error(shape.mismatch);
    expect(formatDimension(operation.cost(shapes, shape, given))).toBe(wanted);
  });
});

describe("training and inference", () => {
  const x = tensor(
    [4, 5],
    Array.from({ length: 20 }, (_, i) => i + 1),
  );

  it("dropout keeps what its random numbers say, by seed and name", () => {
    const dropout = operations.get("dropout");
    if (!dropout) throw new Error("dropout is missing");
    const mask = (attributes: Attributes): number[] =>
      Array.from(runForward(dropout, [x], attributes).output.data);
    const first = mask({ rate: 0.5, seed: 1, key: "h.dropout[0]" });
    expect(mask({ rate: 0.5, seed: 1, key: "h.dropout[0]" })).toEqual(first);
    expect(mask({ rate: 0.5, seed: 2, key: "h.dropout[0]" })).not.toEqual(
      first,
    );
    expect(mask({ rate: 0.5, seed: 1, key: "h.dropout[1]" })).not.toEqual(
      first,
    );
    expect(
      first.every((value, i) => value === 0 || value === 2 * (i + 1)),
    ).toBe(true);
    expect(first.filter((value) => value === 0).length).toBeGreaterThan(3);
    expect(mask({ rate: 1, seed: 1, key: "k" }).every((v) => v === 0)).toBe(
      true,
    );
    expect(mask({ rate: 0, seed: 1, key: "k" })).toEqual(Array.from(x.data));
  });

  it("dropout does nothing in inference", () => {
    const dropout = operations.get("dropout");
    if (!dropout) throw new Error("dropout is missing");
    const { output } = runForward(dropout, [x], { rate: 0.5 }, false);
    expect(output.data).toEqual(x.data);
  });

  it("batch_norm gives mean 0 and variance 1 in training, and is almost the identity in inference", () => {
    const parameters = new Map([
      ["weight", tensor([5], [1, 1, 1, 1, 1])],
      ["bias", tensor([5], [0, 0, 0, 0, 0])],
    ]);
    const run = (training: boolean) =>
      runFunction(layer("batch_norm"), [x], { eps: 0 }, parameters, training)
        .output.data;
    for (let channel = 0; channel < 5; channel++) {
      const column = run(true).filter((_, i) => i % 5 === channel);
      const mean = column.reduce((a, b) => a + b, 0) / 4;
      const variance = column.reduce((a, b) => a + b * b, 0) / 4;
      expect(mean).toBeCloseTo(0, 12);
      expect(variance).toBeCloseTo(1, 12);
    }
    expect(run(false)).toEqual(x.data);
  });

  it("max pooling gives ties to the first and counts the windows", () => {
    const pool = operations.get("max_pool1d");
    if (!pool) throw new Error("max_pool1d is missing");
    const run = runForward(pool, [tensor([1, 4], [2, 2, 1, 3])], {
      size: 2,
      padding: 0,
    });
    expect(countKinks(run)).toBe(1);
    expect(Array.from(run.call.saved)).toEqual([0, 3]);
  });
});
