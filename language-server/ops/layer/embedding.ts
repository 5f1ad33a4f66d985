/** The embedding layer: a table with a row for each token id. */
import type { LayerFunction } from "../composite.js";
import type { Dimension } from "../../graph/dimension.js";

export const embedding: LayerFunction = {
  kind: "layer",
  name: "embedding",
  family: "layer",
  summary: "A vector for each token id, looked up in a table of weights.",
  formula: "outᵢ = W[idsᵢ]",
  callable: true,
  signature: [
    { name: "ids", kind: "ids", summary: "Token ids, of any shape." },
    { name: "count", kind: "dimension", summary: "The number of ids." },
    { name: "size", kind: "dimension", summary: "The length of a vector." },
  ],
  examples: [
    { operands: ["[batch, seq]"], attributes: { count: 10_000, size: 64 } },
  ],
  parameterNames: ["weight"],
  parameters: (_operands, { count, size }) => [
    {
      name: "weight",
      shape: [count as Dimension, size as Dimension],
      initialiser: { name: "normal", values: [0, 1] },
      isBias: false,
    },
  ],
  build: (builder, [ids], parameters) =>
    builder.apply("embed", [ids, parameters.get("weight")]),
};
