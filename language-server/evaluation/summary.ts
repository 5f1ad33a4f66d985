/** A tensor at a glance: its statistics, its histogram and its first elements. */
import type { BoundShape } from "../graph/shape.js";
import type { Summary } from "./questions.js";

/** As many characters as a histogram may take in a label. */
export const histogramBins = 8;

/**
 * Summarises a tensor, in three passes over `data`.
 * @param limit how many elements the summary carries at most
 */
export function summarise(
  data: Float64Array,
  shape: BoundShape,
  limit: number,
): Summary {
  let nans = 0;
  let infinities = 0;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of data) {
    if (Number.isFinite(value)) {
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
    } else if (Number.isNaN(value)) nans++;
    else infinities++;
  }
  const finite = data.length - nans - infinities;
  // Equal numbers have themselves as mean, also where their sum is rounded.
  const mean = min === max ? min : sum / finite;
  return {
    shape,
    size: data.length,
    elements: data.slice(0, limit),
    mean,
    std: Math.sqrt(squaredDeviations(data, mean) / finite),
    min: finite > 0 ? min : NaN,
    max: finite > 0 ? max : NaN,
    histogram: finite > 0 ? histogram(data, min, max) : [],
    nans,
    infinities,
  };
}

function squaredDeviations(data: Float64Array, mean: number): number {
  let sum = 0;
  for (const value of data)
    if (Number.isFinite(value)) sum += (value - mean) ** 2;
  return sum;
}

function histogram(data: Float64Array, min: number, max: number): number[] {
  const counts = new Array<number>(histogramBins).fill(0);
  // Halved, as the difference of two finite numbers may be infinite.
  const width = max / 2 - min / 2;
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    const part = width > 0 ? (value / 2 - min / 2) / width : 0;
    const bin = Math.min(histogramBins - 1, Math.floor(part * histogramBins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
