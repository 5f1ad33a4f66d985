/** What convolutions and pooling have in common: operands with or without a batch, channels, and one or two spatial axes. */
import {
  type BoundShape,
  boundSize,
  formatShape,
  type Shape,
} from "../../graph/shape.js";
import type { Mismatch } from "../operation.js";
import { unitWindow, type Window } from "./windows.js";

/** Why an operand is not `[batch, channels, …]` or `[channels, …]` with this many spatial axes, where it is not. */
export function refuseImage(
  name: string,
  x: Shape,
  spatial: 1 | 2,
): Mismatch | undefined {
  if (x.length === spatial + 1 || x.length === spatial + 2) return undefined;
  const axes = spatial === 1 ? "length" : "height, width";
  return {
    mismatch: `${name} needs [batch, channels, ${axes}] or [channels, ${axes}], and its operand is ${formatShape(x)}`,
    operands: [0],
  };
}

/** The sizes of a bound image: those of what has one spatial axis are a single row. */
export interface ImageSizes {
  readonly batch: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

export function imageSizes(shape: BoundShape, spatial: number): ImageSizes {
  const [width = 1, height = 1] = shape.slice(-spatial).reverse();
  return {
    batch: boundSize(shape.slice(0, -spatial - 1)),
    channels: shape.at(-spatial - 1) ?? 1,
    height,
    width,
  };
}

/** Vertical and horizontal window; what has one spatial axis has no vertical one. */
export function planeWindows(windows: readonly Window[]): {
  vertical: Window;
  horizontal: Window;
} {
  const [horizontal = unitWindow, vertical = unitWindow] = [
    ...windows,
  ].reverse();
  return { vertical, horizontal };
}
