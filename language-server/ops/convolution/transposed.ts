/**
 * Transposed convolution: the way that a convolution's gradient goes back to its image, used forwards. Operands: x
 * `[batch, c, h, w]` or `[c, h, w]`, weight `[c, out / groups, kh, kw]`, and bias `[out]` where there is one.
 */
import {
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
  type Dimension,
} from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import { formatShape, sizeOf } from "../../graph/shape.js";
import { multiplyMatrices } from "../matrix/multiply.js";
import { rowMajor, transposed } from "../matrix/view.js";
import type {
  BackwardCall,
  KernelCall,
  Mismatch,
  TensorOperation,
} from "../operation.js";
import { addChannelSums, fillWithBias } from "./channel-bias.js";
import { groupsOf, windowsFor } from "./channel-groups.js";
import { imageSizes, planeWindows, refuseImage } from "./image.js";
import {
  gatherPatches,
  type Geometry,
  patchSize,
  scatterPatches,
  visitStrips,
} from "./patches.js";
import { spreadOf, type Window } from "./windows.js";

export const transposedConvolution: TensorOperation = {
  name: "transposed_convolution",
  family: "linear algebra",
  summary: "Every element spreads its kernel over a larger image.",
  formula: "out[o, s y + i, s x + j] += w[c, o, i, j] · in[c, y, x]",
  callable: false,
  notation: "{0} ∗ᵀ {1}",
  signature: [
    { name: "x", kind: "tensor", summary: "Images, channels first." },
    { name: "weight", kind: "tensor", summary: "A kernel for each input." },
    { name: "bias", kind: "tensor", default: null, summary: "One per output." },
  ],
  kernel: "tensor",
  shape: ([x = [], weight = []], attributes) => {
    const refused = refuseImage("A transposed convolution", x, 2);
    if (refused) return refused;
    const channels = x.at(-3) ?? 1;
    const [expected = 1, outputs = 1] = weight;
    if (provablyDiffer(channels, expected))
      return {
        mismatch: `${formatShape(x)} has ${formatDimension(channels)} channels, and the weight ${formatShape(weight)} takes ${formatDimension(expected)}`,
        operands: [0, 1],
        axes: [x.length - 3, 0],
        expected: channels,
      };
    const windows = windowsFor(weight, attributes);
    if ("mismatch" in windows) return windows;
    const extras = extrasOf(windows, attributes);
    if ("mismatch" in extras) return extras;
    const spread: Dimension[] = windows.map((window, axis) =>
      spreadOf(x.at(axis - 2) ?? 1, window, extras[axis] ?? 0),
    );
    const empty = spread.findIndex(
      (size) => typeof size === "number" && size < 1,
    );
    if (empty >= 0)
      return {
        mismatch: `The padding leaves nothing of axis ${x.length - 2 + empty} of ${formatShape(x)}`,
        operands: [0],
        axes: [x.length - 2 + empty],
      };
    return [
      ...x.slice(0, -3),
      multiplyDimensions(outputs, groupsOf(attributes)),
      ...spread,
    ];
  },
  derivatives: [
    { contribution: "{up} ∗ {1}" },
    { contribution: "{up} ∗ {0}, summed over the batch" },
    { contribution: "{up}, summed over batch and places" },
  ],
  forward: (call) => {
    const {
      inputs: [x, weight, bias],
      output,
    } = call;
    if (!x || !weight) return undefined;
    const sizes = groupSizes(call);
    const { geometry, channels, inner, places, groups } = sizes;
    const plane = geometry.height * geometry.width;
    fillWithBias(output, bias, plane, geometry.channels * groups);
    visitGroupsOfBatch(sizes, ({ source, image, kernels }) => {
      visitStrips(geometry, (from, to, patches) => {
        const count = (to - from) * geometry.placesAcross;
        const start = source + from * geometry.placesAcross;
        multiplyMatrices(
          transposed(rowMajor(weight, inner, kernels)),
          rowMajor(x, places, start),
          rowMajor(patches, count),
          inner,
          count,
          channels,
          false,
        );
        scatterPatches(patches, geometry, from, to, output, image);
      });
    });
    return undefined;
  },
  backward: (call, operand) => {
    if (operand === 2) addChannelSums(call);
    else backwardThroughPatches(call, operand);
  },
  cost: ([x = [], weight = []]) =>
    multiplyDimensions(sizeOf(x), sizeOf(weight.slice(1))),
};

