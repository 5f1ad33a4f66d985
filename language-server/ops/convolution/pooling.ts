/** Pooling: the largest element or the mean of every window, over one or two spatial axes, channel by channel. */
import type { Dimension } from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import {
  type BoundShape,
  boundSize,
  formatShape,
  type Shape,
} from "../../graph/shape.js";
import type {
  CallExample,
  FormalArgument,
  KernelCall,
  Mismatch,
  Operation,
  TensorOperation,
} from "../operation.js";
import { imageSizes, planeWindows, refuseImage } from "./image.js";
import { placesOf, type Window, windowsOf } from "./windows.js";

const poolingExamples = (spatial: 1 | 2): readonly CallExample[] => {
  const operands = [spatial === 1 ? "[batch, 6, 28]" : "[batch, 6, 28, 28]"];
  return [
    { operands, attributes: { size: 2 } },
    { operands, attributes: { size: 3, stride: 2, padding: 1 } },
  ];
};

const signature: readonly FormalArgument[] = [
  {
    name: "x",
    kind: "tensor",
    summary: "Images, with or without a batch, channels first.",
  },
  { name: "size", kind: "sizes", summary: "The size of the window." },
  {
    name: "stride",
    kind: "sizes",
    default: null,
    summary: "How far the window moves; its size where it is left out.",
  },
  {
    name: "padding",
    kind: "sizes",
    default: 0,
    summary: "The border, at most half the size of the window.",
  },
];

const countPadding: FormalArgument = {
  name: "count_padding",
  kind: "switch",
  default: true,
  named: true,
  summary:
    "Whether the border counts as zeros; otherwise it is left out of the mean.",
};

function poolingWindows(
  { size, stride, padding }: Attributes,
  spatial: number,
): readonly Window[] | Mismatch {
  const windows = windowsOf(
    {
      kernel: size,
      stride: stride ?? size,
      padding: padding === "same" ? null : (padding ?? 0),
      dilation: 1,
    },
    spatial,
  );
  if ("mismatch" in windows) return windows;
  if (windows.every(({ before, kernel }) => before <= kernel / 2))
    return windows;
  return {
    mismatch: "The padding of a pooling window is at most half its size",
    code: "invalid-argument",
  };
}

function pooledShape(
  name: string,
  x: Shape,
  attributes: Attributes,
  spatial: 1 | 2,
): Shape | Mismatch {
  const refused = refuseImage(name, x, spatial);
  if (refused) return refused;
  const windows = poolingWindows(attributes, spatial);
  if ("mismatch" in windows) return windows;
  const places: Dimension[] = [];
  for (const [index, window] of windows.entries()) {
    const axis = x.length - spatial + index;
    const count = placesOf(x[axis] ?? 1, window);
    if (typeof count === "object" && "mismatch" in count)
      return {
        mismatch: `${count.mismatch} (axis ${axis} of ${formatShape(x)})`,
        operands: [0],
        axes: [axis],
      };
    places.push(count);
  }
  return [...x.slice(0, -spatial), ...places];
}

/** One window: its place in the result, and the part of the image that it covers, as rows and columns. */
type VisitWindow = (
  place: number,
  plane: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
) => void;

/** Every window in row-major order of the result; `plane` is where its channel starts, `bottom` and `right` are behind. */
function visitWindows(
  { inputShapes: [shape = []], outputShape, attributes }: KernelCall,
  spatial: number,
  visit: VisitWindow,
): void {
  const windows = poolingWindows(attributes, spatial);
  if ("mismatch" in windows) return;
  const { vertical, horizontal } = planeWindows(windows);
  const { height, width } = imageSizes(shape, spatial);
  const result = imageSizes(outputShape, spatial);
  const planes = boundSize(shape.slice(0, -spatial));
  let place = 0;
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < result.height; y++) {
      const top = y * vertical.stride - vertical.before;
      for (let x = 0; x < result.width; x++, place++) {
        const left = x * horizontal.stride - horizontal.before;
        visit(
          place,
          plane * height * width,
          Math.max(0, top),
          Math.min(height, top + vertical.kernel),
          Math.max(0, left),
          Math.min(width, left + horizontal.kernel),
        );
      }
    }
  }
}

const widthOf = ({ inputShapes: [shape = []] }: KernelCall): number =>
  shape.at(-1) ?? 1;

