/**
 * The operations inside `layer_norm`, `rms_norm` and `group_norm`. Operands: x, weight, and the bias where there is one.
 */
import type { Attributes } from "../../graph/graph.js";
import { type BoundShape, formatShape, type Shape } from "../../graph/shape.js";
import type {
  KernelCall,
  Mismatch,
  Operation,
  TensorOperation,
} from "../operation.js";
import { batchNormalisation } from "./batch.js";
import {
  channelGroupsLayout,
  type GroupLayout,
  lastAxesLayout,
} from "./groups.js";
import {
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
  refuseParameters,
  weight,
  x,
} from "./parameters.js";

/** What they have in common; `layout` picks the groups, `parameterShape` says what weight and bias must be. */
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

export const normalisations: readonly Operation[] = [
  layerNormalisation,
  rmsNormalisation,
  groupNormalisationOperation,
  batchNormalisation,
];