/** `output_padding` for each spatial axis: which of the sizes that a strided convolution makes equal is meant. */
function extrasOf(
  windows: readonly Window[],
  { output_padding: extra }: Attributes,
): readonly number[] | Mismatch {
  const extras: readonly unknown[] = Array.isArray(extra)
    ? extra
    : windows.map(() => extra ?? 0);
  const numbers = extras.filter((each) => typeof each === "number");
  const fits =
    numbers.length === windows.length &&
    windows.every(({ stride, dilation }, axis) => {
      const each = numbers[axis] ?? -1;
      return (
        Number.isInteger(each) && each >= 0 && each < Math.max(stride, dilation)
      );
    });
  if (fits) return numbers;
  return {
    mismatch:
      "output_padding needs whole numbers that are smaller than the stride or the dilation",
    code: "invalid-argument",
  };
}

/** Sizes within one group; the geometry is that of the result, on which the operand's elements are the places. */
interface GroupSizes {
  readonly batch: number;
  readonly groups: number;
  readonly channels: number;
  readonly inner: number;
  readonly places: number;
  readonly geometry: Geometry;
}

function groupSizes({
  inputShapes: [x = [], weight = []],
  outputShape,
  attributes,
}: KernelCall): GroupSizes {
  const groups = groupsOf(attributes);
  const source = imageSizes(x, 2);
  const image = imageSizes(outputShape, 2);
  const windows = windowsFor(weight, attributes);
  const geometry: Geometry = {
    channels: image.channels / groups,
    height: image.height,
    width: image.width,
    ...planeWindows("mismatch" in windows ? [] : windows),
    placesDown: source.height,
    placesAcross: source.width,
  };
  return {
    batch: source.batch,
    groups,
    channels: source.channels / groups,
    inner: patchSize(geometry),
    places: source.height * source.width,
    geometry,
  };
}

function visitGroupsOfBatch(
  { batch, groups, channels, inner, places, geometry }: GroupSizes,
  visit: (start: { source: number; image: number; kernels: number }) => void,
): void {
  const imageSize = geometry.channels * geometry.height * geometry.width;
  for (let index = 0; index < batch * groups; index++)
    visit({
      source: index * channels * places,
      image: index * imageSize,
      kernels: (index % groups) * channels * inner,
    });
}

/** ∂x += weight · patches of the upstream gradient; ∂weight += x · the patches transposed. */
function backwardThroughPatches(call: BackwardCall, operand: number): void {
  const {
    inputs: [x, weight],
    upstream,
    gradient,
  } = call;
  if (!x || !weight) return;
  const sizes = groupSizes(call);
  const { geometry, channels, inner, places } = sizes;
  visitGroupsOfBatch(sizes, ({ source, image, kernels }) => {
    visitStrips(geometry, (from, to, patches) => {
      gatherPatches(upstream, image, geometry, from, to, patches);
      const count = (to - from) * geometry.placesAcross;
      const start = source + from * geometry.placesAcross;
      const columns = rowMajor(patches, count);
      if (operand === 0)
        multiplyMatrices(
          rowMajor(weight, inner, kernels),
          columns,
          rowMajor(gradient, places, start),
          channels,
          count,
          inner,
          true,
        );
      else
        multiplyMatrices(
          rowMajor(x, places, start),
          transposed(columns),
          rowMajor(gradient, inner, kernels),
          channels,
          inner,
          count,
          true,
        );
    });
  });
}
