/** Exponential, logarithm, root and trigonometric functions. */
import type { Operation } from "../operation.js";
import { unary } from "./build.js";

const exp = unary({
  name: "exp",
  summary: "The exponential function.",
  formula: "eˣ",
  notation: "e^{0}",
  forward: Math.exp,
  derivative: { at: (_x, out) => out, formula: "{out}" },
});

const log = unary({
  name: "log",
  summary: "The natural logarithm.",
  formula: "ln x",
  notation: "ln {0}",
  forward: Math.log,
  derivative: { at: (x) => 1 / x, formula: "1 / {0}" },
});

const sqrt = unary({
  name: "sqrt",
  summary: "The square root.",
  formula: "√x",
  notation: "√{0}",
  forward: Math.sqrt,
  derivative: {
    // −0 is 0 as well.
    at: (_x, out) => 1 / Math.abs(2 * out),
    formula: "1 / (2 · {out})",
    convention: "sqrt′(0) = ∞",
  },
  kink: (x) => x === 0,
});

const sin = unary({
  name: "sin",
  summary: "The sine of an angle in radians.",
  formula: "sin x",
  forward: Math.sin,
  derivative: { at: (x) => Math.cos(x), formula: "cos({0})" },
});

const cos = unary({
  name: "cos",
  summary: "The cosine of an angle in radians.",
  formula: "cos x",
  forward: Math.cos,
  derivative: { at: (x) => -Math.sin(x), formula: "−sin({0})" },
});

const tan = unary({
  name: "tan",
  summary: "The tangent of an angle in radians.",
  formula: "tan x",
  forward: Math.tan,
  derivative: { at: (_x, out) => 1 + out * out, formula: "1 + {out}²" },
});

const atEnds = "at −1 and 1 the derivative is infinite";
const isEnd = (x: number): boolean => x === 1 || x === -1;

const asin = unary({
  name: "asin",
  summary: "The angle in radians whose sine is x.",
  formula: "arcsin x",
  forward: Math.asin,
  derivative: {
    at: (x) => 1 / Math.sqrt(1 - x * x),
    formula: "1 / √(1 − {0}²)",
    convention: atEnds,
  },
  kink: isEnd,
});

const acos = unary({
  name: "acos",
  summary: "The angle in radians whose cosine is x.",
  formula: "arccos x",
  forward: Math.acos,
  derivative: {
    at: (x) => -1 / Math.sqrt(1 - x * x),
    formula: "−1 / √(1 − {0}²)",
    convention: atEnds,
  },
  kink: isEnd,
});

const atan = unary({
  name: "atan",
  summary: "The angle in radians whose tangent is x.",
  formula: "arctan x",
  forward: Math.atan,
  derivative: { at: (x) => 1 / (1 + x * x), formula: "1 / (1 + {0}²)" },
});

export const exponentials: readonly Operation[] = [
  exp,
  log,
  sqrt,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
];
