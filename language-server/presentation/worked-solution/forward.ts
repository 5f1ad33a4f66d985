/** Section 5: the forward pass, one function after the other. */
import type { Summary } from "../../evaluation/questions.js";
import {
  type NumberedStep,
  type SectionContext,
  stepNumber,
} from "./context.js";
import { equal, filledIn, rightHandSide } from "./gates.js";
import { math, table } from "./markdown.js";
import { isBroken, quantity } from "./quantities.js";
import { sectionsByLayer } from "./sections-by-layer.js";

const header = ["step", "function", "numbers put in", "value"];

export async function forwardSection(
  context: SectionContext,
  steps: readonly NumberedStep[],
): Promise<string> {
  const parts = await forwardTables(context, steps);
  return ["## 5. The forward pass", ...parts].join("\n\n");
}

/** The tables, by layer, and below them where a number is not finite for the first time. */
export async function forwardTables(
  context: SectionContext,
  steps: readonly NumberedStep[],
): Promise<string[]> {
  const rows = new Map(
    await Promise.all(
      steps.map(async (step) => [step, await rowOf(context, step)] as const),
    ),
  );
  const cellsOf = (step: NumberedStep): readonly string[] =>
    rows.get(step)?.cells ?? [];
  const tables = sectionsByLayer(context, steps).flatMap(
    ({ title, steps: inside }) => [
      ...(title === undefined ? [] : [`### ${title}`]),
      table(header, inside.map(cellsOf)),
    ],
  );
  const broken = steps.find((step) => rows.get(step)?.isFirstBroken);
  return broken ? [...tables, notFinite(context, broken)] : tables;
}

interface Row {
  readonly cells: readonly string[];
  /** Whether its value has a NaN or an infinity, and no operand has. */
  readonly isFirstBroken: boolean;
}

async function rowOf(
  context: SectionContext,
  step: NumberedStep,
): Promise<Row> {
  const { names, read, digits } = context;
  const { node, graphNode } = step;
  const isGiven = step.kind === "given";
  const operandIds = isGiven ? [] : graphNode.operands;
  const [value, ...operands] = await read(
    [graphNode.id, ...operandIds].map((id) => ({ kind: "value", node: id })),
  );
  const left = names.formula(node);
  return {
    cells: [
      stepNumber(step),
      math(isGiven ? left : equal([left, rightHandSide(context, graphNode)])),
      isGiven ? "given" : numbersPutIn(context, graphNode, operands, value),
      quantity(value, digits),
    ],
    isFirstBroken:
      value !== undefined &&
      isBroken(value) &&
      !operands.some((operand) => operand && isBroken(operand)),
  };
}

function numbersPutIn(
  context: SectionContext,
  node: NumberedStep["graphNode"],
  operands: readonly (Summary | undefined)[],
  value: Summary | undefined,
): string {
  const filled = filledIn(context, node, operands, value);
  if (!filled) return "";
  const { kind, formula } = filled;
  return kind === "shapes" ? `shapes ${math(formula)}` : math(formula);
}

const notFinite = ({ names }: SectionContext, step: NumberedStep): string =>
  `**Not finite:** in step ${stepNumber(step)}, ${math(names.formula(step.node))} has a NaN or an infinity for the first time, though its operands are finite. What is computed from it is not finite either, wherever no other value stops it.`;
