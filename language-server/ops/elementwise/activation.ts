/** Activation functions, with PyTorch's meaning at 0 and in the tails. */
import type { FormalArgument, Operation } from "../operation.js";
import { unary } from "./build.js";
import { errorFunction, normalCumulative } from "./erf.js";

const number = (
  name: string,
  value: number,
  summary: string,
): FormalArgument => ({ name, kind: "number", default: value, summary });

/** 1 / (1 + e⁻ᶻ) without overflow: the exponential is only taken of what is not positive. */
export function logistic(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

export const sigmoid = unary({
  name: "sigmoid",
  aliases: ["σ"],
  summary: "Logistic function, which squashes any number into (0, 1).",
  formula: "1 / (1 + e⁻ˣ)",
  notation: "σ({0})",
  forward: logistic,
  derivative: { at: (_x, out) => out * (1 - out), formula: "{out}(1 − {out})" },
});

export const tanh = unary({
  name: "tanh",
  summary: "Hyperbolic tangent, which squashes any number into (−1, 1).",
  formula: "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
  forward: Math.tanh,
  derivative: { at: (_x, out) => 1 - out * out, formula: "1 − {out}²" },
});

export const relu = unary({
  name: "relu",
  summary: "Rectified linear unit: what is negative becomes 0.",
  formula: "max(0, x)",
  gate: true,
  // Without a branch on the sign, which is as good as random: guessing it wrong takes five times as long as all the rest.
  forward: (x) => {
    const out = x * Number(!(x <= 0)) + 0;
    return Number.isNaN(out) ? (x <= 0 ? 0 : x) : out;
  },
  derivative: {
    at: (x) => Number(!(x <= 0)),
    formula: "1 if {0} > 0, else 0",
    convention: "relu′(0) = 0",
  },
  kink: (x) => x === 0,
});

export const leakyRelu = unary({
  name: "leaky_relu",
  summary: "Rectified linear unit with a slope where the operand is negative.",
  formula: "x if x > 0, else slope · x",
  parameters: [number("slope", 0.01, "The slope below 0.")],
  forward: (x, slope) => (x > 0 ? x : x * slope),
  derivative: {
    at: (x, _out, slope) => (x > 0 ? 1 : slope),
    formula: "1 if {0} > 0, else {slope}",
    convention: "leaky_relu′(0) = {slope}",
  },
  kink: (x, slope) => x === 0 && slope !== 1,
});

export const elu = unary({
  name: "elu",
  summary: "Exponential linear unit: approaches −alpha smoothly below 0.",
  formula: "x if x > 0, else alpha(eˣ − 1)",
  parameters: [number("alpha", 1, "The limit below 0, as a positive number.")],
  forward: (x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)),
  derivative: {
    at: (x, _out, alpha) => (x <= 0 ? alpha * Math.exp(x) : 1),
    formula: "1 if {0} > 0, else {alpha} · e^{0}",
    convention: "elu′(0) = {alpha}",
  },
  kink: (x, alpha) => x === 0 && alpha !== 1,
});

/** Klambauer et al. 2017, "Self-Normalizing Neural Networks", equation 14: the fixed point for mean 0 and variance 1. */
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

export const selu = unary({
  name: "selu",
  summary: "Scaled exponential linear unit, which keeps mean 0 and variance 1.",
  formula: "1.0507 · (x if x > 0, else 1.6733(eˣ − 1))",
  forward: (x) => seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x)),
  derivative: {
    at: (x) => (x <= 0 ? seluScale * seluAlpha * Math.exp(x) : seluScale),
    formula: "1.0507 if {0} > 0, else 1.7581 · e^{0}",
    convention: "selu′(0) = 1.7581, its slope from the left",
  },
  kink: (x) => x === 0,
});

const sqrtTwoOverPi = Math.sqrt(2 / Math.PI);
const invSqrtTwoPi = 1 / Math.sqrt(2 * Math.PI);
/** Hendrycks and Gimpel 2016, "Gaussian Error Linear Units", section 2. */
const geluCubic = 0.044715;

export const gelu = unary({
  name: "gelu",
  summary:
    "Gaussian error linear unit: x times the chance that a normal number is below x.",
  formula: "x · Φ(x) = x/2 · (1 + erf(x / √2))",
  parameters: [
    {
      name: "approximate",
      kind: "switch",
      default: false,
      summary:
        "Whether the tanh form is used: x/2 · (1 + tanh(√(2/π)(x + 0.044715 x³))).",
    },
  ],
  forward: (x, approximate) =>
    approximate === 1
      ? 0.5 * x * (1 + Math.tanh(geluArgument(x)))
      : x * normalCumulative(x),
  derivative: {
    at: (x, _out, approximate) =>
      approximate === 1
        ? geluTanhDerivative(x)
        : normalCumulative(x) + x * invSqrtTwoPi * Math.exp(-0.5 * x * x),
    formula: "Φ({0}) + {0} · φ({0})",
    formulaOfAttributes: ({ approximate }) =>
      approximate === true
        ? "(1 + tanh(√(2/π) · ({0} + 0.044715 · {0}³))) / 2 + {0} · (1 − tanh(√(2/π) · ({0} + 0.044715 · {0}³))²) / 2 · √(2/π) · (1 + 0.134145 · {0}²)"
        : undefined,
  },
});

const geluArgument = (x: number): number =>
  sqrtTwoOverPi * (x + geluCubic * x * x * x);

function geluTanhDerivative(x: number): number {
  const t = Math.tanh(geluArgument(x));
  const inner = sqrtTwoOverPi * (1 + 3 * geluCubic * x * x);
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner;
}

export const silu = unary({
  name: "silu",
  summary: "Sigmoid linear unit, also called swish.",
  formula: "x · σ(x)",
  forward: (x) => x * logistic(x),
  derivative: {
    at: (x) => {
      const s = logistic(x);
      return s * (1 + x * (1 - s));
    },
    formula: "σ({0})(1 + {0}(1 − σ({0})))",
  },
});

/** Above this PyTorch's softplus is x itself; ln(1 + eˣ) is then larger by less than 2.1e-9. */
const softplusThreshold = 20;

export const softplus = unary({
  name: "softplus",
  summary: "A smooth relu. Above 20 it is x itself, as in PyTorch.",
  formula: "ln(1 + eˣ)",
  forward: (x) => (x > softplusThreshold ? x : Math.log1p(Math.exp(x))),
  derivative: {
    at: (x) => (x > softplusThreshold ? 1 : logistic(x)),
    formula: "σ({0})",
  },
});

export const erf = unary({
  name: "erf",
  summary: "Error function.",
  formula: "2/√π · ∫₀ˣ e^(−t²) dt",
  forward: errorFunction,
  derivative: {
    at: (x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x),
    formula: "2/√π · e^(−{0}²)",
  },
});

export const step = unary({
  name: "step",
  summary: "The perceptron's activation: 1 for x ≥ 0, else 0.",
  formula: "1 if x ≥ 0, else 0",
  gate: true,
  forward: (x) => (x >= 0 ? 1 : 0),
  derivative: {
    at: () => 0,
    formula: "0",
    convention: "step′ = 0 everywhere, also at 0 where it jumps",
  },
  kink: (x) => x === 0,
});

export const activations: readonly Operation[] = [
  erf,
  tanh,
  sigmoid,
  relu,
  leakyRelu,
  elu,
  selu,
  gelu,
  silu,
  softplus,
  step,
];
