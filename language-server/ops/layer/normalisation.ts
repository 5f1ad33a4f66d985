/** The normalising layers: what they own; the operations are in normalisation/. */
import type { LayerFunction, OwnedParameter } from "../composite.js";
import { divideExactly, formatDimension } from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import { formatShape, type Shape } from "../../graph/shape.js";
import { lastAxes } from "../normalisation/operations.js";
import type { FormalArgument, Mismatch } from "../operation.js";

const operandX: FormalArgument = {
  name: "x",
  kind: "tensor",
  summary: "The tensor to normalise.",
};
const eps: FormalArgument = {
  name: "eps",
  kind: "number",
  default: 1e-5,
  named: true,
  summary: "What is added to the variance, so that it is never 0.",
};
const axes: FormalArgument = {
  name: "axes",
  kind: "whole",
  default: 1,
  summary: "How many of the last axes are normalised together.",
};
const bias: FormalArgument = {
  name: "bias",
  kind: "switch",
  default: true,
  named: true,
  summary: "Whether there is a bias.",
};

/** A weight of ones and, unless it is switched off, a bias of zeros. */
function scaleAndShift(
  shape: Shape,
  attributes: Attributes,
): readonly OwnedParameter[] {
  const weight = { name: "weight", shape, initialiser: 1, isBias: false };
  const shift = { name: "bias", shape, initialiser: 0, isBias: true };
  return attributes["bias"] === false ? [weight] : [weight, shift];
}

/** The parameters in the order of the operations' operands: the bias is last and may be absent. */
const withBias = <T>(
  parameters: ReadonlyMap<string, T>,
  ...before: readonly (T | undefined)[]
): (T | undefined)[] =>
  parameters.has("bias") ? [...before, parameters.get("bias")] : [...before];

const layerNorm: LayerFunction = {
  kind: "layer",
  name: "layer_norm",
  family: "layer",
  summary: "Normalises each example over its last axes.",
  formula: "w · (x − mean) / √(var + eps) + b",
  callable: true,
  signature: [operandX, axes, eps, bias],
  examples: [
    { operands: ["[batch, seq, 64]"] },
    { operands: ["[batch, 16, 8, 8]"], attributes: { axes: 3 } },
  ],
  parameterNames: ["weight", "bias"],
  parameters: ([x = []], attributes) => {
    const shape = lastAxes("layer_norm", x, attributes);
    return "mismatch" in shape ? shape : scaleAndShift(shape, attributes);
  },
  build: (builder, [x], parameters, attributes) =>
    builder.apply(
      "layer_normalisation",
      withBias(parameters, x, parameters.get("weight")),
      attributes,
    ),
};

const rmsNorm: LayerFunction = {
  kind: "layer",
  name: "rms_norm",
  family: "layer",
  summary: "Divides each example by the root mean square over its last axes.",
  formula: "w · x / √(mean(x²) + eps)",
  callable: true,
  signature: [operandX, axes, eps],
  examples: [{ operands: ["[batch, seq, 64]"] }],
  parameterNames: ["weight"],
  parameters: ([x = []], attributes) => {
    const shape = lastAxes("rms_norm", x, attributes);
    return "mismatch" in shape
      ? shape
      : [{ name: "weight", shape, initialiser: 1, isBias: false }];
  },
  build: (builder, [x], parameters, attributes) =>
    builder.apply(
      "rms_normalisation",
      [x, parameters.get("weight")],
      attributes,
    ),
};

const groupNorm: LayerFunction = {
  kind: "layer",
  name: "group_norm",
  family: "layer",
  summary: "Normalises each example over groups of its channels, axis 1.",
  formula: "w · (x − mean) / √(var + eps) + b",
  callable: true,
  signature: [
    operandX,
    {
      name: "groups",
      kind: "whole",
      summary: "The number of groups that the channels are split into.",
    },
    eps,
    bias,
  ],
  examples: [{ operands: ["[batch, 16, 8, 8]"], attributes: { groups: 4 } }],
  parameterNames: ["weight", "bias"],
  parameters: ([x = []], attributes) => {
    const channels = x[1];
    if (channels === undefined) return noChannels("group_norm", x);
    const { groups } = attributes;
    const count = typeof groups === "number" ? groups : 1;
    if (count < 1 || divideExactly(channels, count) === undefined)
      return {
        mismatch: `${formatDimension(channels)} channels cannot be split into ${count} groups`,
        code: "invalid-argument",
        operands: [0],
        axes: [1],
      };
    return scaleAndShift([channels], attributes);
  },
  build: (builder, [x], parameters, attributes) =>
    builder.apply(
      "group_normalisation",
      withBias(parameters, x, parameters.get("weight")),
      attributes,
    ),
};

const batchNorm: LayerFunction = {
  kind: "layer",
  name: "batch_norm",
  family: "layer",
  summary:
    "Normalises each channel, axis 1, over the batch; in inference with running statistics.",
  formula: "w · (x − mean) / √(var + eps) + b",
  callable: true,
  signature: [
    operandX,
    eps,
    {
      name: "momentum",
      kind: "number",
      default: 0.1,
      named: true,
      summary:
        "The share of a batch’s statistics in the running ones after a training step.",
    },
    {
      name: "mean",
      kind: "tensor",
      default: null,
      named: true,
      summary: "Fixes the mean of each channel, in both modes.",
    },
    {
      name: "variance",
      kind: "tensor",
      default: null,
      named: true,
      summary: "Fixes the variance of each channel, in both modes.",
    },
    bias,
  ],
  examples: [
    { operands: ["[batch, 16, 8, 8]"] },
    { operands: ["[batch, 64]"] },
  ],
  parameterNames: ["weight", "bias"],
  parameters: ([x = [], ...given], attributes) => {
    const channels = x[1];
    if (channels === undefined) return noChannels("batch_norm", x);
    if (given.length === 1)
      return {
        mismatch: "batch_norm needs mean and variance together, or neither",
        code: "missing-argument",
      };
    return scaleAndShift([channels], attributes);
  },
  build: (builder, [x, mean, variance], parameters, attributes) => {
    if (x === undefined) return undefined;
    const fixed = mean !== undefined && variance !== undefined;
    const channels = builder.shapeOf(x).slice(1, 2);
    const kept = (name: string, initial: number) =>
      builder.state?.(name, channels, initial) ?? builder.constant(initial);
    const statistics = fixed
      ? [mean, variance]
      : [kept("running_mean", 0), kept("running_variance", 1)];
    return builder.apply(
      "batch_normalisation",
      withBias(parameters, x, parameters.get("weight"), ...statistics),
      {
        eps: attributes["eps"],
        momentum: attributes["momentum"],
        ...(fixed && { fixed: true }),
      },
    );
  },
};

const noChannels = (name: string, x: Shape): Mismatch => ({
  mismatch: `${name} needs [batch, channels, …], and its operand is ${formatShape(x)}`,
  operands: [0],
});

export const normalisationLayers: readonly LayerFunction[] = [
  batchNorm,
  layerNorm,
  rmsNorm,
  groupNorm,
];
