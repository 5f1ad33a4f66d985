/**
 * `cross_entropy`: softmax and negative log-likelihood in one, with PyTorch's options. The function is a composite
 * that picks one of two operations by the target: class numbers have no gradient, probabilities have one.
 *
 * With log-probabilities ℓ = log_softmax(z), C classes, class weights w and label smoothing ε the loss of an example is
 * −Σ_c w_c t_c ℓ_c, where t = (1 − ε) · target + ε / C and the target of a class number is 1 at that class.
 */
import type { CompositeFunction } from "../composite.js";
import type { Attributes } from "../../graph/graph.js";
import type { BoundShape, Shape } from "../../graph/shape.js";
import { formatDimension, provablyDiffer } from "../../graph/dimension.js";
import { formatShape } from "../../graph/shape.js";
import type {
  FormalArgument,
  KernelCall,
  Mismatch,
  Operation,
  TensorOperation,
} from "../operation.js";
import { largestOf, logSumOfShifted } from "../reduction/sums.js";
import {
  classFault,
  classNumberExamples,
  examplesAndClasses,
  isClassNumbers,
  probabilityExamples,
} from "./examples.js";
import {
  reducedLossShape,
  reductionArgument,
  reductionOf,
} from "./reduction.js";

const signature: readonly FormalArgument[] = [
  {
    name: "logits",
    kind: "tensor",
    summary: "Scores, classes on the last axis.",
  },
  {
    name: "target",
    kind: "tensor",
    summary: "Class numbers, or probabilities of the logits’ shape.",
  },
  {
    name: "class_weights",
    kind: "ids",
    default: null,
    named: true,
    summary: "A weight for each class; it has no gradient.",
  },
  {
    name: "ignore",
    kind: "whole",
    default: null,
    named: true,
    summary: "A class number whose examples do not count.",
  },
  {
    name: "label_smoothing",
    kind: "number",
    default: 0,
    named: true,
    summary: "The share of the target that is spread over all classes.",
  },
  reductionArgument("mean"),
];

const base = {
  family: "loss",
  callable: false,
  notation: "cross_entropy({0}, {1})",
  formula: "−1/N · Σ ln softmax(z)[target]",
  signature,
  kernel: "tensor",
  /** Two for each example: its largest logit, and the logarithm of the sum of exponentials shifted by it. */
  saved: ([logits = []]: readonly BoundShape[]) =>
    2 * examplesAndClasses(logits).examples,
} satisfies Partial<TensorOperation>;

const ofClasses: TensorOperation = {
  ...base,
  name: "cross_entropy_of_classes",
  summary: "Cross-entropy of logits against class numbers.",
  shape: ([logits = [], target = [], weights], attributes) =>
    checked(
      classNumberExamples("cross_entropy", logits, target),
      logits,
      weights,
      attributes,
    ),
  derivatives: [
    { contribution: "{up} · (softmax({0}) − onehot({1})) / N" },
    undefined,
    undefined,
  ],
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

const ofProbabilities: TensorOperation = {
  ...base,
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
      : checked(
          probabilityExamples("cross_entropy", logits, target),
          logits,
          weights,
          attributes,
        ),
  derivatives: [
    { contribution: "{up} · (softmax({0}) − {1}) / N" },
    { contribution: "−{up} · log_softmax({0}) / N" },
    undefined,
  ],
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

export const crossEntropy: CompositeFunction = {
  kind: "composite",
  name: "cross_entropy",
  family: "loss",
  summary:
    "Cross-entropy of logits against class numbers or probabilities; it applies softmax itself.",
  formula: "−1/N · Σ ln softmax(z)[target]",
  callable: true,
  signature,
  build: (builder, operands, attributes) => {
    const [logits, target] = operands;
    if (logits === undefined || target === undefined) return undefined;
    const classes = isClassNumbers(
      builder.shapeOf(logits),
      builder.shapeOf(target),
    );
    return builder.apply(
      classes ? ofClasses.name : ofProbabilities.name,
      operands,
      attributes,
    );
  },
};

export const crossEntropies: readonly Operation[] = [
  ofClasses,
  ofProbabilities,
];

/** The result's shape, once weights and label smoothing are seen to fit. */
function checked(
  single: Shape | Mismatch,
  logits: Shape,
  weights: Shape | undefined,
  attributes: Attributes,
): Shape | Mismatch {
  if ("mismatch" in single) return single;
  const { smoothing } = options(attributes);
  if (!(smoothing >= 0 && smoothing <= 1))
    return {
      mismatch: `label_smoothing is between 0 and 1, and was given as ${smoothing}`,
      code: "invalid-argument",
    };
  const classes = logits.at(-1) ?? 1;
  const [count] = weights ?? [];
  if (
    weights &&
    (weights.length !== 1 ||
      count === undefined ||
      provablyDiffer(count, classes))
  )
    return {
      mismatch: `class_weights needs one weight for each of the ${formatDimension(classes)} classes, and is ${formatShape(weights)}`,
      operands: [0, 2],
      axes: [logits.length - 1, 0],
      expected: classes,
    };
  return reducedLossShape(single, reductionOf(attributes));
}

function options({ ignore, label_smoothing: smoothing }: Attributes): {
  ignore: number | undefined;
  smoothing: number;
} {
  return {
    ignore: typeof ignore === "number" ? ignore : undefined,
    smoothing: typeof smoothing === "number" ? smoothing : 0,
  };
}

const smoothed = (target: number, smoothing: number, classes: number): number =>
  target * (1 - smoothing) + smoothing / classes;

function saveLogSums(
  { inputs: [logits], saved }: KernelCall,
  examples: number,
  classes: number,
): void {
  if (!logits) return;
  for (let i = 0; i < examples; i++) {
    const largest = largestOf(logits, i * classes, 1, classes);
    saved[2 * i] = largest;
    saved[2 * i + 1] = logSumOfShifted(
      logits,
      i * classes,
      1,
      classes,
      largest,
    );
  }
}

/** log_softmax at one class of one example, in the order that keeps the digits of large logits. */
function logProbability(
  { saved }: KernelCall,
  example: number,
  column: number,
  logits: Float64Array,
  classes: number,
): number {
  const logit = logits[example * classes + column] ?? 0;
  return logit - (saved[2 * example] ?? 0) - (saved[2 * example + 1] ?? 0);
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
