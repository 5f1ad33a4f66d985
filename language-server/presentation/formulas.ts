/**
 * Formulas of operations, from the templates in their records: `{0}`, `{1}`, … stand for the operands, `{out}` for the
 * result, `{up}` for the upstream gradient, `{N}` and the like for numbers of elements, other names for attributes.
 */
import type { Attributes } from "../graph/graph.js";
import { countLetters } from "../ops/operation.js";
import { spellAttribute } from "./attribute-text.js";
import type { Formula } from "./formula/formula.js";
import { parseFormula, parseTemplate } from "./formula/parse.js";
import { atom } from "./gradient-names.js";

export interface TemplateLabels {
  readonly operands: readonly string[];
  readonly out: string;
  readonly up?: string;
  readonly attributes: Attributes;
  /** What stands for the letters that count elements; where there is nothing, the letter itself does. */
  readonly counts?: Readonly<Record<string, string>>;
}

/** The template with names put in; a name that is an expression gets parentheses where it stands beside something. */
export function fillTemplate(template: string, labels: TemplateLabels): string {
  return template.replace(
    /\{\w+\}/g,
    (placeholder: string, start: number) =>
      labelAt(template, placeholder, start, labels) ?? placeholder,
  );
}

/** The same as a formula, whose plain text is what `fillTemplate` gives. */
export const typesetTemplate = (
  template: string,
  labels: TemplateLabels,
): Formula =>
  parseTemplate(template, (placeholder, start) => {
    const label = labelAt(template, placeholder, start, labels);
    return label === undefined ? undefined : parseFormula(label);
  });

/** What stands for a placeholder of the template. */
function labelAt(
  template: string,
  placeholder: string,
  start: number,
  labels: TemplateLabels,
): string | undefined {
  const key = placeholder.slice(1, -1);
  const label = labelFor(key, labels);
  if (label === undefined) return undefined;
  const behind = template.slice(start + placeholder.length);
  const before = template.slice(0, start);
  const isAmbiguous =
    raisedBehind.test(behind) || takesWhatFollows.test(before);
  if (isAmbiguous && endsRaised.test(label)) return `(${label})`;
  const isWhole =
    key === "up" || standsAlone(template, start, placeholder.length);
  return isWhole ? label : atom(label);
}

/** `(x²)²` for `x²²`, `(Wᵀ)ᵀ` for `Wᵀᵀ`. */
const raisedBehind = /^[ᵀ⁰¹²³⁴-⁹⁻^]/;
/** `√(x²)` and `ln (x²)`, not `√x²` and `ln x²`; `e^(x²)`. */
const takesWhatFollows = /(?:√|\^|(?:^|[^\p{L}])\p{L}{2,} )$/u;
const endsRaised = /(?:[ᵀ⁰¹²³⁴-⁹]|\.T)$/;

function labelFor(key: string, labels: TemplateLabels): string | undefined {
  if (key === "out") return labels.out;
  if (key === "up") return labels.up;
  if (/^\d+$/.test(key)) return labels.operands[Number(key)];
  const isCount = countLetters.some((letter) => letter === key);
  return isCount
    ? (labels.counts?.[key] ?? key)
    : spellAttribute(labels.attributes[key]);
}

/** Whether a placeholder is all there is of its template, or all there is between parentheses and commas. */
function standsAlone(
  template: string,
  offset: number,
  length: number,
): boolean {
  const before = template.slice(0, offset).trimEnd();
  const behind = template.slice(offset + length).trimStart();
  return /(^|[(,|])$/.test(before) && /^([),|]|$)/.test(behind);
}

/** Whether a function's formula says itself what it is of: `outᵢ = x[idsᵢ]`. */
export const saysResult = (formula: string): boolean =>
  /^\p{L}+(\[[^\]]*\])? \+?= /u.test(formula);
