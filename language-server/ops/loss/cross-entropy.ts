/**
 * `cross_entropy`: softmax and negative log-likelihood in one. The function is a composite that picks one of two
 * operations by the target: class numbers have no gradient, probabilities have one.
 */
import type { CompositeFunction } from "../composite.js";
import type { Operation } from "../operation.js";
import { crossEntropyOfClasses } from "./cross-entropy-classes.js";
import { crossEntropySignature } from "./cross-entropy-options.js";
import { crossEntropyOfProbabilities } from "./cross-entropy-probabilities.js";
import { isClassNumbers } from "./examples.js";

export const crossEntropy: CompositeFunction = {
  kind: "composite",
  name: "cross_entropy",
  family: "loss",
  summary:
    "Cross-entropy of logits against class numbers or probabilities; it applies softmax itself.",
  formula: "−1/N · Σ ln softmax(z)[target]",
  callable: true,
  signature: crossEntropySignature,
  examples: [
    { operands: ["[batch, 10]", "[batch]"] },
    { operands: ["[batch, 10]", "[batch, 10]"] },
    {
      operands: ["[batch, seq, 10]", "[batch, seq]"],
      attributes: { reduction: "none" },
    },
  ],
  build: (builder, operands, attributes) => {
    const [logits, target] = operands;
    if (logits === undefined || target === undefined) return undefined;
    const classes = isClassNumbers(
      builder.shapeOf(logits),
      builder.shapeOf(target),
    );
    return builder.apply(
      classes ? crossEntropyOfClasses.name : crossEntropyOfProbabilities.name,
      operands,
      attributes,
    );
  },
};

export const crossEntropies: readonly Operation[] = [
  crossEntropyOfClasses,
  crossEntropyOfProbabilities,
];
