/** The one element of a tensor whose gradient is made visible. */
import type { Summary } from "../evaluation/questions.js";

/** The largest of those at hand. */
export function chosenElement({ elements }: Pick<Summary, "elements">): number {
  let chosen = 0;
  for (const [index, value] of elements.entries())
    if (Math.abs(value) > Math.abs(elements[chosen] ?? 0)) chosen = index;
  return chosen;
}

/** Which element that is: `at [0, 2]`; nothing for a single number. */
export function placeOf(summary: Summary): string {
  if (summary.size === 1) return "";
  let rest = chosenElement(summary);
  const index: number[] = [];
  for (const dimension of [...summary.shape].reverse()) {
    index.unshift(rest % dimension);
    rest = Math.floor(rest / dimension);
  }
  return `at [${index.join(", ")}]`;
}
