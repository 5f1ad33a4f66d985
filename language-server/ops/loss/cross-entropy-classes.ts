/** Cross-entropy against class numbers: the target selects and has no gradient. */
import type { Attributes } from "../../graph/graph.js";
import type { TensorOperation } from "../operation.js";
import {
  checkedShape,
  countsOfLogits,
  crossEntropyBase,
  logProbability,
  options,
  saveLogSums,
  smoothedTarget,
} from "./cross-entropy-options.js";
import {
  classFault,
  classNumberExamples,
  examplesAndClasses,
} from "./examples.js";
import { reductionOf } from "./reduction.js";

export const crossEntropyOfClasses: TensorOperation = {
  ...crossEntropyBase,
  name: "cross_entropy_of_classes",
  summary: "Cross-entropy of logits against class numbers.",
  shape: ([logits = [], target = [], weights], attributes) =>
    checkedShape(
      classNumberExamples("cross_entropy", logits, target),
      logits,
      weights,
      attributes,
    ),
  derivatives: [
    {
      contribution: "{up} · (softmax({0}) − onehot({1})) / {N}",
      contributionOfAttributes: contributionToLogits,
    },
    undefined,
    undefined,
  ],
  counts: (operands, _result, attributes) =>
    countsOfLogits(operands, attributes),
  forward: (call) => {
    const { inputs, inputShapes, output, attributes } = call;
    const [logits = output, target = output, weights] = inputs;
    const { examples, classes } = examplesAndClasses(inputShapes[0] ?? []);
    const { ignore, smoothing } = options(attributes);
    const reduction = reductionOf(attributes);
    const spread = smoothing / classes;
    saveLogSums(call, examples, classes);
    let total = 0;
    let counted = 0;
    for (let i = 0; i < examples; i++) {
      const right = target[i] ?? 0;
      const fault = classFault(right, i, classes, ignore);
      if (fault) return fault;
      let loss = 0;
      if (right !== ignore) {
        const weight = weights?.[right] ?? 1;
        counted += weight;
        loss =
          -(1 - smoothing) *
          weight *
          logProbability(call, i, right, logits, classes);
        if (spread !== 0)
          for (let c = 0; c < classes; c++)
            loss -=
              spread *
              (weights?.[c] ?? 1) *
              logProbability(call, i, c, logits, classes);
      }
      if (reduction === "none") output[i] = loss;
      else total += loss;
    }
    if (reduction === "mean") output[0] = total / counted;
    if (reduction === "sum") output[0] = total;
    return undefined;
  },
  backward: (call, operand) => {
    if (operand !== 0) return;
    const { inputs, inputShapes, output, upstream, gradient, attributes } =
      call;
    const [logits = output, target = output, weights] = inputs;
    const { examples, classes } = examplesAndClasses(inputShapes[0] ?? []);
    const { ignore, smoothing } = options(attributes);
    const reduction = reductionOf(attributes);
    const spread = smoothing / classes;
    const allWeights = totalWeight(weights, classes);
    const counted =
      reduction === "mean"
        ? countedWeight(target, weights, ignore, examples)
        : 1;
    for (let i = 0; i < examples; i++) {
      const right = target[i] ?? 0;
      if (right === ignore) continue;
      const up = (upstream[reduction === "none" ? i : 0] ?? 0) / counted;
      const sharp = (1 - smoothing) * (weights?.[right] ?? 1);
      const whole = sharp + spread * allWeights;
      for (let c = 0; c < classes; c++) {
        const probability = Math.exp(
          logProbability(call, i, c, logits, classes),
        );
        const wanted = (c === right ? sharp : 0) + spread * (weights?.[c] ?? 1);
        const at = i * classes + c;
        gradient[at] =
          (gradient[at] ?? 0) + up * (whole * probability - wanted);
      }
    }
  },
};

/** With class weights the right class of an example says how much the example counts. */
function contributionToLogits(
  attributes: Attributes,
  operands: number,
): string {
  const isMean = reductionOf(attributes) === "mean";
  const isWeighted = operands > 2;
  const isPartial = options(attributes).ignore !== undefined;
  const { target, remark } = smoothedTarget("onehot({1})", attributes);
  const weighted =
    remark === ""
      ? "{2}[{1}] · (softmax({0}) − onehot({1}))"
      : "(softmax({0}) · Σ {2} · t − {2} · t)";
  const step = isWeighted ? weighted : `(softmax({0}) − ${target})`;
  const ignored = isPartial ? ", and 0 where the target is {ignore}" : "";
  const counted = isWeighted
    ? ", with N the sum of {2}[{1}]"
    : ", with N the number of the others";
  return [
    `{up} · ${step}`,
    isMean ? " / {N}" : "",
    remark,
    ignored,
    isMean && (isWeighted || isPartial) ? counted : "",
  ].join("");
}

function totalWeight(
  weights: Float64Array | undefined,
  classes: number,
): number {
  if (!weights) return classes;
  let total = 0;
  for (const weight of weights) total += weight;
  return total;
}

/** What a mean divides by: the weights of the right classes, ignored examples left out. */
function countedWeight(
  target: Float64Array,
  weights: Float64Array | undefined,
  ignore: number | undefined,
  examples: number,
): number {
  let counted = 0;
  for (let i = 0; i < examples; i++) {
    const right = target[i] ?? 0;
    if (right !== ignore) counted += weights?.[right] ?? 1;
  }
  return counted;
}
