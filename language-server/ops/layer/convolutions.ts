/** The convolution layers `conv1d`, `conv2d`, `conv_transpose2d`: what they own; the operations are in convolution/. */
import type { LayerFunction, OwnedParameter } from "../composite.js";
import { refuseImage } from "../convolution/image.js";
import { groupsOf } from "../convolution/channel-groups.js";
import {
  type Dimension,
  divideExactly,
  formatDimension,
} from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import type { Shape } from "../../graph/shape.js";
import type { CallExample, FormalArgument, Mismatch } from "../operation.js";

const images: FormalArgument = {
  name: "x",
  kind: "tensor",
  summary: "Images, with or without a batch, channels first.",
};

const sizes = (
  name: string,
  standard: number,
  summary: string,
): FormalArgument => ({
  name,
  kind: "sizes",
  default: standard,
  named: true,
  summary,
});

const stride = sizes("stride", 1, "How far the window moves.");
const dilation = sizes("dilation", 1, "The distance of the kernel’s cells.");
const padding = sizes("padding", 0, "The border of zeros on every side.");

const signatureWith = (
  ...more: readonly FormalArgument[]
): readonly FormalArgument[] => [
  images,
  { name: "channels", kind: "dimension", summary: "The number of outputs." },
  { name: "kernel", kind: "sizes", named: true, summary: "The kernel’s size." },
  ...more,
  {
    name: "groups",
    kind: "whole",
    default: 1,
    named: true,
    summary: "The number of groups of channels that do not mix.",
  },
  {
    name: "bias",
    kind: "switch",
    default: true,
    named: true,
    summary: "Whether there is a bias.",
  },
];

const forwardSignature = signatureWith(
  stride,
  {
    ...padding,
    choices: ["same"],
    summary: 'The border of zeros; "same" keeps the size, with a stride of 1.',
  },
  dilation,
);

/** The sizes of the kernel, or why they are none. */
function kernelOf(
  { kernel }: Attributes,
  spatial: number,
): readonly number[] | Mismatch {
  const written: readonly unknown[] = Array.isArray(kernel)
    ? kernel
    : new Array<unknown>(spatial).fill(kernel);
  const fits =
    written.length === spatial &&
    written.every(
      (size): size is number =>
        typeof size === "number" && Number.isInteger(size) && size >= 1,
    );
  if (fits) return written;
  return {
    mismatch: `kernel needs a whole number of at least 1${spatial === 1 ? "" : ", or [h, w]"}`,
    code: "invalid-argument",
  };
}

/** Weight and bias of a convolution with this many spatial axes; `weightOf` orders the channels of a kernel. */
function convolutionParameters(
  name: string,
  spatial: 1 | 2,
  [x = []]: readonly Shape[],
  attributes: Attributes,
  transposed: boolean,
): readonly OwnedParameter[] | Mismatch {
  const refused = refuseImage(name, x, spatial);
  if (refused) return refused;
  const kernel = kernelOf(attributes, spatial);
  if ("mismatch" in kernel) return kernel;
  const groups = groupsOf(attributes);
  const inputs = x.at(-spatial - 1) ?? 1;
  const outputs = attributes["channels"] as Dimension;
  const inputsOfGroup = groups >= 1 ? divideExactly(inputs, groups) : undefined;
  const outputsOfGroup =
    groups >= 1 ? divideExactly(outputs, groups) : undefined;
  if (inputsOfGroup === undefined || outputsOfGroup === undefined)
    return {
      mismatch: `${formatDimension(inputs)} channels to ${formatDimension(outputs)} cannot be split into ${groups} groups`,
      code: "invalid-argument",
      operands: [0],
      axes: [x.length - spatial - 1],
    };
  const weight: OwnedParameter = {
    name: "weight",
    shape: transposed
      ? [inputs, outputsOfGroup, ...kernel]
      : [outputs, inputsOfGroup, ...kernel],
    initialiser: { name: "glorot_uniform", values: [] },
    isBias: false,
  };
  const bias: OwnedParameter = {
    name: "bias",
    shape: [outputs],
    initialiser: 0,
    isBias: true,
  };
  return attributes["bias"] === false ? [weight] : [weight, bias];
}

function convolutionLayer(description: {
  readonly name: string;
  readonly spatial: 1 | 2;
  readonly operation: "convolution" | "transposed_convolution";
  readonly summary: string;
  readonly formula: string;
  readonly signature: readonly FormalArgument[];
  readonly examples: readonly CallExample[];
}): LayerFunction {
  const { name, spatial, operation, ...said } = description;
  return {
    kind: "layer",
    name,
    family: "layer",
    callable: true,
    ...said,
    parameterNames: ["weight", "bias"],
    parameters: (operands, attributes) =>
      convolutionParameters(
        name,
        spatial,
        operands,
        attributes,
        operation === "transposed_convolution",
      ),
    build: (builder, [x], parameters, attributes) => {
      const { stride: steps, padding: border, dilation: spacing } = attributes;
      const { groups, output_padding: extra } = attributes;
      const bias = parameters.has("bias") ? [parameters.get("bias")] : [];
      return builder.apply(operation, [x, parameters.get("weight"), ...bias], {
        stride: steps,
        padding: border,
        dilation: spacing,
        groups,
        ...(operation === "transposed_convolution" && {
          output_padding: extra,
        }),
      });
    },
  };
}

export const convolutionLayers: readonly LayerFunction[] = [
  convolutionLayer({
    name: "conv1d",
    spatial: 1,
    operation: "convolution",
    summary: "Convolution over one axis: `[batch, c, l]` or `[c, l]`.",
    formula: "out[o, x] = b[o] + Σ w[o, c, j] · in[c, x + j]",
    signature: forwardSignature,
    examples: [
      {
        operands: ["[batch, 8, 100]"],
        attributes: { channels: 16, kernel: 5 },
      },
    ],
  }),
  convolutionLayer({
    name: "conv2d",
    spatial: 2,
    operation: "convolution",
    summary: "Convolution over images: `[batch, c, h, w]` or `[c, h, w]`.",
    formula: "out[o, y, x] = b[o] + Σ w[o, c, i, j] · in[c, y + i, x + j]",
    signature: forwardSignature,
    examples: [
      {
        operands: ["[batch, 3, 32, 32]"],
        attributes: { channels: 16, kernel: 5 },
      },
      {
        operands: ["[batch, 16, h, w]"],
        attributes: { channels: 32, kernel: 3, stride: 2, padding: 1 },
      },
      {
        operands: ["[batch, 16, 8, 8]"],
        attributes: {
          channels: 16,
          kernel: [3, 5],
          padding: "same",
          groups: 16,
          bias: false,
        },
      },
    ],
  }),
  convolutionLayer({
    name: "conv_transpose2d",
    spatial: 2,
    operation: "transposed_convolution",
    summary:
      "Transposed convolution, which enlarges images: `[batch, c, h, w]` or `[c, h, w]`.",
    formula: "out[o, s y + i, s x + j] += w[c, o, i, j] · in[c, y, x]",
    signature: signatureWith(
      stride,
      padding,
      dilation,
      sizes("output_padding", 0, "Rows and columns added at the end."),
    ),
    examples: [
      {
        operands: ["[batch, 64, 14, 14]"],
        attributes: { channels: 32, kernel: 2, stride: 2 },
      },
    ],
  }),
];
