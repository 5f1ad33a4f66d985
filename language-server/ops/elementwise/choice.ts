/** Elementwise choice: `clip`, `where`, and `min` and `max` of two or more tensors. */
import type {
  ElementwiseOperation,
  Operation,
  TensorOperation,
} from "../operation.js";
import { binary, broadcast, unary } from "./build.js";
import { manyExtremes } from "./extremes.js";

const clip = unary({
  name: "clip",
  summary: "The operand held between two bounds.",
  formula: "min(max(x, lo), hi)",
  parameters: [
    { name: "lo", kind: "number", summary: "The lower bound." },
    { name: "hi", kind: "number", summary: "The upper bound." },
  ],
  gate: true,
  forward: (x, lo, hi) => Math.min(Math.max(x, lo), hi),
  derivative: {
    at: (x, _out, lo, hi) => (x >= lo && x <= hi ? 1 : 0),
    formula: "1 if {lo} ≤ {0} ≤ {hi}, else 0",
    convention: "the gradient passes at the bounds",
  },
  kink: (x, lo, hi) => x === lo || x === hi,
});

const where: ElementwiseOperation = {
  name: "where",
  family: "elementwise",
  summary: "Picks from two tensors: a where the condition is not 0, else b.",
  formula: "a if cond ≠ 0, else b",
  callable: true,
  notation: "where({0}, {1}, {2})",
  signature: [
    { name: "cond", kind: "tensor", summary: "Not 0 where a is taken." },
    { name: "a", kind: "tensor", summary: "Taken where the condition holds." },
    { name: "b", kind: "tensor", summary: "Taken where it does not." },
  ],
  kernel: "elementwise",
  arity: 3,
  gate: true,
  shape: broadcast,
  forward: (condition, a, b) => (condition !== 0 ? a : b),
  partials: [
    () => 0,
    (condition) => (condition !== 0 ? 1 : 0),
    (condition) => (condition !== 0 ? 0 : 1),
  ],
  derivatives: [
    { local: "0", convention: "the condition's derivative is 0" },
    { local: "1 if {0}, else 0" },
    { local: "0 if {0}, else 1" },
  ],
};

const tieConvention = "a tie splits the gradient evenly: ½ each";

const maximum = binary({
  name: "maximum",
  overloads: { name: "max", from: 2 },
  summary: "The larger of two tensors, element by element.",
  formula: "max(a, b)",
  notation: "max({0}, {1})",
  gate: true,
  forward: Math.max,
  partials: [
    (a, b) => (a < b ? 0 : a === b ? 0.5 : 1),
    (a, b) => (b < a ? 0 : a === b ? 0.5 : 1),
  ],
  formulas: [
    { local: "1 if {0} > {1}, else 0", convention: tieConvention },
    { local: "1 if {1} > {0}, else 0", convention: tieConvention },
  ],
  kink: (a, b) => a === b,
});

const minimum = binary({
  name: "minimum",
  overloads: { name: "min", from: 2 },
  summary: "The smaller of two tensors, element by element.",
  formula: "min(a, b)",
  notation: "min({0}, {1})",
  gate: true,
  forward: Math.min,
  partials: [
    (a, b) => (a > b ? 0 : a === b ? 0.5 : 1),
    (a, b) => (b > a ? 0 : a === b ? 0.5 : 1),
  ],
  formulas: [
    { local: "1 if {0} < {1}, else 0", convention: tieConvention },
    { local: "1 if {1} < {0}, else 0", convention: tieConvention },
  ],
  kink: (a, b) => a === b,
});

const maximumOfMany: TensorOperation = manyExtremes("max");
const minimumOfMany: TensorOperation = manyExtremes("min");

export const choices: readonly Operation[] = [
  clip,
  where,
  minimum,
  maximum,
  minimumOfMany,
  maximumOfMany,
];
