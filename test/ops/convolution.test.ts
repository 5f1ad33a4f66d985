/**
 * Convolution against its definition, cell by cell: forward, and both gradients. Geometries of every kind, among them
 * those that run plane by plane (depthwise) and images that take several strips of patches.
 */
import { describe, expect, it } from "vitest";
import { windowsFor } from "../../language-server/ops/convolution/channel-groups.js";
import { convolution } from "../../language-server/ops/convolution/convolution.js";
import { Draw } from "./draw.js";
import {
  runBackward,
  runForward,
  type Tensor,
  tensor,
} from "./run-operation.js";

interface Geometry {
  readonly batch: number;
  readonly groups: number;
  /** Channels of the image and of the result, within a group. */
  readonly inner: number;
  readonly outer: number;
  readonly size: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number] | "same";
  readonly dilation: readonly [number, number];
}

const plain: Geometry = {
  batch: 2,
  groups: 1,
  inner: 1,
  outer: 1,
  size: [6, 7],
  kernel: [3, 3],
  stride: [1, 1],
  padding: [1, 1],
  dilation: [1, 1],
};

const depthwise: Geometry = { ...plain, groups: 5 };

const geometries: readonly (readonly [string, Geometry])[] = [
  ["depthwise", depthwise],
  ["depthwise without padding", { ...depthwise, padding: [0, 0] }],
  ["depthwise, two results a channel", { ...depthwise, outer: 2 }],
  ["depthwise, stride", { ...depthwise, stride: [2, 3] }],
  [
    "depthwise, a stride that leaves the last rows out",
    { ...depthwise, size: [8, 9], stride: [3, 2], padding: [0, 0] },
  ],
  ["depthwise, dilation", { ...depthwise, dilation: [2, 3], padding: [2, 1] }],
  ["depthwise, 5 × 4", { ...depthwise, kernel: [5, 4], padding: [2, 1] }],
  ["depthwise, 1 × 7", { ...depthwise, kernel: [1, 7], padding: [0, 3] }],
  ["depthwise, 1 × 1", { ...depthwise, kernel: [1, 1], padding: [0, 0] }],
  [
    "depthwise, even kernel, padded to the same size",
    { ...depthwise, kernel: [4, 2], padding: "same" },
  ],
  [
    "depthwise, more padding than kernel",
    { ...depthwise, kernel: [2, 3], padding: [3, 4] },
  ],
  [
    "depthwise, padding and stride beyond the kernel",
    { ...depthwise, kernel: [2, 2], padding: [3, 3], stride: [3, 2] },
  ],
  ["one channel", { ...plain, outer: 6 }],
  ["groups", { ...plain, groups: 2, inner: 3, outer: 2 }],
  [
    "groups, stride and dilation",
    {
      ...plain,
      groups: 2,
      inner: 3,
      outer: 5,
      stride: [2, 1],
      dilation: [1, 2],
    },
  ],
  [
    "pointwise",
    { ...plain, inner: 3, outer: 4, kernel: [1, 1], padding: [0, 0] },
  ],
  [
    "several strips of patches",
    { ...plain, batch: 1, inner: 8, outer: 5, size: [80, 70] },
  ],
];

const draw = new Draw(11);
const random = (shape: readonly number[]): Tensor =>
  tensor(
    shape,
    Array.from(
      { length: shape.reduce((a, b) => a * b, 1) },
      () => draw.uniform() - 0.5,
    ),
  );

describe("convolution is its definition", () => {
  it.each(geometries)("%s", (_name, geometry) => {
    const { batch, groups, inner, outer, size, kernel } = geometry;
    const { stride, padding, dilation } = geometry;
    const x = random([batch, groups * inner, ...size]);
    const weight = random([groups * outer, inner, ...kernel]);
    const attributes = { stride, padding, dilation, groups };
    const run = runForward(convolution, [x, weight], attributes);
    const upstream = random(run.output.shape).data;
    const wanted = byDefinition(geometry, x, weight, run.output, upstream);
    expectClose(run.output.data, wanted.output);
    expectClose(runBackward(run, upstream, 0), wanted.image);
    expectClose(runBackward(run, upstream, 1), wanted.weight);
  });
});

function byDefinition(
  {
    batch,
    groups,
    inner,
    outer,
    size: [height, width],
    kernel,
    ...rest
  }: Geometry,
  x: Tensor,
  weight: Tensor,
  { shape: [, , down = 1, across = 1] }: Tensor,
  upstream: Float64Array,
): Readonly<Record<"output" | "image" | "weight", Float64Array>> {
  const { stride, padding, dilation } = rest;
  const windows = windowsFor(weight.shape, { stride, padding, dilation });
  if ("mismatch" in windows) throw new Error(windows.mismatch);
  const before = windows.map((window) => window.before);
  const output = new Float64Array(upstream.length);
  const image = new Float64Array(x.data.length);
  const kernels = new Float64Array(weight.data.length);
  for (let result = 0; result < upstream.length; result++) {
    const column = result % across;
    const row = Math.floor(result / across) % down;
    const plane = Math.floor(result / (across * down));
    const channel = plane % (groups * outer);
    const index = Math.floor(plane / (groups * outer));
    const group = Math.floor(channel / outer);
    for (let cell = 0; cell < inner * kernel[0] * kernel[1]; cell++) {
      const j = cell % kernel[1];
      const i = Math.floor(cell / kernel[1]) % kernel[0];
      const c = Math.floor(cell / (kernel[0] * kernel[1]));
      const y = row * stride[0] + i * dilation[0] - (before[0] ?? 0);
      const z = column * stride[1] + j * dilation[1] - (before[1] ?? 0);
      if (y < 0 || y >= height || z < 0 || z >= width) continue;
      const from =
        ((index * groups * inner + group * inner + c) * height + y) * width + z;
      const at = channel * inner * kernel[0] * kernel[1] + cell;
      const up = upstream[result] ?? 0;
      add(output, result, (x.data[from] ?? 0) * (weight.data[at] ?? 0));
      add(image, from, up * (weight.data[at] ?? 0));
      add(kernels, at, up * (x.data[from] ?? 0));
    }
  }
  expect(image).toHaveLength(batch * groups * inner * height * width);
  return { output, image, weight: kernels };
}

function add(target: Float64Array, at: number, number: number): void {
  target[at] = (target[at] ?? NaN) + number;
}

function expectClose(found: Float64Array, wanted: Float64Array): void {
  expect(found).toHaveLength(wanted.length);
  const largest = wanted.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
  const off = found.findIndex(
    (value, i) => !(Math.abs(value - (wanted[i] ?? NaN)) <= 1e-12 * largest),
  );
  expect([off, found[off], wanted[off]]).toEqual([-1, undefined, undefined]);
}
