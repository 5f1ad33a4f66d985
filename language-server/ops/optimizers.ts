/**
 * What a `train` block can be told: its settings, the optimizers and the ways to clip gradients, as signatures. Names,
 * defaults and meanings of the optimizers are PyTorch's (`torch.optim`); `rate` is its `lr`, `decay` its `weight_decay`.
 */
import type { FormalArgument } from "./operation.js";

/** An argument of numbers, with the least that they can be and the first that they no longer can be. */
export interface TrainingArgument extends FormalArgument {
  /** How many numbers it is, where it is a list. */
  readonly length?: number;
  readonly least?: number;
  readonly below?: number;
}

/** Something that a setting of `train` calls: an optimizer, or a way to clip. */
export interface TrainingCall {
  readonly name: string;
  readonly summary: string;
  readonly signature: readonly TrainingArgument[];
}

const rate = (fallback?: number): TrainingArgument => ({
  name: "rate",
  kind: "number",
  ...(fallback !== undefined && { default: fallback }),
  least: 0,
  summary: "The learning rate.",
});

const decay = (fallback = 0): TrainingArgument => ({
  name: "decay",
  kind: "number",
  default: fallback,
  named: true,
  least: 0,
  summary: "The weight decay; biases are left out.",
});

const eps = (fallback: number): TrainingArgument => ({
  name: "eps",
  kind: "number",
  default: fallback,
  named: true,
  least: 0,
  summary: "Added to the denominator.",
});

const momentum: TrainingArgument = {
  name: "momentum",
  kind: "number",
  default: 0,
  named: true,
  least: 0,
  summary: "How much of the step before is kept.",
};

const betas: TrainingArgument = {
  name: "betas",
  kind: "numbers",
  default: [0.9, 0.999],
  named: true,
  least: 0,
  below: 1,
  length: 2,
  summary: "How much of the running means of gradient and square is kept.",
};

const amsgrad: TrainingArgument = {
  name: "amsgrad",
  kind: "switch",
  default: false,
  named: true,
  summary: "Whether the largest second moment so far is used.",
};

/** `optimizer:`. */
export const optimizers: readonly TrainingCall[] = [
  {
    name: "sgd",
    summary: "Stochastic gradient descent.",
    signature: [
      rate(),
      momentum,
      {
        name: "nesterov",
        kind: "switch",
        default: false,
        named: true,
        summary: "Whether the gradient is taken ahead of the step.",
      },
      decay(),
    ],
  },
  {
    name: "rmsprop",
    summary: "Divides by a running root mean square of the gradient.",
    signature: [
      rate(0.01),
      {
        name: "alpha",
        kind: "number",
        default: 0.99,
        named: true,
        least: 0,
        summary: "How much of the running mean is kept.",
      },
      eps(1e-8),
      decay(),
      momentum,
      {
        name: "centered",
        kind: "switch",
        default: false,
        named: true,
        summary: "Whether the variance stands instead of the mean square.",
      },
    ],
  },
  {
    name: "adagrad",
    summary: "Divides by the root of the sum of all squared gradients.",
    signature: [rate(0.01), decay(), eps(1e-10)],
  },
  {
    name: "adam",
    summary: "Adaptive moments (Kingma and Ba 2015).",
    signature: [rate(0.001), betas, eps(1e-8), decay(), amsgrad],
  },
  {
    name: "adamw",
    summary: "Adam with decoupled weight decay (Loshchilov and Hutter 2019).",
    signature: [rate(0.001), betas, eps(1e-8), decay(0.01), amsgrad],
  },
];

const bound = (name: string, summary: string): TrainingArgument => ({
  name,
  kind: "number",
  least: 0,
  summary,
});

/** `clip:`. */
export const clippings: readonly TrainingCall[] = [
  {
    name: "norm",
    summary: "Scales all gradients down together.",
    signature: [bound("most", "The largest norm of all gradients together.")],
  },
  {
    name: "value",
    summary: "Cuts off every element.",
    signature: [bound("most", "The largest absolute value of an element.")],
  },
];

/** A setting's value: one of several calls, or an argument like those of functions. */
export type TrainingSetting =
  | { readonly name: string; readonly calls: readonly TrainingCall[] }
  | TrainingArgument;

export const trainingSettings: readonly TrainingSetting[] = [
  { name: "optimizer", calls: optimizers },
  {
    name: "epochs",
    kind: "whole",
    least: 1,
    summary: "How often the data are gone through.",
  },
  {
    name: "batch",
    kind: "whole",
    least: 1,
    summary: "Rows of every dataset-fed input per step.",
  },
  {
    name: "shuffle",
    kind: "switch",
    summary: "Whether rows are taken in another order in every epoch.",
  },
  { name: "clip", calls: clippings },
];
