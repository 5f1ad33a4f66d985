/**
 * Summaries on their way from the worker, as one row of numbers: thousands of small objects take longer to send than
 * they took to compute.
 */
import type { Summary } from "./questions.js";

/**
 * One summary behind the other: the number of axes and the axes; size, mean, standard deviation, minimum, maximum, NaNs,
 * infinities; the number of elements and the elements; the number of bins and the bins. −1 stands for one that is absent.
 */
export type PackedSummaries = Float64Array;

export function packSummaries(
  summaries: readonly (Summary | undefined)[],
): PackedSummaries {
  const numbers: number[] = [];
  for (const summary of summaries) {
    if (!summary) {
      numbers.push(-1);
      continue;
    }
    const { shape, size, mean, std, min, max, nans, infinities } = summary;
    numbers.push(shape.length, ...shape);
    numbers.push(size, mean, std, min, max, nans, infinities);
    numbers.push(summary.elements.length, ...summary.elements);
    numbers.push(summary.histogram.length, ...summary.histogram);
  }
  return Float64Array.from(numbers);
}

export function unpackSummaries(
  packed: PackedSummaries,
): (Summary | undefined)[] {
  const summaries: (Summary | undefined)[] = [];
  let at = 0;
  const next = (): number => packed[at++] ?? NaN;
  const list = (length: number): Float64Array =>
    packed.slice(at, (at += length));
  while (at < packed.length) {
    const axes = next();
    summaries.push(
      axes < 0
        ? undefined
        : {
            shape: [...list(axes)],
            size: next(),
            mean: next(),
            std: next(),
            min: next(),
            max: next(),
            nans: next(),
            infinities: next(),
            elements: list(next()),
            histogram: [...list(next())],
          },
    );
  }
  return summaries;
}
