/** Groups of channels that do not mix: the sizes within one, and where each starts in image, result and weight. */
import type { Attributes } from "../../graph/graph.js";
import type { Shape } from "../../graph/shape.js";
import type { KernelCall, Mismatch } from "../operation.js";
import { imageSizes, planeWindows } from "./image.js";
import { type Geometry, patchSize } from "./patches.js";
import { type Window, windowsOf } from "./windows.js";

export const groupsOf = ({ groups }: Attributes): number =>
  typeof groups === "number" ? groups : 1;

/** The window of each spatial axis; the kernel's size is the weight's. */
export function windowsFor(
  weight: Shape,
  { stride, padding, dilation }: Attributes,
): readonly Window[] | Mismatch {
  const kernel = weight.slice(2).map(Number);
  return windowsOf(
    {
      kernel,
      stride: stride ?? 1,
      padding: padding ?? 0,
      dilation: dilation ?? 1,
    },
    kernel.length,
  );
}

/** One group of one image of the batch: where its channels, its results and its kernels start. */
export interface GroupStart {
  readonly image: number;
  readonly result: number;
  readonly kernels: number;
}

/** Sizes within one group. */
export interface GroupSizes {
  readonly batch: number;
  readonly groups: number;
  /** Output channels of a group: rows of its weight matrix. */
  readonly outputs: number;
  /** Columns of its weight matrix, rows of the matrix of patches. */
  readonly inner: number;
  /** Places of the window: columns of the matrix of patches. */
  readonly places: number;
  readonly geometry: Geometry;
}

export function groupSizes({
  inputShapes: [x = [], weight = []],
  outputShape,
  attributes,
}: KernelCall): GroupSizes {
  const spatial = weight.length - 2;
  const groups = groupsOf(attributes);
  const image = imageSizes(x, spatial);
  const result = imageSizes(outputShape, spatial);
  const windows = windowsFor(weight, attributes);
  const geometry: Geometry = {
    channels: image.channels / groups,
    height: image.height,
    width: image.width,
    ...planeWindows("mismatch" in windows ? [] : windows),
    placesDown: result.height,
    placesAcross: result.width,
  };
  return {
    batch: image.batch,
    groups,
    outputs: result.channels / groups,
    inner: patchSize(geometry),
    places: result.height * result.width,
    geometry,
  };
}

/** Every group of every image of the batch. */
export function visitGroupsOfBatch(
  { batch, groups, outputs, inner, places, geometry }: GroupSizes,
  visit: (start: GroupStart) => void,
): void {
  const imageSize = geometry.channels * geometry.height * geometry.width;
  for (let index = 0; index < batch * groups; index++)
    visit({
      image: index * imageSize,
      result: index * outputs * places,
      kernels: (index % groups) * outputs * inner,
    });
}
