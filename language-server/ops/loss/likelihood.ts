/** Losses of log-probabilities: `nll` against class numbers or probabilities, `kl_div` against probabilities. */
import type { CompositeFunction } from "../composite.js";
import type {
  CallExample,
  FormalArgument,
  Operation,
  TensorOperation,
} from "../operation.js";
import {
  classFault,
  classNumberExamples,
  examplesAndClasses,
  isClassNumbers,
  probabilityExamples,
} from "./examples.js";
import {
  ofReduction,
  reducedLossShape,
  reductionArgument,
  reductionOf,
} from "./reduction.js";

const signature = (target: string): readonly FormalArgument[] => [
  {
    name: "log_probabilities",
    kind: "tensor",
    summary: "Logarithms of probabilities, classes on the last axis.",
  },
  { name: "target", kind: "tensor", summary: target },
  reductionArgument("mean"),
];

const nllTarget = "Class numbers, or probabilities of the same shape.";

const nllOfClasses: TensorOperation = {
  name: "nll_of_classes",
  family: "loss",
  summary: "Negative log-likelihood of class numbers.",
  formula: "−1/N · Σ ℓ[target]",
  callable: false,
  notation: "nll({0}, {1})",
  signature: signature(nllTarget),
  kernel: "tensor",
  shape: ([logs = [], target = []], attributes) => {
    const single = classNumberExamples("nll", logs, target);
    return "mismatch" in single
      ? single
      : reducedLossShape(single, reductionOf(attributes));
  },
  derivatives: [
    ofReduction({ contribution: "−{up} · onehot({1}) / {N}" }),
    undefined,
  ],
  counts: ([logs = []]) => ({ N: examplesAndClasses(logs).examples }),
  forward: ({ inputs, inputShapes, output, attributes }) => {
    const [logs = output, target = output] = inputs;
    const { examples, classes } = examplesAndClasses(inputShapes[0] ?? []);
    const reduction = reductionOf(attributes);
    let total = 0;
    for (let i = 0; i < examples; i++) {
      const right = target[i] ?? 0;
      const fault = classFault(right, i, classes, undefined);
      if (fault) return fault;
      const loss = -(logs[i * classes + right] ?? 0);
      if (reduction === "none") output[i] = loss;
      else total += loss;
    }
    if (reduction === "mean") output[0] = total / examples;
    if (reduction === "sum") output[0] = total;
    return undefined;
  },
  backward: ({ inputs, inputShapes, upstream, gradient, attributes }) => {
    const [, target = upstream] = inputs;
    const { examples, classes } = examplesAndClasses(inputShapes[0] ?? []);
    const reduction = reductionOf(attributes);
    const counted = reduction === "mean" ? examples : 1;
    for (let i = 0; i < examples; i++) {
      const at = i * classes + (target[i] ?? 0);
      const up = (upstream[reduction === "none" ? i : 0] ?? 0) / counted;
      gradient[at] = (gradient[at] ?? 0) - up;
    }
  },
};

const againstTheSameShape: readonly CallExample[] = [
  { operands: ["[batch, 10]", "[batch, 10]"] },
  {
    operands: ["[batch, 10]", "[batch, 10]"],
    attributes: { reduction: "none" },
  },
];

