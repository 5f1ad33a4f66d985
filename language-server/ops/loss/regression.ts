/** Losses of numbers against numbers, and penalties of weights: `mse mae huber l1 l2`. */
import { signOf } from "../elementwise/rounding.js";
import type { Operation } from "../operation.js";
import { elementwiseLoss, predictionAndTarget } from "./elementwise.js";

const operands = predictionAndTarget(
  ["prediction", "What the network says."],
  ["target", "What is right."],
);

const mse = elementwiseLoss({
  name: "mse",
  summary: "Mean squared error.",
  formula: "1/N · Σ (p − y)²",
  operands,
  forward: (p, y) => (p - y) * (p - y),
  partials: [(p, y) => 2 * (p - y), (p, y) => 2 * (y - p)],
  derivatives: [
    { contribution: "{up} · 2({0} − {1}) / {N}" },
    { contribution: "{up} · 2({1} − {0}) / {N}" },
  ],
});

const mae = elementwiseLoss({
  name: "mae",
  summary: "Mean absolute error.",
  formula: "1/N · Σ |p − y|",
  operands,
  forward: (p, y) => Math.abs(p - y),
  partials: [(p, y) => signOf(p - y), (p, y) => signOf(y - p)],
  derivatives: [
    {
      contribution: "{up} · sign({0} − {1}) / {N}",
      convention: "0 where prediction and target are equal",
    },
    {
      contribution: "{up} · sign({1} − {0}) / {N}",
      convention: "0 where prediction and target are equal",
    },
  ],
  kink: (p, y) => p === y,
});

const huber = elementwiseLoss({
  name: "huber",
  summary:
    "Squared error for small differences, absolute error for large ones.",
  formula: "½(p − y)² where |p − y| ≤ delta, else delta(|p − y| − ½ delta)",
  operands,
  parameter: {
    name: "delta",
    kind: "number",
    default: 1,
    summary: "The difference at which the loss becomes linear, above 0.",
  },
  refuseParameter: (delta) =>
    delta > 0
      ? undefined
      : {
          mismatch: `The delta of huber is above 0, and was given as ${delta}`,
          code: "invalid-argument",
        },
  forward: (p, y, delta) => {
    const size = Math.abs(p - y);
    return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
  },
  partials: [
    (p, y, delta) => Math.max(-delta, Math.min(delta, p - y)),
    (p, y, delta) => Math.max(-delta, Math.min(delta, y - p)),
  ],
  derivatives: [
    { contribution: "{up} · clip({0} − {1}, −{delta}, {delta}) / {N}" },
    { contribution: "{up} · clip({1} − {0}, −{delta}, {delta}) / {N}" },
  ],
});

const weights = [
  { name: "w", kind: "tensor", summary: "The weights, of any shape." },
] as const;

const l1 = elementwiseLoss({
  name: "l1",
  summary: "The sum of absolute values, as a penalty that makes weights 0.",
  formula: "Σ |wᵢ|",
  operands: weights,
  standardReduction: "sum",
  forward: (w) => Math.abs(w),
  partials: [signOf],
  derivatives: [
    { contribution: "{up} · sign({0})", convention: "0 where a weight is 0" },
  ],
  kink: (w) => w === 0,
});

const l2 = elementwiseLoss({
  name: "l2",
  summary: "The sum of squares, as a penalty that keeps weights small.",
  formula: "Σ wᵢ²",
  operands: weights,
  standardReduction: "sum",
  forward: (w) => w * w,
  partials: [(w) => 2 * w],
  derivatives: [{ contribution: "{up} · 2 · {0}" }],
});

export const regressionLosses: readonly Operation[] = [mse, mae, huber];
export const penalties: readonly Operation[] = [l1, l2];
