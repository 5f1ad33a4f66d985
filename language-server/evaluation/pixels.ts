/** A tensor as few enough numbers to be drawn: a matrix as cells, each the mean of a block, and the counts of a histogram. */
import type { BoundShape } from "../graph/shape.js";
import type { Pixels } from "./questions.js";

/** Cells along either side of a picture, and bars of a histogram. */
export const mostCells = 32;
export const bars = 24;

export function pixelsOf(data: Float64Array, shape: BoundShape): Pixels {
  let min = Infinity;
  let max = -Infinity;
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const [height, width] = shape;
  const matrix =
    shape.length === 2 && height !== undefined && width !== undefined
      ? { cells: pooled(data, height, width) }
      : {};
  const isEmpty = min > max;
  return {
    shape,
    min: isEmpty ? NaN : min,
    max: isEmpty ? NaN : max,
    counts: isEmpty ? [] : counts(data, min, max),
    ...matrix,
  };
}

/** Means of blocks as equal as they can be; NaN where a block has something that is not finite. */
function pooled(data: Float64Array, height: number, width: number) {
  const rows = Math.min(height, mostCells);
  const columns = Math.min(width, mostCells);
  const sums = new Float64Array(rows * columns);
  const sizes = new Float64Array(rows * columns);
  for (let row = 0; row < height; row++) {
    const above = Math.floor((row * rows) / height) * columns;
    for (let column = 0; column < width; column++) {
      const cell = above + Math.floor((column * columns) / width);
      sums[cell] = (sums[cell] ?? 0) + (data[row * width + column] ?? NaN);
      sizes[cell] = (sizes[cell] ?? 0) + 1;
    }
  }
  const means = sums.map((sum, cell) => sum / (sizes[cell] ?? 1));
  return { rows, columns, means };
}

function counts(data: Float64Array, min: number, max: number): number[] {
  const found = new Array<number>(bars).fill(0);
  // Halved, as the difference of two finite numbers may be infinite.
  const width = max / 2 - min / 2;
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    const part = width > 0 ? (value / 2 - min / 2) / width : 0.5;
    const bar = Math.min(bars - 1, Math.floor(part * bars));
    found[bar] = (found[bar] ?? 0) + 1;
  }
  return found;
}
