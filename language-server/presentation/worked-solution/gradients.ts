/** Sections 7 and 8: the gradients of inputs and parameters, and one step of gradient descent. */
import type { Summary } from "../../evaluation/questions.js";
import { formatElements } from "../elements.js";
import type { Formula } from "../formula/formula.js";
import { parseFormula } from "../formula/parse.js";
import { gradientFormula, gradientName } from "../gradient-names.js";
import { formatNumber } from "../numbers.js";
import type { NumberedStep, SectionContext } from "./context.js";
import { equal } from "./gates.js";
import { codeSpan, math, table } from "./markdown.js";
import { inNumbers, quantity } from "./quantities.js";

/** An input or a parameter with its numbers. */
export interface GivenValue {
  readonly step: NumberedStep;
  readonly label: string;
  readonly isTrained: boolean;
  readonly value: Summary | undefined;
  /** Absent where the objective does not depend on it. */
  readonly gradient: Summary | undefined;
}

export async function givenValues(
  { read, names, trace }: SectionContext,
  forward: readonly NumberedStep[],
): Promise<GivenValue[]> {
  const trained = new Set(
    trace.drawn.network.graph.names
      .filter(({ trainable }) => trainable)
      .map(({ node }) => node),
  );
  const given = forward.filter(({ kind }) => kind === "given");
  return Promise.all(
    given.map(async (step) => {
      const node = step.graphNode.id;
      const hasGradient = trace.progress.hasGradient(step.node.id);
      const [value, gradient] = await read([
        { kind: "value", node },
        ...(hasGradient ? [{ kind: "gradient" as const, node }] : []),
      ]);
      const label = names.label(node);
      const isTrained = trained.has(node);
      return { step, label, isTrained, value, gradient };
    }),
  );
}

export function gradientsSection(
  { objective, digits }: SectionContext,
  given: readonly GivenValue[],
): string {
  const of = math(parseFormula(objective));
  const rows = given.map(({ label, value, gradient, isTrained }) => [
    math(parseFormula(label)),
    isTrained ? "parameter" : "input",
    quantity(value, digits),
    gradient
      ? equation(gradientFormula(objective, label), gradient, digits)
      : `none: ${of} does not depend on it`,
  ]);
  return [
    "## 7. The gradients of inputs and parameters",
    table(["", "", "value", "gradient"], rows),
  ].join("\n\n");
}

function equation(left: Formula, right: Summary, digits: number): string {
  const numbers = inNumbers(right, digits);
  return numbers === undefined
    ? `${math(left)}: ${quantity(right, digits)}`
    : math(equal([left, parseFormula(numbers)]));
}

/** The rate where the program has none: the step is then the gradient itself. */
const defaultRate = 1;

export function descentSection(
  context: SectionContext,
  given: readonly GivenValue[],
): string {
  const title = "## 8. One step of gradient descent";
  const { objective, digits, trace } = context;
  const trained = given.filter(
    ({ isTrained, gradient }) => isTrained && gradient,
  );
  if (trained.length === 0)
    return `${title}\n\nThe network has no parameters that ${math(parseFormula(objective))} depends on: there is nothing to train.`;
  const { training } = trace.drawn.network;
  const rate = training?.rate ?? defaultRate;
  const eta = math(parseFormula(`η = ${formatNumber(rate, digits)}`));
  const step = math(parseFormula(`w − η · ${gradientName(objective, "w")}`));
  const rows = trained.map(({ label, value, gradient }) => [
    math(parseFormula(label)),
    moved(rate, value, gradient, digits),
  ]);
  return [
    title,
    `Every parameter ${math(parseFormula("w"))} becomes ${step}, with ${eta}: ${whichRate(training)}`,
    table(["parameter", "after the step"], rows),
  ].join("\n\n");
}

function whichRate(
  training: { readonly optimizer: string } | undefined,
): string {
  if (!training)
    return "the program has no `train` with a learning rate, so the step is the whole gradient.";
  const { optimizer } = training;
  return optimizer === "sgd"
    ? "the learning rate of the program's `train`."
    : `the learning rate of the program's \`train\`. Its optimizer, ${codeSpan(optimizer)}, would go another way; this is plain gradient descent.`;
}

/** `0.5 − 1 · (−0.0015) = 0.5015`; of a large tensor the mean, which moves by the gradient's mean. */
function moved(
  rate: number,
  value: Summary | undefined,
  gradient: Summary | undefined,
  digits: number,
): string {
  if (!value || !gradient) return "no value";
  const old = inNumbers(value, digits);
  const slope = inNumbers(gradient, digits);
  if (old === undefined || slope === undefined) {
    const mean = formatNumber(value.mean - rate * gradient.mean, digits);
    return `mean ${math(parseFormula(formatNumber(value.mean, digits)))} becomes ${math(parseFormula(mean))}`;
  }
  const after = value.elements.map(
    (each, index) => each - rate * (gradient.elements[index] ?? NaN),
  );
  const result = formatElements(after, value.shape, (each) =>
    formatNumber(each, digits),
  );
  const factor = slope.startsWith("−") ? `(${slope})` : slope;
  return math(
    equal([
      parseFormula(`${old} − ${formatNumber(rate, digits)} · ${factor}`),
      parseFormula(result),
    ]),
  );
}
