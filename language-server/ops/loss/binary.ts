/** Losses of yes or no: `binary_cross_entropy`, `bce_with_logits`, `hinge`. */
import { logistic } from "../elementwise/activation.js";
import type { Operation } from "../operation.js";
import { elementwiseLoss, predictionAndTarget } from "./elementwise.js";

/** PyTorch holds logarithms of probabilities at this, so that a certain mistake costs 100 and not ∞. */
const leastLog = -100;
/** PyTorch holds p(1 − p) at this in the gradient; its constant is a float32. */
const leastVariance = Math.fround(1e-12);

const binaryCrossEntropy = elementwiseLoss({
  name: "binary_cross_entropy",
  summary:
    "Cross-entropy of probabilities of yes against targets between 0 and 1; logarithms are held at −100.",
  formula: "−1/N · Σ (y ln p + (1 − y) ln(1 − p))",
  operands: predictionAndTarget(
    ["p", "Probabilities, between 0 and 1."],
    ["y", "Targets, between 0 and 1."],
  ),
  refuse: (p) =>
    p < 0 || p > 1
      ? {
          fault: `\`binary_cross_entropy\` needs probabilities between 0 and 1, and was given ${p}; for logits use \`bce_with_logits\``,
          code: "invalid-probability",
          operand: 0,
        }
      : undefined,
  forward: (p, y) =>
    (y - 1) * Math.max(Math.log1p(-p), leastLog) -
    y * Math.max(Math.log(p), leastLog),
  partials: [
    (p, y) => (p - y) / Math.max((1 - p) * p, leastVariance),
    (p) => Math.log1p(-p) - Math.log(p),
  ],
  derivatives: [
    {
      contribution: "{up} · ({0} − {1}) / ({0}(1 − {0})) / {N}",
      convention: "p(1 − p) is held at 1e−12",
    },
    { contribution: "{up} · (ln(1 − {0}) − ln {0}) / {N}" },
  ],
  kink: (p) => p === 0 || p === 1,
});

const bceWithLogits = elementwiseLoss({
  name: "bce_with_logits",
  summary:
    "Binary cross-entropy of logits: sigmoid and logarithm in one, exact in the tails.",
  formula: "1/N · Σ (ln(1 + e^z) − y z)",
  operands: predictionAndTarget(
    ["z", "Logits: any numbers."],
    ["y", "Targets, between 0 and 1."],
  ),
  forward: (z, y) =>
    (1 - y) * z + Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  partials: [(z, y) => logistic(z) - y, (z) => -z],
  derivatives: [
    { contribution: "{up} · (σ({0}) − {1}) / {N}" },
    { contribution: "−{up} · {0} / {N}" },
  ],
});

const hinge = elementwiseLoss({
  name: "hinge",
  summary: "The margin loss of support vector machines; targets are −1 and 1.",
  formula: "1/N · Σ max(0, 1 − y z)",
  operands: predictionAndTarget(
    ["z", "Scores: any numbers."],
    ["y", "Targets, −1 or 1."],
  ),
  forward: (z, y) => {
    const shortfall = 1 - y * z;
    return shortfall <= 0 ? 0 : shortfall;
  },
  partials: [(z, y) => (y * z >= 1 ? 0 : -y), (z, y) => (y * z >= 1 ? 0 : -z)],
  derivatives: [
    {
      contribution: "−{up} · {1} / {N} where {1} · {0} < 1, else 0",
      convention: "0 at the corner, where y z = 1",
    },
    {
      contribution: "−{up} · {0} / {N} where {1} · {0} < 1, else 0",
      convention: "0 at the corner, where y z = 1",
    },
  ],
  kink: (z, y) => y * z === 1,
});

export const binaryLosses: readonly Operation[] = [
  binaryCrossEntropy,
  bceWithLogits,
  hinge,
];
