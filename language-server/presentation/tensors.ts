/** A tensor as a short label, and in full for a tooltip. */
import type { Summary } from "../evaluation/questions.js";
import { formatShape } from "../graph/shape.js";
import { formatElements, formatRows } from "./elements.js";
import { drawHistogram, mergeBins } from "./histogram.js";
import { copyableNumber, formatNumber } from "./numbers.js";

/** Up to here a label shows every element. */
const mostElements = 6;

export interface LabelOptions {
  readonly digits: number;
  /** The longest label, in UTF-16 units. */
  readonly width: number;
  /** Whether the shape stands in the summary of a tensor: not where it was shown just before. */
  readonly shape: "first" | "where it fits" | "left out";
}

/**
 * Every element up to six where they fit; otherwise shape, histogram, mean ± standard deviation, as much of it as fits.
 */
export function tensorLabel(summary: Summary, options: LabelOptions): string {
  const { digits, width } = options;
  if (summary.size <= mostElements) {
    // A number alone has no summary: what does not fit of it are digits.
    const fewest = summary.size === 1 ? 1 : digits;
    for (let shown = digits; shown >= fewest; shown--) {
      const all = formatElements(summary.elements, summary.shape, (value) =>
        formatNumber(value, shown),
      );
      if (all.length <= width) return all;
    }
  }
  const shape = formatShape(summary.shape);
  const plain = summariesOf(summary, digits).map((parts) => parts.join(" "));
  const shaped = plain.map((label) => `${shape} ${label}`);
  const candidates = {
    first: [...shaped, shape],
    "where it fits": [...shaped.slice(0, 1), ...plain],
    "left out": plain,
  }[options.shape];
  return (
    candidates.find((label) => label.length <= width) ??
    cut(candidates.at(-1) ?? "", width)
  );
}

/** What can be said of many elements, the longest first. */
function summariesOf(summary: Summary, digits: number): string[][] {
  const { nans, infinities, size, histogram } = summary;
  if (nans > 0) return [[`${nans} of ${size} NaN`], ["NaN"]];
  if (infinities > 0) return [[`${infinities} of ${size} infinite`], ["∞"]];
  const mean = formatNumber(summary.mean, digits);
  if (summary.min === summary.max)
    return [[`all ${formatNumber(summary.min, digits)}`]];
  const spread = `${mean} ± ${formatNumber(summary.std, digits)}`;
  const few = Math.min(digits, 2);
  const roughly = `${formatNumber(summary.mean, few)} ± ${formatNumber(summary.std, few)}`;
  return [
    [drawHistogram(histogram), spread],
    [drawHistogram(mergeBins(histogram, 4)), spread],
    [drawHistogram(mergeBins(histogram, 4)), roughly],
    [roughly],
    [drawHistogram(mergeBins(histogram, 4))],
  ];
}

function cut(label: string, width: number): string {
  return label.length <= width ? label : `${label.slice(0, width - 1)}…`;
}

/** The elements with every digit as a program writes them, as far as the summary carries them, one row a line. */
export function tensorInFull(summary: Summary): string {
  return formatRows(summary.elements, summary.shape, copyableNumber);
}

/** `mean 0.1, standard deviation 0.02, from −1 to 1`; empty for a single number. */
export function statistics(summary: Summary, digits: number): string {
  const { size, nans, infinities } = summary;
  if (size === 1) return "";
  const number = (value: number): string => formatNumber(value, digits);
  const parts: string[] = [];
  if (nans > 0) parts.push(`${nans} of ${size} are NaN`);
  if (infinities > 0) parts.push(`${infinities} of ${size} are infinite`);
  if (nans + infinities < size)
    parts.push(
      `mean ${number(summary.mean)}`,
      `standard deviation ${number(summary.std)}`,
      `from ${number(summary.min)} to ${number(summary.max)}`,
    );
  return parts.join(", ");
}