/** A loss that is Σ f(ℓ, t) over the classes of an example, with the partial derivatives of f. */
function againstProbabilities(description: {
  readonly name: string;
  readonly calledAs: string;
  readonly callable: boolean;
  readonly summary: string;
  readonly formula: string;
  readonly target: string;
  readonly term: (log: number, target: number) => number;
  readonly partials: readonly [
    (log: number, target: number) => number,
    (log: number, target: number) => number,
  ];
  readonly contributions: readonly [string, string];
  readonly convention?: string;
  readonly kink?: (target: number) => boolean;
}): TensorOperation {
  const { name, calledAs, callable, summary, formula, target } = description;
  const { term, partials, contributions, convention, kink } = description;
  return {
    name,
    family: "loss",
    summary,
    formula,
    callable,
    notation: `${calledAs}({0}, {1})`,
    signature: signature(target),
    examples: againstTheSameShape,
    kernel: "tensor",
    shape: ([logs = [], probabilities = []], attributes) => {
      const single = probabilityExamples(calledAs, logs, probabilities);
      return "mismatch" in single
        ? single
        : reducedLossShape(single, reductionOf(attributes));
    },
    derivatives: [
      ofReduction({ contribution: contributions[0] }),
      ofReduction({
        contribution: contributions[1],
        ...(convention !== undefined && { convention }),
      }),
    ],
    counts: ([logs = []]) => ({ N: examplesAndClasses(logs).examples }),
    forward: ({ inputs, inputShapes, output, attributes }) => {
      const [logs = output, probabilities = output] = inputs;
      const { examples, classes } = examplesAndClasses(inputShapes[0] ?? []);
      const reduction = reductionOf(attributes);
      let total = 0;
      for (let i = 0; i < examples; i++) {
        let loss = 0;
        for (let at = i * classes; at < (i + 1) * classes; at++)
          loss += term(logs[at] ?? 0, probabilities[at] ?? 0);
        if (reduction === "none") output[i] = loss;
        else total += loss;
      }
      if (reduction === "mean") output[0] = total / examples;
      if (reduction === "sum") output[0] = total;
      return undefined;
    },
    backward: (call, operand) => {
      const { inputs, inputShapes, upstream, gradient, attributes } = call;
      const [logs = upstream, probabilities = upstream] = inputs;
      const { examples, classes } = examplesAndClasses(inputShapes[0] ?? []);
      const reduction = reductionOf(attributes);
      const counted = reduction === "mean" ? examples : 1;
      const partial = operand === 0 ? partials[0] : partials[1];
      for (let i = 0; i < examples; i++) {
        const up = (upstream[reduction === "none" ? i : 0] ?? 0) / counted;
        for (let at = i * classes; at < (i + 1) * classes; at++) {
          const slope = partial(logs[at] ?? 0, probabilities[at] ?? 0);
          gradient[at] = (gradient[at] ?? 0) + up * slope;
        }
      }
    },
    ...(kink && {
      kinks: ({ inputs: [, probabilities] }) => {
        let kinks = 0;
        for (const probability of probabilities ?? [])
          if (kink(probability)) kinks++;
        return kinks;
      },
    }),
  };
}

const nllOfProbabilities = againstProbabilities({
  name: "nll_of_probabilities",
  calledAs: "nll",
  callable: false,
  summary: "Negative log-likelihood of a probability for every class.",
  formula: "−1/N · Σ t · ℓ",
  target: nllTarget,
  term: (log, target) => (target === 0 ? 0 : -target * log),
  partials: [(_log, target) => -target, (log) => -log],
  contributions: ["−{up} · {1} / {N}", "−{up} · {0} / {N}"],
});

const klDivergence = againstProbabilities({
  name: "kl_div",
  calledAs: "kl_div",
  callable: true,
  summary:
    "Kullback–Leibler divergence of the target from the prediction, averaged over the examples.",
  formula: "1/N · Σ t (ln t − ℓ)",
  target: "Probabilities of the same shape.",
  term: (log, target) =>
    (target === 0 ? 0 : target * Math.log(target)) - target * log,
  partials: [
    (_log, target) => -target,
    // At 0 PyTorch's two halves of the derivative of t ln t are 0 and 0/0.
    (log, target) => (target === 0 ? NaN : Math.log(target) + 1 - log),
  ],
  contributions: ["−{up} · {1} / {N}", "{up} · (ln {1} + 1 − {0}) / {N}"],
  convention: "NaN where a target is 0, as in PyTorch",
  kink: (target) => target === 0,
});

export const nll: CompositeFunction = {
  kind: "composite",
  name: "nll",
  family: "loss",
  summary: "Negative log-likelihood of class numbers or probabilities.",
  formula: "−1/N · Σ ℓ[target]",
  callable: true,
  signature: signature(nllTarget),
  examples: [
    { operands: ["[batch, 10]", "[batch]"] },
    { operands: ["[batch, 10]", "[batch, 10]"] },
  ],
  build: (builder, operands, attributes) => {
    const [logs, target] = operands;
    if (logs === undefined || target === undefined) return undefined;
    const classes = isClassNumbers(
      builder.shapeOf(logs),
      builder.shapeOf(target),
    );
    return builder.apply(
      classes ? nllOfClasses.name : nllOfProbabilities.name,
      operands,
      attributes,
    );
  },
};

export const likelihoods: readonly Operation[] = [
  nllOfClasses,
  nllOfProbabilities,
  klDivergence,
];
