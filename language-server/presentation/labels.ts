/** The labels behind a statement: shape, value, gradient, the outcome of a check. */
import type { CheckResult, CheckStatus } from "../analysis/checks.js";
import type { Summary } from "../evaluation/questions.js";
import { summarise } from "../evaluation/summary.js";
import { type Shape, formatShape } from "../graph/shape.js";
import { gradientName } from "./gradient-names.js";
import { shortened } from "./source-text.js";
import {
  type LabelOptions,
  statistics,
  tensorInFull,
  tensorLabel,
} from "./tensors.js";

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

/** Long names leave room for a number. */
const longestPrefix = 28;

const staleMark = "(stale) ";
export const staleNote =
  "*From before the last edit: save, or run NN: Evaluate, to bring it up to date.*";

/** `= 0.6225` */
export function valueLabel(
  name: string,
  value: Summary,
  style: LabelStyle,
  showsShape: boolean,
): Label {
  const shape = showsShape ? "first" : "left out";
  return quantityLabel("= ", name, value, style, shape);
}

/** `∂L/∂w1 −0.001504` */
export function gradientLabel(
  objective: string,
  name: string,
  gradient: Summary,
  style: LabelStyle,
): Label {
  const title = gradientName(objective, name);
  return quantityLabel(`${title} `, title, gradient, style, "where it fits");
}

/** `[3]`, `[batch, 10]` */
export function shapeLabel(shape: Shape): Label {
  return { text: shortened(formatShape(shape), longestLabel) };
}

const marks: Readonly<Record<CheckStatus, string>> = {
  passed: "✓",
  failed: "✗",
  truncated: "~",
  "not-evaluated": "",
};

/** `✓ 0.5717`, `✗ −0.1049`, `~ 0.6225 (cut off)`, with what the left side is; absent where the check was not evaluated. */
export function checkLabel(
  text: string,
  { status, actual }: CheckResult,
  style: LabelStyle,
): Label | undefined {
  if (status === "not-evaluated") return undefined;
  const mark = `${marks[status]} `;
  if (!actual)
    return { text: `${style.isStale ? staleMark : ""}${mark.trim()}` };
  const summary = summarise(actual.data, actual.shape, mostCheckElements);
  const note = status === "truncated" ? " (cut off)" : "";
  return quantityLabel(mark, leftSide(text), summary, style, "first", note);
}

/** As many elements of a check's left side are shown in full. */
const mostCheckElements = 256;

/** Of a check as written, what stands before the relation; those in brackets are part of a side. */
function leftSide(text: string): string {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(
    /[([)\]]|==|!=|<=|>=|<|>|≈|~=/g,
  )) {
    if (sign === "(" || sign === "[") depth++;
    else if (sign === ")" || sign === "]") depth--;
    else if (depth === 0) return text.slice(0, index).trimEnd();
  }
  return text;
}

function quantityLabel(
  beginning: string,
  title: string,
  summary: Summary,
  { digits, isStale }: LabelStyle,
  shape: LabelOptions["shape"],
  note = "",
): Label {
  const mark = isStale ? staleMark : "";
  const prefix = shortened(`${mark}${beginning}`, longestPrefix);
  const width = longestLabel - prefix.length - note.length;
  return {
    text: `${prefix}${tensorLabel(summary, { digits, width, shape })}${note}`,
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
