/** The numbers that a check compares with, as they are written: one, or those of an array, where nothing else stands there. */

export interface WrittenNumber {
  /** With its sign: `-0.09`, `− 1e-3`. */
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

/** `expect left ≈ numbers`, with offsets in it. */
export interface WrittenCheck {
  readonly relation: string;
  readonly relationAt: number;
  readonly numbers: readonly WrittenNumber[];
  readonly isArray: boolean;
  /** Whether `within` follows. */
  readonly hasTolerance: boolean;
}

const relations = /(?<![=!<>≈~])(?:≈|~=|==)/gu;
const space = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/uy;
const signed =
  /[-−]?\s*(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+−]?\d[\d_]*)?/uy;
const bracket = /[[\],]/uy;
const rest = /(?:within\s[\s\S]*)?$/uy;

export function writtenCheck(text: string): WrittenCheck | undefined {
  for (const { 0: relation, index: relationAt } of text.matchAll(relations)) {
    const right = numbersAt(text, relationAt + relation.length);
    if (right) return { relation, relationAt, ...right };
  }
  return undefined;
}

function numbersAt(
  text: string,
  start: number,
): Pick<WrittenCheck, "numbers" | "isArray" | "hasTolerance"> | undefined {
  const numbers: WrittenNumber[] = [];
  let at = start;
  let depth = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  take(space);
  const isArray = text[at] === "[";
  do {
    const begin = at;
    const number = take(signed);
    if (number !== undefined) numbers.push({ text: number, at: begin });
    else {
      const mark = take(bracket);
      if (mark === undefined) return undefined;
      if (mark === "[") depth++;
      if (mark === "]") depth--;
    }
    take(space);
  } while (depth > 0);
  const end = take(rest);
  return end === undefined || numbers.length === 0
    ? undefined
    : { numbers, isArray, hasTolerance: end !== "" };
}

/** A value to the decimals of a number as written: −0.10489 as `-0.09` is `-0.10`. */
export function rounded(value: number, spelling: string): string {
  const [digits = "", exponent] = plain(spelling).toLowerCase().split("e");
  const decimals = Math.min(100, digits.split(".")[1]?.length ?? 0);
  const scale = Number(exponent ?? "0");
  const mantissa = Number(
    `${value.toExponential(17).split("e")[0] ?? "0"}e${String(exponentOf(value) - scale)}`,
  );
  const shown = mantissa.toFixed(decimals).replace(/^-(?=[0.]*$)/, "");
  // Nothing but zeros of a number that is not 0 would say too little.
  if (decimals === 0 && Number(shown) === 0 && value !== 0)
    return String(Number(value.toPrecision(4)));
  return exponent === undefined ? shown : `${shown}e${exponent}`;
}

const exponentOf = (value: number): number =>
  Number(value.toExponential(17).split("e")[1] ?? "0");

/** As a program of plain characters spells it. */
export const plain = (spelling: string): string =>
  spelling.replace(/[\s_]/g, "").replaceAll("−", "-");
