/**
 * For every operation a maker of random inputs: operands and attributes that its shape rule accepts, away from kinks. A
 * record without a maker here fails `gradients.test.ts`.
 */
import { elementwise } from "./samples/elementwise.js";
import { layers } from "./samples/layers.js";
import { losses } from "./samples/losses.js";
import { reductions } from "./samples/reductions.js";
import type { SampleMaker } from "./samples/sample.js";
import { shapes } from "./samples/shapes.js";

export type { Sample } from "./samples/sample.js";

export const samples: Readonly<Record<string, SampleMaker>> = {
  ...elementwise,
  ...reductions,
  ...shapes,
  ...losses,
  ...layers,
};
