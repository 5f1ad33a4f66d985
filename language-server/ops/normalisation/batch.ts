/**
 * The operation inside `batch_norm`. Operands: x, weight, a mean and a variance for each channel, and the bias where there
 * is one.
 */
import {
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
} from "../../graph/dimension.js";
import { formatShape, type Shape } from "../../graph/shape.js";
import type {
  BackwardCall,
  KernelCall,
  Mismatch,
  TensorOperation,
} from "../operation.js";
import { channelsLayout } from "./groups.js";
import {
  addGradientOfGiven,
  addGradientOfOperand,
  addGradientOfParameter,
  normalise,
  saveStatistics,
} from "./kernel.js";
import {
  bias,
  byBias,
  byOperand,
  byWeight,
  epsOf,
  operand,
  refuseParameters,
  weight,
  x,
} from "./parameters.js";

/** Why x has no channel axis, or what belongs to its channels does not have one number for each. */
function batchShape(
  shape: Shape,
  [scale = [], mean = [], variance = [], ...rest]: readonly Shape[],
): Shape | Mismatch {
  const channels = shape[1];
  if (channels === undefined)
    return {
      mismatch: `batch_norm needs [batch, channels, …], and its operand is ${formatShape(shape)}`,
      operands: [0],
    };
  const refused = refuseParameters("batch_norm", [channels], [scale], 1);
  if (refused) return refused;
  const wrong = [mean, variance].findIndex(
    (given) =>
      given.length > 1 ||
      (given[0] !== undefined &&
        given[0] !== 1 &&
        provablyDiffer(given[0], channels)),
  );
  if (wrong >= 0)
    return {
      mismatch: `The ${wrong === 0 ? "mean" : "variance"} of batch_norm needs one number for each of the ${formatDimension(channels)} channels, and is ${formatShape([mean, variance][wrong] ?? [])}`,
      operands: [0, 2 + wrong],
      axes: [1, 0],
      expected: channels,
    };
  return refuseParameters("batch_norm", [channels], rest, 4) ?? shape;
}

/** Whether the batch's own statistics are used: in a training step, unless mean and variance were given. */
const usesBatch = ({ training, attributes }: KernelCall): boolean =>
  training && attributes["fixed"] !== true;

/** Operands: x, weight, mean, variance, bias. Attributes: `eps`, and `fixed` where mean and variance were given. */
export const batchNormalisation: TensorOperation = {
  name: "batch_normalisation",
  family: "normalising",
  summary:
    "Mean 0 and variance 1 of each channel over the batch, then a weight and a bias; in inference with kept statistics.",
  formula: "w · (x − mean) / √(var + eps) + b",
  callable: false,
  notation: "batch_norm({0})",
  signature: [
    x,
    weight,
    operand("mean", "The mean of each channel where the batch’s is not used."),
    operand("variance", "The variance of each channel, likewise."),
    bias,
  ],
  kernel: "tensor",
  derivatives: [
    byOperand,
    byWeight,
    { contribution: "−{1}/σ · {up}, summed over each channel" },
    { contribution: "−{1}/2σ³ · ({0} − {2}) · {up}, summed over each channel" },
    byBias,
  ],
  shape: ([shape = [], ...rest]) => batchShape(shape, rest),
  saved: ([shape = []]) => 2 * (shape[1] ?? 1),
  state: ([shape = []], { fixed }) =>
    fixed === true ? 0 : multiplyDimensions(shape[1] ?? 1, 2),
  forward: (call) => {
    const {
      inputs: [values, scale, mean, variance, shift],
      output,
      saved,
    } = call;
    if (!values || !scale || !mean || !variance) return undefined;
    const layout = channelsLayout(call.outputShape);
    const eps = epsOf(call.attributes);
    if (usesBatch(call))
      saveStatistics(values, layout, "deviation", eps, saved);
    else
      for (let group = 0; group < layout.groups; group++) {
        const centre = mean[mean.length === 1 ? 0 : group] ?? 0;
        const spread = variance[variance.length === 1 ? 0 : group] ?? 1;
        saved[2 * group] = centre;
        saved[2 * group + 1] = 1 / Math.sqrt(spread + eps);
      }
    normalise(values, scale, shift, layout, saved, output);
    return undefined;
  },
  backward: (call, which) => batchBackward(call, which),
};

function batchBackward(call: BackwardCall, which: number): void {
  const {
    inputs: [values, scale],
    saved,
    upstream,
    gradient,
  } = call;
  if (!values || !scale) return;
  const layout = channelsLayout(call.outputShape);
  if (which === 0)
    addGradientOfOperand(
      values,
      scale,
      layout,
      saved,
      usesBatch(call) ? "deviation" : "given",
      upstream,
      gradient,
    );
  else if (which === 1 || which === 4)
    addGradientOfParameter(
      values,
      layout,
      saved,
      which === 4,
      upstream,
      gradient,
    );
  else if (!usesBatch(call))
    addGradientOfGiven(
      values,
      scale,
      layout,
      saved,
      which === 3,
      upstream,
      gradient,
    );
}
