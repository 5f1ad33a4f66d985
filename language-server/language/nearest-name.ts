/** The name that is meant by a misspelt one. */
import type { Context } from "./context.js";

/**
 * The nearest name by at most two slips of the pen, if there is one: a letter left out, put in or replaced, or two
 * neighbours swapped (optimal string alignment), whatever the capitals. Of equally near names the one with the most
 * letters in common is meant, then the one that is as long, then the one that begins alike: `tahn` is `tanh` and not
 * `tan`, and `adamm` is `adam` and not `adamw`.
 */
export function nearestName(
  name: string,
  candidates: Iterable<string>,
): string | undefined {
  const wanted = name.toLowerCase();
  let nearest: string | undefined;
  let best: Distance = [Math.min(2, Math.floor(name.length / 2)), Infinity];
  for (const candidate of candidates) {
    const longer = Math.abs(candidate.length - name.length);
    if (longer > best[0]) continue;
    const distance: Distance = [
      slips(wanted, candidate.toLowerCase()),
      lettersApart(wanted, candidate.toLowerCase()),
      longer,
      -sharedBeginning(name, candidate),
    ];
    if (isLess(distance, best)) [nearest, best] = [candidate, distance];
  }
  return nearest;
}

/** What counts first comes first. */
type Distance = readonly [number, ...number[]];

function isLess(a: Distance, b: Distance): boolean {
  const differing = a.findIndex((each, index) => each !== b[index]);
  return differing >= 0 && (a[differing] ?? 0) < (b[differing] ?? Infinity);
}

/** How many letters only one of the two has, in whatever order. */
function lettersApart(a: string, b: string): number {
  const rest = b.split("");
  let only = 0;
  for (const letter of a) {
    const at = rest.indexOf(letter);
    if (at < 0) only++;
    else rest.splice(at, 1);
  }
  return only + rest.length;
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** The optimal string alignment distance: no part of the text is edited twice. */
function slips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          replaced,
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          i > 1 && j > 1 && isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
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
