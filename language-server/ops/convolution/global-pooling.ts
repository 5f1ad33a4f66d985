/** The mean of each channel: `[batch, c, h, w]` → `[batch, c]`. */
import type { CompositeFunction } from "../composite.js";
import { refuseImage } from "./image.js";

export const globalAveragePool: CompositeFunction = {
  kind: "composite",
  name: "global_avg_pool",
  family: "pooling",
  summary: "The mean of each channel of an image.",
  formula: "1/(h w) · Σ x[c, y, x]",
  callable: true,
  signature: [
    {
      name: "x",
      kind: "tensor",
      summary: "Images, with or without a batch, channels first.",
    },
  ],
  examples: [{ operands: ["[batch, 512, 7, 7]"] }],
  build: (builder, [x]) => {
    if (x === undefined) return undefined;
    const refused = refuseImage("global_avg_pool", builder.shapeOf(x), 2);
    return refused
      ? builder.refuse(refused)
      : builder.apply("mean", [x], { axis: [-2, -1], keep: false });
  },
};
