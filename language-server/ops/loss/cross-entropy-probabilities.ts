/** Cross-entropy against a probability for every class, to which gradients flow. */
import type { Attributes } from "../../graph/graph.js";
import type { TensorOperation } from "../operation.js";
import {
  checkedShape,
  crossEntropyBase,
  logProbability,
  options,
  saveLogSums,
  smoothedTarget,
} from "./cross-entropy-options.js";
import { examplesAndClasses, probabilityExamples } from "./examples.js";
import { ofReduction, reductionOf } from "./reduction.js";

export const crossEntropyOfProbabilities: TensorOperation = {
  ...crossEntropyBase,
  name: "cross_entropy_of_probabilities",
  summary: "Cross-entropy of logits against a probability for every class.",
  formula: "−1/N · Σ t · ln softmax(z)",
  shape: ([logits = [], target = [], weights], attributes) =>
    typeof attributes["ignore"] === "number"
      ? {
          mismatch:
            "ignore is for class numbers, and the target is probabilities",
          code: "invalid-argument",
        }
      : checkedShape(
          probabilityExamples("cross_entropy", logits, target),
          logits,
          weights,
          attributes,
        ),
  derivatives: [
    ofReduction({
      contribution: "{up} · (softmax({0}) − {1}) / {N}",
      contributionOfAttributes: contributionToLogits,
    }),
    ofReduction({
      contribution: "−{up} · log_softmax({0}) / {N}",
      contributionOfAttributes: contributionToTarget,
    }),
    undefined,
  ],
  counts: ([logits = []]) => {
    const { examples, classes } = examplesAndClasses(logits);
    return { N: examples, C: classes };
  },
  forward: (call) => {
    const { inputs, inputShapes, output, attributes } = call;
    const [logits = output, target = output, weights] = inputs;
    const { examples, classes } = examplesAndClasses(inputShapes[0] ?? []);
    const { smoothing } = options(attributes);
    const reduction = reductionOf(attributes);
    saveLogSums(call, examples, classes);
    let total = 0;
    for (let i = 0; i < examples; i++) {
      let loss = 0;
      for (let c = 0; c < classes; c++) {
        const wanted = smoothed(
          target[i * classes + c] ?? 0,
          smoothing,
          classes,
        );
        loss -=
          (weights?.[c] ?? 1) *
          wanted *
          logProbability(call, i, c, logits, classes);
      }
      if (reduction === "none") output[i] = loss;
      else total += loss;
    }
    if (reduction === "mean") output[0] = total / examples;
    if (reduction === "sum") output[0] = total;
    return undefined;
  },
  backward: (call, operand) => {
    const { inputs, inputShapes, output, upstream, gradient, attributes } =
      call;
    const [logits = output, target = output, weights] = inputs;
    const { examples, classes } = examplesAndClasses(inputShapes[0] ?? []);
    const { smoothing } = options(attributes);
    const reduction = reductionOf(attributes);
    const counted = reduction === "mean" ? examples : 1;
    for (let i = 0; i < examples; i++) {
      const up = (upstream[reduction === "none" ? i : 0] ?? 0) / counted;
      let whole = 0;
      for (let c = 0; c < classes; c++)
        whole +=
          (weights?.[c] ?? 1) *
          smoothed(target[i * classes + c] ?? 0, smoothing, classes);
      for (let c = 0; c < classes; c++) {
        const at = i * classes + c;
        const weight = weights?.[c] ?? 1;
        const log = logProbability(call, i, c, logits, classes);
        const slope =
          operand === 0
            ? whole * Math.exp(log) -
              weight * smoothed(target[at] ?? 0, smoothing, classes)
            : -(1 - smoothing) * weight * log;
        gradient[at] = (gradient[at] ?? 0) + up * slope;
      }
    }
  },
};

function contributionToLogits(
  attributes: Attributes,
  operands: number,
): string {
  const { target, remark } = smoothedTarget("{1}", attributes);
  return operands > 2
    ? `{up} · (softmax({0}) · Σ {2} · ${target} − {2} · ${target}) / {N}${remark}`
    : `{up} · (softmax({0}) − ${target}) / {N}${remark}`;
}

function contributionToTarget(
  attributes: Attributes,
  operands: number,
): string {
  const { smoothing } = options(attributes);
  const share = smoothing === 0 ? "" : " · (1 − {label_smoothing})";
  const weight = operands > 2 ? " · {2}" : "";
  return `−{up}${share}${weight} · log_softmax({0}) / {N}`;
}

const smoothed = (target: number, smoothing: number, classes: number): number =>
  target * (1 - smoothing) + smoothing / classes;
