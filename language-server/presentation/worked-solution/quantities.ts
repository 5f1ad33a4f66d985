/** Tensors in a worked solution: all numbers of a small one as a formula, statistics of a larger one in words. */
import type { Summary } from "../../evaluation/questions.js";
import { formatShape } from "../../graph/shape.js";
import { formatElements } from "../elements.js";
import { parseFormula } from "../formula/parse.js";
import { formatNumber } from "../numbers.js";
import { statistics } from "../tensors.js";
import { math } from "./markdown.js";

/** Up to so many elements a tensor is written out. */
export const mostElements = 8;

/** `−0.5`, `[1, 2]`; absent for a tensor that is not written out. */
export function inNumbers(
  summary: Summary | undefined,
  digits: number,
): string | undefined {
  if (!summary || summary.size > mostElements) return undefined;
  return formatElements(summary.elements, summary.shape, (value) =>
    formatNumber(value, digits),
  );
}

/** A cell of a table. */
export function quantity(summary: Summary | undefined, digits: number): string {
  if (!summary) return "no value";
  const numbers = inNumbers(summary, digits);
  if (numbers !== undefined) return math(parseFormula(numbers));
  const { shape, size, min, max, nans, infinities } = summary;
  const shaped = math(parseFormula(formatShape(shape)));
  const isUniform = min === max && nans + infinities === 0;
  return isUniform
    ? `${shaped} all ${math(parseFormula(formatNumber(min, digits)))}`
    : `${shaped} ${size === 0 ? "no elements" : statistics(summary, digits)}`;
}

/** `scalar`, `[3, 4]` */
export const shapeText = ({ shape }: Pick<Summary, "shape">): string =>
  shape.length === 0 ? "scalar" : formatShape(shape);

export const isBroken = ({ nans, infinities }: Summary): boolean =>
  nans + infinities > 0;