function maxPooling(name: string, spatial: 1 | 2): TensorOperation {
  return {
    name,
    family: "pooling",
    summary: "The largest element of every window.",
    callable: true,
    notation: `${name}({0})`,
    signature,
    examples: poolingExamples(spatial),
    kernel: "tensor",
    shape: ([x = []], attributes) => pooledShape(name, x, attributes, spatial),
    derivatives: [
      {
        contribution: "{up} at the largest element of each window",
        convention: "of tied elements the first gets the whole gradient",
      },
    ],
    /** The address of each window's largest element. */
    saved: (_operands: readonly BoundShape[], result) => boundSize(result),
    forward: (call) => {
      const {
        inputs: [x],
        output,
        saved,
      } = call;
      if (!x) return undefined;
      const width = widthOf(call);
      visitWindows(call, spatial, (place, plane, top, bottom, left, right) => {
        let best = -Infinity;
        let bestAt = plane + top * width + left;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) {
            const at = plane + row * width + column;
            const value = x[at] ?? 0;
            if (value > best || Number.isNaN(value)) {
              best = value;
              bestAt = at;
            }
          }
        }
        output[place] = best;
        saved[place] = bestAt;
      });
      return undefined;
    },
    backward: ({ saved, upstream, gradient }) => {
      for (let place = 0; place < upstream.length; place++) {
        const at = saved[place] ?? 0;
        gradient[at] = (gradient[at] ?? 0) + (upstream[place] ?? 0);
      }
    },
    kinks: (call) => {
      const {
        inputs: [x],
        output,
      } = call;
      const width = widthOf(call);
      let kinks = 0;
      visitWindows(call, spatial, (place, plane, top, bottom, left, right) => {
        let tied = 0;
        for (let row = top; row < bottom; row++)
          for (let column = left; column < right; column++)
            if (x?.[plane + row * width + column] === output[place]) tied++;
        if (tied > 1) kinks++;
      });
      return kinks;
    },
  };
}

function averagePooling(name: string, spatial: 1 | 2): TensorOperation {
  /** What the sum of a window is divided by. */
  const divisorOf = (
    { attributes }: KernelCall,
    top: number,
    bottom: number,
    left: number,
    right: number,
  ): number => {
    if (attributes["count_padding"] === false)
      return (bottom - top) * (right - left);
    const windows = poolingWindows(attributes, spatial);
    return "mismatch" in windows
      ? 1
      : windows.reduce((product, { kernel }) => product * kernel, 1);
  };
  return {
    name,
    family: "pooling",
    summary: "The mean of every window.",
    callable: true,
    notation: `${name}({0})`,
    signature: [...signature, countPadding],
    examples: poolingExamples(spatial),
    kernel: "tensor",
    shape: ([x = []], attributes) => pooledShape(name, x, attributes, spatial),
    derivatives: [
      { contribution: "{up} / {N} to every element of each window" },
    ],
    counts: (_operands, _result, attributes) => {
      const windows = poolingWindows(attributes, spatial);
      // Where padding does not count, windows at the border have fewer.
      return "mismatch" in windows || attributes["count_padding"] === false
        ? {}
        : { N: windows.reduce((product, { kernel }) => product * kernel, 1) };
    },
    forward: (call) => {
      const {
        inputs: [x],
        output,
      } = call;
      if (!x) return undefined;
      const width = widthOf(call);
      visitWindows(call, spatial, (place, plane, top, bottom, left, right) => {
        let sum = 0;
        for (let row = top; row < bottom; row++)
          for (let column = left; column < right; column++)
            sum += x[plane + row * width + column] ?? 0;
        output[place] = sum / divisorOf(call, top, bottom, left, right);
      });
      return undefined;
    },
    backward: (call) => {
      const { upstream, gradient } = call;
      const width = widthOf(call);
      visitWindows(call, spatial, (place, plane, top, bottom, left, right) => {
        const divisor = divisorOf(call, top, bottom, left, right);
        const share = (upstream[place] ?? 0) / divisor;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) {
            const at = plane + row * width + column;
            gradient[at] = (gradient[at] ?? 0) + share;
          }
        }
      });
    },
  };
}

export const poolings: readonly Operation[] = [
  maxPooling("max_pool2d", 2),
  averagePooling("avg_pool2d", 2),
  maxPooling("max_pool1d", 1),
  averagePooling("avg_pool1d", 1),
];
