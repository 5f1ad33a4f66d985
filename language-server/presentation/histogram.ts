/** Histograms drawn with block characters, one character a bin. */

const empty = "▁";
const levels = "▂▃▄▅▆▇█";

/** One block for each count; a bin with anything in it stands out from an empty one. */
export function drawHistogram(counts: readonly number[]): string {
  const highest = Math.max(1, ...counts);
  return counts
    .map((count) => {
      if (count === 0) return empty;
      const level = Math.ceil((count / highest) * levels.length);
      return levels.charAt(level - 1);
    })
    .join("");
}

/** Fewer, wider bins: the counts of neighbours added up. `bins` divides the number of counts. */
export function mergeBins(counts: readonly number[], bins: number): number[] {
  const together = counts.length / bins;
  const merged = new Array<number>(bins).fill(0);
  for (const [bin, count] of counts.entries()) {
    const target = Math.floor(bin / together);
    merged[target] = (merged[target] ?? 0) + count;
  }
  return merged;
}
