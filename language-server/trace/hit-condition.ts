/** How often a breakpoint has to be reached before it holds: `5`, `>= 3`, `% 2`. */

/** Whether it holds the n-th time, from 1. */
export type HitCondition = (hits: number) => boolean;

const pattern = /^\s*(==|=|>=|>|<=|<|%)?\s*(\d+)\s*$/;

/** Absent where the text is no such condition. */
export function readHitCondition(text: string): HitCondition | undefined {
  const [, relation = "==", digits = ""] = pattern.exec(text) ?? [];
  if (digits === "") return undefined;
  const number = Number(digits);
  if (relation === "%" && number === 0) return undefined;
  return relations[relation]?.(number);
}

const relations: Readonly<Record<string, (number: number) => HitCondition>> = {
  "=": (number) => (hits) => hits === number,
  "==": (number) => (hits) => hits === number,
  ">=": (number) => (hits) => hits >= number,
  ">": (number) => (hits) => hits > number,
  "<=": (number) => (hits) => hits <= number,
  "<": (number) => (hits) => hits < number,
  "%": (number) => (hits) => hits % number === 0,
};

/** What to do about a text that is none. */
export const hitConditionHelp =
  "Expected how often the line is to be reached: a number as in 5, a comparison as in >= 3, or % 2 for every second time.";
