/**
 * A network's worked solution as a Markdown document with formulas: the recipe of backpropagation by hand, from the
 * program to one step of gradient descent, with the program's own numbers. The same steps as a trace, in the same order.
 */
import { parseFormula } from "../formula/parse.js";
import { backwardSection } from "./backward.js";
import { passesInBrief } from "./in-brief.js";
import {
  type SectionContext,
  stepsBetween,
  type WorkedSolutionOptions,
} from "./context.js";
import { forwardSection, forwardTables } from "./forward.js";
import { FunctionNames } from "./function-names.js";
import {
  derivativesSection,
  functionsSection,
  graphSection,
} from "./functions.js";
import { descentSection, givenValues, gradientsSection } from "./gradients.js";
import { codeSpan, math } from "./markdown.js";
import { taskSection } from "./task.js";

/** A network of more steps has its layers taken as one. */
const mostSteps = 500;

/** The network has an objective and has been evaluated. */
export async function workedSolution(
  options: WorkedSolutionOptions,
): Promise<string> {
  const { trace, labels } = options;
  const { graph, name } = trace.drawn.network;
  const objective = graph.objective?.name ?? "";
  const names = new FunctionNames(trace.drawn, labels);
  const context: SectionContext = { ...options, names, objective };
  const sections =
    trace.steps.length > mostSteps
      ? await passesInBrief(context)
      : await stepByStep(context);
  return `${[
    `# Backpropagation through ${codeSpan(name)}`,
    `The gradient of ${math(parseFormula(objective))}, worked out step by step: forward first, then back from the end.`,
    taskSection(context),
    ...sections,
  ].join("\n\n")}\n`;
}

async function stepByStep(context: SectionContext): Promise<string[]> {
  const { steps } = context.trace;
  const forward = stepsBetween(context, 0, steps.backward);
  const backward = stepsBetween(context, steps.backward, steps.afterwards);
  const later = stepsBetween(context, steps.afterwards, steps.length);
  const given = await givenValues(context, forward);
  return [
    functionsSection(context, [...forward, ...later]),
    derivativesSection(context, backward),
    graphSection(context, forward),
    await forwardSection(context, forward),
    await backwardSection(context, backward),
    gradientsSection(context, given),
    descentSection(context, given),
    ...(later.length === 0
      ? []
      : [
          "## 9. What the program computes from the gradients",
          ...(await forwardTables(context, later)),
        ]),
  ];
}
