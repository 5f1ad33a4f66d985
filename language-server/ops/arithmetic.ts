/** The arithmetic operators `+ - * / ^` and the sign, elementwise with broadcasting. */
import { binary, unary } from "./elementwise/build.js";
import type { Operation } from "./operation.js";
import { power } from "./power.js";

const operator = { family: "arithmetic", callable: false } as const;

export const add = binary({
  ...operator,
  name: "add",
  summary: "Sum of two tensors, element by element.",
  formula: "a + b",
  notation: "{0} + {1}",
  forward: (a, b) => a + b,
  partials: [() => 1, () => 1],
  formulas: ["1", "1"],
});

export const subtract = binary({
  ...operator,
  name: "subtract",
  summary: "Difference of two tensors, element by element.",
  formula: "a − b",
  notation: "{0} − {1}",
  forward: (a, b) => a - b,
  partials: [() => 1, () => -1],
  formulas: ["1", "−1"],
});

export const multiply = binary({
  ...operator,
  name: "multiply",
  summary: "Product of two tensors, element by element.",
  formula: "a · b",
  notation: "{0} · {1}",
  forward: (a, b) => a * b,
  partials: [(_a, b) => b, (a) => a],
  formulas: ["{1}", "{0}"],
});

export const divide = binary({
  ...operator,
  name: "divide",
  summary: "Quotient of two tensors, element by element.",
  formula: "a / b",
  notation: "{0} / {1}",
  forward: (a, b) => a / b,
  partials: [(_a, b) => 1 / b, (_a, b, out) => -out / b],
  formulas: ["1 / {1}", "−{0} / {1}²"],
});

export const negate = unary({
  ...operator,
  name: "negate",
  summary: "The number with the opposite sign.",
  formula: "−x",
  notation: "−{0}",
  forward: (x) => -x,
  derivative: { at: () => -1, formula: "−1" },
});

export const arithmetic: readonly Operation[] = [
  add,
  subtract,
  multiply,
  divide,
  power,
  negate,
];
