/**
 * What both forms of `cross_entropy` share: PyTorch's options, and the log-probabilities of the logits.
 *
 * With ℓ = log_softmax(z), C classes, class weights w and label smoothing ε the loss of an example is −Σ_c w_c t_c ℓ_c,
 * where t = (1 − ε) · target + ε / C and the target of a class number is 1 at that class.
 */
import { formatDimension, provablyDiffer } from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import { type BoundShape, formatShape, type Shape } from "../../graph/shape.js";
import type {
  Counts,
  FormalArgument,
  KernelCall,
  Mismatch,
  TensorOperation,
} from "../operation.js";
import { largestOf, logSumOfShifted } from "../reduction/sums.js";
import { examplesAndClasses } from "./examples.js";
import {
  reducedLossShape,
  reductionArgument,
  reductionOf,
} from "./reduction.js";

export const crossEntropySignature: readonly FormalArgument[] = [
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

/** The parts of the two records that are the same. */
export const crossEntropyBase = {
  family: "loss",
  callable: false,
  notation: "cross_entropy({0}, {1})",
  formula: "−1/N · Σ ln softmax(z)[target]",
  signature: crossEntropySignature,
  kernel: "tensor",
  /** Two for each example: its largest logit, and the logarithm of the sum of exponentials shifted by it. */
  saved: ([logits = []]: readonly BoundShape[]) =>
    2 * examplesAndClasses(logits).examples,
} satisfies Partial<TensorOperation>;

/** The result's shape, once weights and label smoothing are seen to fit. */
export function checkedShape(
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

/** For class numbers. A mean divides by the number of examples, but where some count for more or not at all. */
export const countsOfLogits = (
  [logits = [], , weights]: readonly BoundShape[],
  attributes: Attributes,
): Counts => {
  const { examples, classes } = examplesAndClasses(logits);
  const countsAll = options(attributes).ignore === undefined && !weights;
  return { C: classes, ...(countsAll && { N: examples }) };
};

/** The target as label smoothing leaves it, and what is said of that behind the formula. */
export function smoothedTarget(
  target: string,
  attributes: Attributes,
): { readonly target: string; readonly remark: string } {
  if (options(attributes).smoothing === 0) return { target, remark: "" };
  return {
    target: "t",
    remark: ` with t = (1 − {label_smoothing}) · ${target} + {label_smoothing} / {C}`,
  };
}

/** The options in numbers. */
export function options({ ignore, label_smoothing: smoothing }: Attributes): {
  ignore: number | undefined;
  smoothing: number;
} {
  return {
    ignore: typeof ignore === "number" ? ignore : undefined,
    smoothing: typeof smoothing === "number" ? smoothing : 0,
  };
}

/** log_softmax needs the largest logit of each example and the rest of its logarithm: kept in `saved`. */
export function saveLogSums(
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
export function logProbability(
  { saved }: KernelCall,
  example: number,
  column: number,
  logits: Float64Array,
  classes: number,
): number {
  const logit = logits[example * classes + column] ?? 0;
  return logit - (saved[2 * example] ?? 0) - (saved[2 * example + 1] ?? 0);
}
