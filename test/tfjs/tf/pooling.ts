/** Pooling and batch normalisation under TensorFlow.js's names. */
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

/** Windows that a border only lengthens on one side have a mean of their own there, which ours has not. */
function pool(
  kind: "max" | "avg",
  value: unknown,
  window: unknown,
  stride: unknown,
  padding: unknown,
): Tensor {
  const x = channelsFirst(tensorOf(value), "NHWC", 2);
  const size = pairOf(window);
  const strides = pairOf(stride);
  const sides = sidesOf(
    padding,
    x.shape.slice(-2),
    size,
    strides,
    [1, 1],
    "NHWC",
  );
  const uneven = sides.some(([before, after]) => before !== after);
  if (kind === "avg" && uneven) notShared("means with padding on one side");
  const { image, padding: left } = bordered(x, sides, -Infinity);
  const result = apply(`${kind}_pool2d`, [image], {
    size,
    stride: strides,
    padding: left,
    ...(kind === "avg" && { count_padding: false }),
  });
  return channelsLast(result, "NHWC", 2);
}

const pooling =
  (kind: "max" | "avg") =>
  (
    x: unknown,
    window: unknown,
    stride: unknown,
    padding: unknown,
    rounding?: unknown,
  ): Tensor => {
    refuseRounding(rounding);
    return pool(kind, x, window, stride, padding);
  };

/** Over the last axis, with a given mean and variance for each of its channels. */
function batchNorm(
  value: unknown,
  mean: unknown,
  variance: unknown,
  offset?: unknown,
  scale?: unknown,
  eps = 0.001,
): Tensor {
  const x = tensorOf(value);
  const channels = x.shape.at(-1) ?? 1;
  const given = (argument: unknown, standard: number): Tensor => {
    const numbers = tensorOf(
      argument ?? new Array<number>(channels).fill(standard),
    );
    return numbers.rank === 1
      ? numbers
      : notShared("batch normalisation with statistics of every element");
  };
  if (x.rank < 2) notShared("batch normalisation of vectors");
  const operands = [
    given(scale, 1),
    given(mean, 0),
    given(variance, 1),
    given(offset, 0),
  ];
  const spatial = x.rank - 2;
  const result = apply(
    "batch_normalisation",
    [channelsFirst(x, "NHWC", spatial), ...operands],
    { eps, fixed: true },
  );
  return channelsLast(result, "NHWC", spatial);
}

const poolings = { max: pooling("max"), avg: pooling("avg") };

export const poolingAndNorms = {
  maxPool: poolings.max,
  avgPool: poolings.avg,
  pool: (
    x: unknown,
    window: unknown,
    kind: unknown,
    padding: unknown,
    dilation?: unknown,
    stride?: unknown,
    rounding?: unknown,
  ): Tensor => {
    if (dilation !== undefined && pairOf(dilation).some((each) => each !== 1))
      notShared("pooling with dilation");
    return poolings[kind === "max" ? "max" : "avg"](
      x,
      window,
      stride ?? 1,
      padding,
      rounding,
    );
  },
  batchNorm,
  batchNorm2d: batchNorm,
  batchNorm3d: batchNorm,
  batchNorm4d: batchNorm,
};
