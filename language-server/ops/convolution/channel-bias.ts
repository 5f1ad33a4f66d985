/** The bias of convolutions: one number for each output channel. */
import type { BoundShape } from "../../graph/shape.js";
import type { BackwardCall } from "../operation.js";
import { imageSizes } from "./image.js";

/** Every channel of the result starts as its bias. */
export function fillWithBias(
  output: Float64Array,
  bias: Float64Array | undefined,
  places: number,
  channels: number,
): void {
  if (!bias) {
    output.fill(0);
    return;
  }
  for (let plane = 0; plane * places < output.length; plane++)
    output.fill(
      bias[plane % channels] ?? 0,
      plane * places,
      (plane + 1) * places,
    );
}

/** ∂bias: the upstream gradient summed over batch and places. */
export function addChannelSums({
  inputShapes,
  outputShape,
  upstream,
  gradient,
}: BackwardCall): void {
  const channels = gradient.length;
  const places = planeSize(outputShape, inputShapes[1] ?? []);
  for (let plane = 0; plane * places < upstream.length; plane++) {
    let sum = 0;
    for (let at = plane * places; at < (plane + 1) * places; at++)
      sum += upstream[at] ?? 0;
    const channel = plane % channels;
    gradient[channel] = (gradient[channel] ?? 0) + sum;
  }
}

function planeSize(result: BoundShape, weight: BoundShape): number {
  const { height, width } = imageSizes(result, weight.length - 2);
  return height * width;
}
