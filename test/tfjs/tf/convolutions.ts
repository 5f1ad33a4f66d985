/** Convolutions under TensorFlow.js's names; its kernels are `[height, width, in, out]`. */
import { notShared } from "../recording.js";
import { apply, type Tensor, tensorOf } from "../tensor.js";
import {
  bordered,
  channelsFirst,
  channelsLast,
  pairOf,
  refuseRounding,
  sidesOf,
} from "./images.js";

/** Kernels of which TensorFlow.js's tests give the axes in this order. */
const reordered = (kernel: Tensor, axes: readonly number[]): Tensor =>
  apply("transpose", [kernel], { axes });

interface Settings {
  readonly stride: unknown;
  readonly padding: unknown;
  readonly layout: unknown;
  readonly dilation: unknown;
  readonly groups: number;
}

/** Channels first in between; `kernels` are `[out, in / groups, height, width]`. */
function convolve(
  value: Tensor,
  kernels: Tensor,
  { stride, padding, layout, dilation, groups }: Settings,
): Tensor {
  const x = channelsFirst(value, layout, 2);
  const strides = pairOf(stride);
  const dilations = pairOf(dilation);
  const kernel = kernels.shape.slice(2);
  const settings = { stride: strides, dilation: dilations, groups };
  const isOurs = padding === "same" && strides.every((step) => step === 1);
  const { image, padding: left } = isOurs
    ? { image: x, padding: "same" }
    : bordered(
        x,
        sidesOf(padding, x.shape.slice(-2), kernel, strides, dilations, layout),
        0,
      );
  const result = apply("convolution", [image, kernels], {
    ...settings,
    padding: left,
  });
  return channelsLast(result, layout, 2);
}

function conv2d(
  x: unknown,
  kernel: unknown,
  stride: unknown,
  padding: unknown,
  layout: unknown = "NHWC",
  dilation: unknown = [1, 1],
  rounding?: unknown,
): Tensor {
  refuseRounding(rounding);
  const kernels = reordered(tensorOf(kernel), [3, 2, 0, 1]);
  const settings = { stride, padding, layout, dilation, groups: 1 };
  return convolve(tensorOf(x), kernels, settings);
}

function conv1d(
  value: unknown,
  kernel: unknown,
  stride: number,
  padding: unknown,
  layout: unknown = "NWC",
  dilation = 1,
  rounding?: unknown,
): Tensor {
  refuseRounding(rounding);
  if (layout !== "NWC")
    notShared("one-dimensional convolution in another layout");
  const x = channelsFirst(tensorOf(value), layout, 1);
  const kernels = reordered(tensorOf(kernel), [2, 1, 0]);
  // Explicit padding is given as for images of height 1.
  const given: unknown = Array.isArray(padding) ? padding.slice(1) : padding;
  const sides = sidesOf(
    given,
    x.shape.slice(-1),
    kernels.shape.slice(2),
    [stride],
    [dilation],
    layout,
  );
  const { image, padding: left } = bordered(x, sides, 0);
  const settings = { stride, dilation, groups: 1, padding: left };
  return channelsLast(
    apply("convolution", [image, kernels], settings),
    layout,
    1,
  );
}

/** Kernels `[height, width, in, multiplier]`: each channel is convolved by itself, `multiplier` times. */
function depthwiseConv2d(
  x: unknown,
  kernel: unknown,
  stride: unknown,
  padding: unknown,
  layout: unknown = "NHWC",
  dilation: unknown = [1, 1],
  rounding?: unknown,
): Tensor {
  refuseRounding(rounding);
  const filter = tensorOf(kernel);
  const [height = 1, width = 1, groups = 1, multiplier = 1] = filter.shape;
  const kernels = apply("reshape", [reordered(filter, [2, 3, 0, 1])], {
    shape: [groups * multiplier, 1, height, width],
  });
  return convolve(tensorOf(x), kernels, {
    stride,
    padding,
    layout,
    dilation,
    groups,
  });
}

function separableConv2d(
  x: unknown,
  depthwise: unknown,
  pointwise: unknown,
  stride: unknown,
  padding: unknown,
  dilation: unknown = [1, 1],
  layout: unknown = "NHWC",
): Tensor {
  if (layout !== "NHWC") notShared("separable convolution with channels first");
  const point = tensorOf(pointwise);
  if (point.shape[0] !== 1 || point.shape[1] !== 1)
    notShared("separable convolution whose second kernel is no point");
  const between = depthwiseConv2d(
    x,
    depthwise,
    stride,
    padding,
    layout,
    dilation,
  );
  return conv2d(between, point, 1, "valid", layout);
}

/** Its kernels are `[height, width, out, in]`; the size of the result is given. */
function conv2dTranspose(
  value: unknown,
  kernel: unknown,
  outputShape: readonly number[],
  stride: unknown,
  padding: unknown,
  rounding?: unknown,
): Tensor {
  refuseRounding(rounding);
  const x = channelsFirst(tensorOf(value), "NHWC", 2);
  const kernels = reordered(tensorOf(kernel), [3, 2, 0, 1]);
  const sizes = outputShape.slice(-3, -1);
  const strides = pairOf(stride);
  const [rows = 1, columns = 1] = kernels.shape.slice(2);
  const sides = sidesOf(
    padding,
    sizes,
    [rows, columns],
    strides,
    [1, 1],
    "NHWC",
  );
  // How many places the convolution would have that this one turns around.
  const fits = sizes.every((size, axis) => {
    const [before = 0, after = 0] = sides[axis] ?? [];
    const room = size + before + after - (kernels.shape[axis + 2] ?? 1);
    const places = Math.floor(room / (strides[axis] ?? 1)) + 1;
    return places === x.shape.at(axis - 2);
  });
  if (!fits)
    notShared("transposed convolutions to a size that has no such convolution");
  const whole = apply("transposed_convolution", [x, kernels], {
    stride: strides,
    padding: 0,
    dilation: 1,
    groups: 1,
    output_padding: 0,
  });
  // What lies below the border is cut off; where the window left the last rows out there are zeros.
  const missing = sizes.map((size, axis) =>
    Math.max(
      0,
      size + (sides[axis]?.[0] ?? 0) - (whole.shape.at(axis - 2) ?? 0),
    ),
  );
  const others = whole.shape.slice(2).map(() => [0, 0]);
  const extended = missing.some((each) => each > 0)
    ? apply("pad", [whole], {
        pads: [...others, ...missing.map((each) => [0, each])],
        value: 0,
      })
    : whole;
  const cut = apply("index", [extended], {
    subscripts: [
      ...others.map(() => [null, null, 1]),
      ...sizes.map((size, axis) => {
        const start = sides[axis]?.[0] ?? 0;
        return [start, start + size, 1];
      }),
    ],
  });
  return channelsLast(cut, "NHWC", 2);
}

export const convolutions = {
  conv1d,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  separableConv2d,
};
