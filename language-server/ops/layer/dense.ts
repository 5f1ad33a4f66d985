/** The fully connected layer. */
import type { LayerFunction, OwnedParameter } from "../composite.js";
import type { Dimension } from "../../graph/dimension.js";

export const dense: LayerFunction = {
  kind: "layer",
  name: "dense",
  family: "layer",
  summary:
    "Fully connected layer: every unit is a weighted sum of all features plus its bias.",
  formula: "x Wᵀ + b, for a vector W x + b",
  callable: true,
  signature: [
    {
      name: "x",
      kind: "tensor",
      summary: "Examples `[…, in]`, features last.",
    },
    { name: "units", kind: "dimension", summary: "The number of outputs." },
    {
      name: "bias",
      kind: "switch",
      default: true,
      named: true,
      summary: "Whether there is a bias.",
    },
  ],
  examples: [
    { operands: ["[batch, 784]"], attributes: { units: 10 } },
    { operands: ["[4]"], attributes: { units: 3, bias: false } },
  ],
  parameterNames: ["weight", "bias"],
  parameters: ([x = []], { units, bias }) => {
    const features = x.at(-1);
    if (features === undefined)
      return {
        mismatch: "dense needs a vector or more, and its operand is a scalar",
        operands: [0],
      };
    const count = units as Dimension;
    const weight: OwnedParameter = {
      name: "weight",
      shape: [count, features],
      initialiser: { name: "glorot_uniform", values: [] },
      isBias: false,
    };
    return bias === false
      ? [weight]
      : [
          weight,
          { name: "bias", shape: [count], initialiser: 0, isBias: true },
        ];
  },
  build: (builder, [x], parameters) => {
    const product = builder.apply("linear", [x, parameters.get("weight")]);
    return parameters.has("bias")
      ? builder.apply("add", [product, parameters.get("bias")])
      : product;
  },
};
