/** The name that is meant by a misspelt one. */
import type { Context } from "./context.js";

/** The nearest name by at most two single-letter edits, if there is one. */
export function nearestName(
  name: string,
  candidates: Iterable<string>,
): string | undefined {
  let nearest: string | undefined;
  let fewest = Math.min(2, Math.floor(name.length / 2)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const edits = editDistance(name, candidate);
    if (edits < fewest) [nearest, fewest] = [candidate, edits];
  }
  return nearest;
}

function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted =
        (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(
        Math.min(substituted, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1),
      );
    }
    before = row;
  }
  return before[b.length] ?? 0;
}

/** The same for names of a program, of which there may be many: looked for only for the first errors of a file. */
export function offerName(
  name: string,
  candidates: () => Iterable<string>,
  { collected }: Context,
): string | undefined {
  return collected.effort.mayOffer()
    ? nearestName(name, candidates())
    : undefined;
}
