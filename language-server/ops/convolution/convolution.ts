/**
 * Convolution over one or two spatial axes, as a matrix product of the weight and the patches of each image; a depthwise
 * one, plane by plane. Operands: x `[batch, c, …]` or `[c, …]`, weight `[out, c / groups, kernel…]`, and bias `[out]` where
 * there is one.
 */
import {
  type Dimension,
  divideExactly,
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
} from "../../graph/dimension.js";
import { formatShape, sizeOf } from "../../graph/shape.js";
import { multiplyMatrices } from "../matrix/multiply.js";
import { rowMajor, transposed } from "../matrix/view.js";
import type { BackwardCall, TensorOperation } from "../operation.js";
import { addChannelSums, fillWithBias } from "./channel-bias.js";
import {
  type GroupSizes,
  groupSizes,
  groupsOf,
  visitGroupsOfBatch,
  windowsFor,
} from "./channel-groups.js";
import {
  depthwiseForward,
  depthwiseToImage,
  depthwiseToWeight,
  isDepthwise,
} from "./depthwise.js";
import { refuseImage } from "./image.js";
import {
  gatherPatches,
  isPointwise,
  scatterPatches,
  visitStrips,
} from "./patches.js";
import { placesOf } from "./windows.js";

export const convolution: TensorOperation = {
  name: "convolution",
  family: "linear algebra",
  summary:
    "Cross-correlation of images with kernels, as every library calls convolution.",
  formula: "out[o, y, x] = b[o] + Σ w[o, c, i, j] · in[c, y + i, x + j]",
  callable: false,
  notation: "{0} ∗ {1}",
  signature: [
    { name: "x", kind: "tensor", summary: "Images, channels first." },
    { name: "weight", kind: "tensor", summary: "A kernel for each output." },
    { name: "bias", kind: "tensor", default: null, summary: "One per output." },
  ],
  kernel: "tensor",
  shape: ([x = [], weight = []], attributes) => {
    const spatial = weight.length === 3 ? 1 : 2;
    const refused = refuseImage("A convolution", x, spatial);
    if (refused) return refused;
    const groups = groupsOf(attributes);
    const channels = x.at(-spatial - 1) ?? 1;
    const inner = divideExactly(channels, groups);
    const [outputs = 1, expected = 1] = weight;
    if (inner === undefined || provablyDiffer(inner, expected))
      return {
        mismatch:
          `${formatShape(x)} has ${formatDimension(channels)} channels${groups === 1 ? "" : ` in ${groups} groups`}, ` +
          `and the weight ${formatShape(weight)} takes ${formatDimension(expected)}`,
        operands: [0, 1],
        axes: [x.length - spatial - 1, 1],
        ...(inner !== undefined && { expected: inner }),
      };
    const windows = windowsFor(weight, attributes);
    if ("mismatch" in windows) return windows;
    const places: Dimension[] = [];
    for (const [axis, window] of windows.entries()) {
      const count = placesOf(x.at(axis - spatial) ?? 1, window);
      if (typeof count === "object" && "mismatch" in count)
        return {
          ...count,
          mismatch: `${count.mismatch} (axis ${x.length - spatial + axis} of ${formatShape(x)})`,
          operands: [0, 1],
          axes: [x.length - spatial + axis, 2 + axis],
        };
      places.push(count);
    }
    return [...x.slice(0, -spatial - 1), outputs, ...places];
  },
  derivatives: [
    { contribution: "{up} ∗ {1}, turned by 180°" },
    { contribution: "{0} ∗ {up}, summed over the batch" },
    { contribution: "{up}, summed over batch and places" },
  ],
  forward: (call) => {
    const {
      inputs: [x, weight, bias],
      output,
    } = call;
    if (!x || !weight) return undefined;
    const sizes = groupSizes(call);
    const { geometry, places, outputs, inner } = sizes;
    fillWithBias(output, bias, places, outputs * sizes.groups);
    if (isDepthwise(sizes)) {
      depthwiseForward(call, sizes);
      return undefined;
    }
    visitGroupsOfBatch(sizes, ({ image, result, kernels }) => {
      if (isPointwise(geometry)) {
        const patches = rowMajor(x, places, image);
        const target = rowMajor(output, places, result);
        const rows = rowMajor(weight, inner, kernels);
        multiplyMatrices(rows, patches, target, outputs, places, inner, true);
        return;
      }
      visitStrips(geometry, (from, to, patches) => {
        gatherPatches(x, image, geometry, from, to, patches);
        const count = (to - from) * geometry.placesAcross;
        const start = result + from * geometry.placesAcross;
        multiplyMatrices(
          rowMajor(weight, inner, kernels),
          rowMajor(patches, count),
          rowMajor(output, places, start),
          outputs,
          count,
          inner,
          true,
        );
      });
    });
    return undefined;
  },
  backward: (call, operand) => {
    if (operand === 2) {
      addChannelSums(call);
      return;
    }
    const sizes = groupSizes(call);
    const [toImage, toWeight] = isDepthwise(sizes)
      ? [depthwiseToImage, depthwiseToWeight]
      : [backwardToImage, backwardToWeight];
    if (operand === 0) toImage(call, sizes);
    else toWeight(call, sizes);
  },
  cost: ([, weight = []], result) =>
    multiplyDimensions(sizeOf(result), sizeOf(weight.slice(1))),
};

function backwardToImage(call: BackwardCall, sizes: GroupSizes): void {
  const {
    inputs: [, weight],
    upstream,
    gradient,
  } = call;
  if (!weight) return;
  const { geometry, places, outputs, inner } = sizes;
  visitGroupsOfBatch(sizes, ({ image, result, kernels }) => {
    const turned = transposed(rowMajor(weight, inner, kernels));
    if (isPointwise(geometry)) {
      const up = rowMajor(upstream, places, result);
      const target = rowMajor(gradient, places, image);
      multiplyMatrices(turned, up, target, inner, places, outputs, true);
      return;
    }
    visitStrips(geometry, (from, to, patches) => {
      const count = (to - from) * geometry.placesAcross;
      const start = result + from * geometry.placesAcross;
      const up = rowMajor(upstream, places, start);
      const target = rowMajor(patches, count);
      multiplyMatrices(turned, up, target, inner, count, outputs, false);
      scatterPatches(patches, geometry, from, to, gradient, image);
    });
  });
}

function backwardToWeight(call: BackwardCall, sizes: GroupSizes): void {
  const {
    inputs: [x],
    upstream,
    gradient,
  } = call;
  if (!x) return;
  const { geometry, places, outputs, inner } = sizes;
  visitGroupsOfBatch(sizes, ({ image, result, kernels }) => {
    const target = rowMajor(gradient, inner, kernels);
    if (isPointwise(geometry)) {
      const up = rowMajor(upstream, places, result);
      const turned = transposed(rowMajor(x, places, image));
      multiplyMatrices(up, turned, target, outputs, inner, places, true);
      return;
    }
    visitStrips(geometry, (from, to, patches) => {
      gatherPatches(x, image, geometry, from, to, patches);
      const count = (to - from) * geometry.placesAcross;
      const start = result + from * geometry.placesAcross;
      const up = rowMajor(upstream, places, start);
      const turned = transposed(rowMajor(patches, count));
      multiplyMatrices(up, turned, target, outputs, inner, count, true);
    });
  });
}
