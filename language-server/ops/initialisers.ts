/** The initialisers' records. The engine draws the numbers; the fans are those of PyTorch's `_calculate_fan_in_and_fan_out`. */
import type { Initialiser } from "./initialiser.js";

const uniform: Initialiser = {
  name: "uniform",
  summary: "Uniform random numbers between two bounds.",
  formula: "U(lo, hi)",
  signature: [
    { name: "lo", kind: "number", summary: "The lower bound, included." },
    { name: "hi", kind: "number", summary: "The upper bound, not included." },
  ],
  distribution: "uniform",
  range: ([lo = 0, hi = 1]) => [lo, hi],
  refuse: ([lo = 0, hi = 1]) =>
    lo <= hi && Number.isFinite(hi - lo)
      ? undefined
      : `the bounds are finite, the lower one first; found ${String(lo)} and ${String(hi)}`,
};

const normal: Initialiser = {
  name: "normal",
  summary: "Normal random numbers.",
  formula: "N(mean, std²)",
  signature: [
    { name: "mean", kind: "number", summary: "The mean." },
    { name: "std", kind: "number", summary: "The standard deviation." },
  ],
  distribution: "normal",
  range: ([mean = 0, std = 1]) => [mean, std],
  refuse: ([mean = 0, std = 1]) =>
    std >= 0 && Number.isFinite(mean + std)
      ? undefined
      : `mean and standard deviation are finite, the latter at least 0; found ${String(mean)} and ${String(std)}`,
};

const glorotUniform: Initialiser = {
  name: "glorot_uniform",
  summary:
    "Uniform numbers that keep the variance through a layer, forward and backward (Glorot and Bengio 2010). The default of weights.",
  formula: "U(−b, b) with b = √(6 / (fan in + fan out))",
  signature: [],
  distribution: "uniform",
  range: (_values, fanIn, fanOut) => within(Math.sqrt(6 / (fanIn + fanOut))),
};

const glorotNormal: Initialiser = {
  name: "glorot_normal",
  summary:
    "Normal numbers that keep the variance through a layer, forward and backward (Glorot and Bengio 2010).",
  formula: "N(0, 2 / (fan in + fan out))",
  signature: [],
  distribution: "normal",
  range: (_values, fanIn, fanOut) => [0, Math.sqrt(2 / (fanIn + fanOut))],
};

const heUniform: Initialiser = {
  name: "he_uniform",
  summary:
    "Uniform numbers that keep the variance through a layer and its relu (He et al. 2015).",
  formula: "U(−b, b) with b = √(6 / fan in)",
  signature: [],
  distribution: "uniform",
  range: (_values, fanIn) => within(Math.sqrt(6 / fanIn)),
};

const heNormal: Initialiser = {
  name: "he_normal",
  summary:
    "Normal numbers that keep the variance through a layer and its relu (He et al. 2015).",
  formula: "N(0, 2 / fan in)",
  signature: [],
  distribution: "normal",
  range: (_values, fanIn) => [0, Math.sqrt(2 / fanIn)],
};

const lecunNormal: Initialiser = {
  name: "lecun_normal",
  summary:
    "Normal numbers that keep the variance through a linear layer (LeCun et al. 1998); for selu.",
  formula: "N(0, 1 / fan in)",
  signature: [],
  distribution: "normal",
  range: (_values, fanIn) => [0, Math.sqrt(1 / fanIn)],
};

const orthogonal: Initialiser = {
  name: "orthogonal",
  summary:
    "A random matrix with orthonormal rows or columns (Saxe et al. 2014); axes behind the first count as one.",
  formula: "Q of the QR factors of N(0, 1), with the signs of R’s diagonal",
  signature: [],
  distribution: "orthogonal",
  range: () => [0, 1],
};

function within(bound: number): readonly [number, number] {
  return [-bound, bound];
}

export const initialiserRecords: readonly Initialiser[] = [
  uniform,
  normal,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunNormal,
  orthogonal,
];
