/**
 * Convolution of single planes, without a matrix: what a depthwise convolution is made of, whose groups have one channel
 * each. Planes are copied into a border of zeros first, so that the loops over them, in `sliding.ts`, have no edges.
 */
import type { BackwardCall, KernelCall } from "../operation.js";
import type { GroupSizes } from "./channel-groups.js";
import type { Geometry } from "./patches.js";
import { addCellSums, correlate, type Sliding } from "./sliding.js";

/** Whether each group has one input channel, and so few outputs that a matrix of patches costs more than it saves. */
export const isDepthwise = ({ geometry, outputs }: GroupSizes): boolean =>
  geometry.channels === 1 && outputs <= 4;

/** A plane with room around it, kept between calls. */
let padded = new Float64Array(0);

/** A buffer of that many zeros. */
function zeros(size: number): Float64Array {
  if (padded.length < size) padded = new Float64Array(size);
  else padded.fill(0, 0, size);
  return padded;
}

/** The kernel turned by 180°, kept between calls. */
let turned = new Float64Array(0);

/** Adds the convolution to `output`, which holds the bias. */
export function depthwiseForward(call: KernelCall, sizes: GroupSizes): void {
  const {
    inputs: [x, weight],
    output,
  } = call;
  if (!x || !weight) return;
  const { geometry, places, inner } = sizes;
  const sliding = slidingOverImage(geometry);
  visitPlanes(sizes, (plane, firstResult, results, kernels) => {
    const image = withBorder(x, plane, geometry);
    for (let each = 0; each < results; each++)
      correlate(
        image,
        weight,
        kernels + each * inner,
        output,
        (firstResult + each) * places,
        sliding,
      );
  });
}

/** ∂x: the upstream gradient, spread out by the stride, convolved with the kernel turned by 180°. */
export function depthwiseToImage(call: BackwardCall, sizes: GroupSizes): void {
  const {
    inputs: [, weight],
    upstream,
    gradient,
  } = call;
  if (!weight) return;
  const { geometry, places, inner } = sizes;
  const { height, width } = geometry;
  const sliding = slidingOverUpstream(geometry);
  if (turned.length < inner) turned = new Float64Array(inner);
  visitPlanes(sizes, (plane, firstResult, results, kernels) => {
    for (let each = 0; each < results; each++) {
      const from = (firstResult + each) * places;
      const spread = spreadUpstream(upstream, from, geometry, sliding.width);
      const end = kernels + (each + 1) * inner - 1;
      for (let at = 0; at < inner; at++) turned[at] = weight[end - at] ?? 0;
      correlate(spread, turned, 0, gradient, plane * height * width, sliding);
    }
  });
}

/** ∂weight: for each cell of the window, the upstream gradient times what the cell covers. */
export function depthwiseToWeight(call: BackwardCall, sizes: GroupSizes): void {
  const {
    inputs: [x],
    upstream,
    gradient,
  } = call;
  if (!x) return;
  const { geometry, places, inner } = sizes;
  const sliding = slidingOverImage(geometry);
  visitPlanes(sizes, (plane, firstResult, results, kernels) => {
    const image = withBorder(x, plane, geometry);
    for (let each = 0; each < results; each++)
      addCellSums(
        image,
        upstream,
        (firstResult + each) * places,
        gradient,
        kernels + each * inner,
        sliding,
      );
  });
}

/** Every input plane, by number, with the results that are made of it and where their kernels start. */
function visitPlanes(
  { batch, groups, outputs, inner }: GroupSizes,
  visit: (
    plane: number,
    firstResult: number,
    results: number,
    kernels: number,
  ) => void,
): void {
  for (let plane = 0; plane < batch * groups; plane++)
    visit(plane, plane * outputs, outputs, (plane % groups) * outputs * inner);
}

function slidingOverImage({
  width,
  vertical,
  horizontal,
  placesDown,
  placesAcross,
}: Geometry): Sliding {
  return {
    rows: vertical.kernel,
    columns: horizontal.kernel,
    rowStep: vertical.dilation,
    columnStep: horizontal.dilation,
    placesDown,
    placesAcross,
    strideDown: vertical.stride,
    strideAcross: horizontal.stride,
    width: width + horizontal.before + horizontal.after,
  };
}

/** A place for every element of the image, on an upstream gradient with room for a whole window on either side. */
function slidingOverUpstream({
  height,
  width,
  vertical,
  horizontal,
}: Geometry): Sliding {
  return {
    rows: vertical.kernel,
    columns: horizontal.kernel,
    rowStep: vertical.dilation,
    columnStep: horizontal.dilation,
    placesDown: height,
    placesAcross: width,
    strideDown: 1,
    strideAcross: 1,
    width: width + (horizontal.kernel - 1) * horizontal.dilation,
  };
}

/** The plane of that number in a border of zeros, as wide as the padding. */
function withBorder(
  x: Float64Array,
  plane: number,
  { height, width, vertical, horizontal }: Geometry,
): Float64Array {
  const rowLength = width + horizontal.before + horizontal.after;
  const rows = height + vertical.before + vertical.after;
  const target = zeros(rows * rowLength);
  for (let row = 0; row < height; row++) {
    let from = (plane * height + row) * width;
    let to = (row + vertical.before) * rowLength + horizontal.before;
    for (const end = to + width; to < end; to++, from++)
      target[to] = x[from] ?? 0;
  }
  return target;
}

/** Each number where its window's last cell lies, zeros in between; what lies outside covers padding only. */
function spreadUpstream(
  upstream: Float64Array,
  from: number,
  geometry: Geometry,
  rowLength: number,
): Float64Array {
  const { vertical, horizontal, placesDown, placesAcross } = geometry;
  const down = (vertical.kernel - 1) * vertical.dilation;
  const across = (horizontal.kernel - 1) * horizontal.dilation;
  const rows = geometry.height + down;
  const target = zeros(rows * rowLength);
  let at = from;
  for (let y = 0; y < placesDown; y++) {
    const row = y * vertical.stride + down - vertical.before;
    for (let x = 0; x < placesAcross; x++, at++) {
      const column = x * horizontal.stride + across - horizontal.before;
      if (row >= 0 && row < rows && column >= 0 && column < rowLength)
        target[row * rowLength + column] = upstream[at] ?? 0;
    }
  }
  return target;
}
