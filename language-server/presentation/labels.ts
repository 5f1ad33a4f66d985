/** The labels behind a statement: shape, value, gradient, the outcome of a check. */
import type { CheckResult } from "../analysis/checks.js";
import type { Summary } from "../evaluation/questions.js";
import { gradientName } from "./gradient-names.js";
import { statistics, tensorInFull, tensorLabel } from "./tensors.js";

/** VS Code shows about so many characters of a label. */
export const longestLabel = 40;

export interface Label {
  readonly text: string;
  /** Markdown. */
  readonly tooltip?: string;
}

export interface LabelStyle {
  readonly digits: number;
  /** Whether the text was edited since the numbers were computed. */
  readonly isStale: boolean;
}

const staleMark = "(stale) ";
const staleNote =
  "*From before the last edit: save, or run NN: Evaluate, to bring it up to date.*";

/** `= 0.6225` */
export function valueLabel(
  name: string,
  value: Summary,
  style: LabelStyle,
  showsShape: boolean,
): Label {
  return quantityLabel("= ", name, value, style, showsShape);
}

/** `∂L/∂w1 −0.001504` */
export function gradientLabel(
  objective: string,
  name: string,
  gradient: Summary,
  style: LabelStyle,
): Label {
  const title = gradientName(objective, name);
  return quantityLabel(`${title} `, title, gradient, style, false);
}

function quantityLabel(
  beginning: string,
  title: string,
  summary: Summary,
  { digits, isStale }: LabelStyle,
  shape: boolean,
): Label {
  const prefix = `${isStale ? staleMark : ""}${beginning}`;
  const width = Math.max(8, longestLabel - prefix.length);
  return {
    text: `${prefix}${tensorLabel(summary, { digits, width, shape })}`,
    tooltip: quantityInFull(title, summary, digits, isStale),
  };
}

function quantityInFull(
  title: string,
  summary: Summary,
  digits: number,
  isStale: boolean,
): string {
  const lines = [`\`\`\`nn\n${title} = ${tensorInFull(summary)}\n\`\`\``];
  const more = statistics(summary, digits);
  if (more) lines.push(more);
  if (isStale) lines.push(staleNote);
  return lines.join("\n\n");
}
