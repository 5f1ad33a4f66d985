/**
 * The operations inside `layer_norm`, `rms_norm`, `group_norm` and `batch_norm`. Operands: x, weight, and the bias last
 * where there is one; batch normalisation has a mean and a variance for each channel in between.
 */
import { formatDimension, provablyDiffer } from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import {
  type BoundShape,
  formatShape,
  shapesProvablyDiffer,
  type Shape,
} from "../../graph/shape.js";
import type {
  BackwardCall,
  DerivativeFormula,
  FormalArgument,
  KernelCall,
  Mismatch,
  Operation,
  TensorOperation,
} from "../operation.js";
import {
  channelGroupsLayout,
  channelsLayout,
  type GroupLayout,
  lastAxesLayout,
} from "./groups.js";
import {
  addGradientOfGiven,
  addGradientOfOperand,
  addGradientOfParameter,
  normalise,
  saveStatistics,
} from "./kernel.js";

export const epsOf = ({ eps }: Attributes): number =>
  typeof eps === "number" ? eps : 1e-5;

const operand = (name: string, summary: string): FormalArgument => ({
  name,
  kind: "tensor",
  summary,
});
const x = operand("x", "The tensor to normalise.");
const weight = operand("weight", "What the normal values are multiplied with.");
const bias: FormalArgument = {
  ...operand("bias", "What is added."),
  default: null,
};

const byOperand: DerivativeFormula = {
  contribution: "{1}/σ · ({up} − mean {up} − x̂ · mean({up} · x̂))",
};
const byWeight: DerivativeFormula = {
  contribution: "{up} · x̂, summed over what shares the weight",
};
const byBias: DerivativeFormula = {
  contribution: "{up}, summed over what shares the bias",
};

/** What the first three have in common; `layout` picks the groups, `parameterShape` says what weight and bias must be. */
function groupNormalisation(description: {
  readonly name: string;
  readonly calledAs: string;
  readonly summary: string;
  readonly formula: string;
  readonly statistics: "deviation" | "root mean square";
  readonly parameterShape: (
    x: Shape,
    attributes: Attributes,
  ) => Shape | Mismatch;
  readonly layout: (shape: BoundShape, attributes: Attributes) => GroupLayout;
}): TensorOperation {
  const { name, calledAs, summary, formula } = description;
  const { statistics, parameterShape, layout } = description;
  const layoutOf = ({ inputShapes: [shape = []], attributes }: KernelCall) =>
    layout(shape, attributes);
  return {
    name,
    family: "normalising",
    summary,
    formula,
    callable: false,
    notation: `${calledAs}({0})`,
    signature: [x, weight, bias],
    kernel: "tensor",
    derivatives: [byOperand, byWeight, byBias],
    shape: ([shape = [], ...parameters], attributes) => {
      const wanted = parameterShape(shape, attributes);
      if ("mismatch" in wanted) return wanted;
      return refuseParameters(calledAs, wanted, parameters, 1) ?? shape;
    },
    saved: ([shape = []], _result, attributes) =>
      2 * layout(shape, attributes).groups,
    forward: (call) => {
      const {
        inputs: [values, scale, shift],
        output,
        saved,
      } = call;
      if (!values || !scale) return undefined;
      const groups = layoutOf(call);
      saveStatistics(values, groups, statistics, epsOf(call.attributes), saved);
      normalise(values, scale, shift, groups, saved, output);
      return undefined;
    },
    backward: (call, which) => {
      const {
        inputs: [values, scale],
        saved,
        upstream,
        gradient,
      } = call;
      if (!values || !scale) return;
      const groups = layoutOf(call);
      if (which === 0)
        addGradientOfOperand(
          values,
          scale,
          groups,
          saved,
          statistics,
          upstream,
          gradient,
        );
      else
        addGradientOfParameter(
          values,
          groups,
          saved,
          which === 2,
          upstream,
          gradient,
        );
    },
  };
}

/** Why weight or bias (operands from `first` on) do not have the shape that they must have. */
function refuseParameters(
  name: string,
  wanted: Shape,
  parameters: readonly Shape[],
  first: number,
): Mismatch | undefined {
  const wrong = parameters.findIndex((shape) =>
    shapesProvablyDiffer(shape, wanted),
  );
  if (wrong < 0) return undefined;
  return {
    mismatch: `The parameters of ${name} have the shape ${formatShape(wanted)} here, and one is ${formatShape(parameters[wrong] ?? [])}`,
    operands: [0, first + wrong],
  };
}

/** The last `axes` axes, which layer norm and RMS norm run over. */
export function lastAxes(
  name: string,
  shape: Shape,
  { axes }: Attributes,
): Shape | Mismatch {
  const count = typeof axes === "number" ? axes : 1;
  if (Number.isInteger(count) && count >= 1 && count <= shape.length)
    return shape.slice(shape.length - count);
  return {
    mismatch: `${name} over the last ${count} axes does not fit ${formatShape(shape)}: axes is a whole number from 1 to ${shape.length}`,
    code: "invalid-axis",
    operands: [0],
  };
}

const layerNormalisation = groupNormalisation({
  name: "layer_normalisation",
  calledAs: "layer_norm",
  summary:
    "Mean 0 and variance 1 over the last axes, then a weight and a bias.",
  formula: "w · (x − mean) / √(var + eps) + b",
  statistics: "deviation",
  parameterShape: (shape, attributes) =>
    lastAxes("layer_norm", shape, attributes),
  layout: (shape, { axes }) =>
    lastAxesLayout(shape, typeof axes === "number" ? axes : 1),
});

const rmsNormalisation: TensorOperation = {
  ...groupNormalisation({
    name: "rms_normalisation",
    calledAs: "rms_norm",
    summary: "Root mean square 1 over the last axes, then a weight.",
    formula: "w · x / √(mean(x²) + eps)",
    statistics: "root mean square",
    parameterShape: (shape, attributes) =>
      lastAxes("rms_norm", shape, attributes),
    layout: (shape, { axes }) =>
      lastAxesLayout(shape, typeof axes === "number" ? axes : 1),
  }),
  signature: [x, weight],
  derivatives: [
    { contribution: "{1}/rms · ({up} − x̂ · mean({up} · x̂))" },
    byWeight,
  ],
};

const groupNormalisationOperation = groupNormalisation({
  name: "group_normalisation",
  calledAs: "group_norm",
  summary:
    "Mean 0 and variance 1 over groups of channels of each example, then a weight and a bias for each channel.",
  formula: "w · (x − mean) / √(var + eps) + b",
  statistics: "deviation",
  parameterShape: (shape) => shape.slice(1, 2),
  layout: (shape, { groups }) =>
    channelGroupsLayout(shape, typeof groups === "number" ? groups : 1),
});

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
const batchNormalisation: TensorOperation = {
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

export const normalisations: readonly Operation[] = [
  layerNormalisation,
  rmsNormalisation,
  groupNormalisationOperation,
  batchNormalisation,
];
