/** Dropout: a mask from the network's seed, so that the same elements are dropped at every evaluation. */
import { fillUniform } from "../engine/random.js";
import type { Attributes } from "../graph/graph.js";
import { boundSize } from "../graph/shape.js";
import type { TensorOperation } from "./operation.js";

const rateOf = ({ rate }: Attributes): number =>
  typeof rate === "number" ? rate : 0;

/** `saved` is the mask: 0, or what a kept element is multiplied with. Attributes: `rate`, and `seed` and `key`. */
export const dropout: TensorOperation = {
  name: "dropout",
  family: "layer",
  summary:
    "Drops elements at random in training, and scales the others so that their mean stays; in inference it does nothing.",
  formula: "x / (1 − rate) where u ≥ rate, else 0",
  callable: true,
  notation: "dropout({0}, {rate})",
  random: true,
  signature: [
    { name: "x", kind: "tensor", summary: "The operand, of any shape." },
    {
      name: "rate",
      kind: "number",
      summary: "The share of elements that is dropped, from 0 to 1.",
    },
  ],
  examples: [{ operands: ["[batch, 64]"], attributes: { rate: 0.5 } }],
  kernel: "tensor",
  shape: ([x = []], attributes) => {
    const rate = rateOf(attributes);
    if (rate >= 0 && rate <= 1) return x;
    return {
      mismatch: `The rate of dropout is between 0 and 1, and was given as ${rate}`,
      code: "invalid-argument",
    };
  },
  derivatives: [
    { contribution: "{up} / (1 − {rate}) where the element was kept, else 0" },
  ],
  saved: (_operands, result) => boundSize(result),
  forward: ({ inputs: [x], output, saved, attributes, training }) => {
    const rate = rateOf(attributes);
    if (training && rate > 0) {
      const { seed, key } = attributes;
      fillUniform(saved, Number(seed ?? 0), typeof key === "string" ? key : "");
      const scale = 1 / (1 - rate);
      for (let i = 0; i < saved.length; i++)
        saved[i] = (saved[i] ?? 0) >= rate ? scale : 0;
    } else saved.fill(1);
    for (let i = 0; i < output.length; i++)
      output[i] = (x?.[i] ?? 0) * (saved[i] ?? 0);
    return undefined;
  },
  backward: ({ saved, upstream, gradient }) => {
    for (let i = 0; i < gradient.length; i++)
      gradient[i] = (gradient[i] ?? 0) + (upstream[i] ?? 0) * (saved[i] ?? 0);
  },
};
