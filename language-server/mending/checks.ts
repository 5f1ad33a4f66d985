/** Mends of checks: numbers brought up to date, each to as many decimals as it is written with, or a relation that fits them. */
import { formatElements } from "../presentation/elements.js";
import { copyableNumber } from "../presentation/numbers.js";
import type { TextChange } from "../formatting/edits.js";
import {
  plain,
  rounded,
  type WrittenCheck,
  writtenCheck,
  type WrittenNumber,
} from "./checked-numbers.js";
import type { Mend, MendRule, Mending } from "./mend.js";

/** What the evaluation found on the left side. */
interface Found {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  /** Indices of the values that do not fit. */
  readonly failing: readonly number[];
  /** The largest difference allowed, where there is one. */
  readonly tolerance: number | undefined;
}

/** From here on, values are not written out into a program. */
const mostWritten = 32;

/** A check that does not hold, where numbers stand on its right side. */
export const failedCheck: MendRule = (mending) => {
  const check = writtenCheck(mending.found);
  const found = foundValues(mending);
  if (!check || !found) return [];
  const isOne = !check.isArray && found.values.length > 1;
  if (isOne) return oneForAll(mending, check, found);
  if (check.numbers.length !== found.values.length) return [];
  const wrong = found.failing.flatMap((index) => {
    const number = check.numbers[index];
    const value = found.values[index];
    return number && value !== undefined ? [{ number, value }] : [];
  });
  const spell = spelling(check, found);
  const mends = changed(
    mending,
    wrong.map(({ number, value }) => [number, spell(value, number.text)]),
  );
  const isRounded =
    check.relation === "==" &&
    !check.hasTolerance &&
    wrong.every(
      ({ number: { text }, value }) => rounded(value, text) === plain(text),
    );
  return isRounded ? [approximate(mending, check), ...mends] : mends;
};

/** A number that all elements are compared with: the one that fits them all, otherwise one for each. */
function oneForAll(
  mending: Mending,
  check: WrittenCheck,
  found: Found,
): Mend[] {
  const { shape, values } = found;
  const [number] = check.numbers;
  if (!number) return [];
  const spell = spelling(check, found);
  const spelt = new Set(values.map((value) => spell(value, number.text)));
  const [only = ""] = spelt;
  if (spelt.size === 1) return changed(mending, [[number, only]]);
  if (values.length > mostWritten) return [];
  const elements = formatElements(values, shape, (value) =>
    spell(value, number.text),
  );
  return [
    {
      title: "Compare each element with its value",
      changes: [part(mending, number.at, number.text, elements)],
    },
  ];
}

/** How a value is written in the place of a number: to its decimals where that holds, otherwise every digit. */
const spelling =
  ({ relation, hasTolerance }: WrittenCheck, { tolerance }: Found) =>
  (value: number, written: string): string => {
    const short = rounded(value, written);
    const holds = hasTolerance
      ? Math.abs(Number(short) - value) <= (tolerance ?? 0)
      : relation !== "==";
    return holds ? short : copyableNumber(value);
  };

function changed(
  mending: Mending,
  numbers: readonly (readonly [WrittenNumber, string])[],
): Mend[] {
  const different = numbers.filter(([{ text }, now]) => now !== plain(text));
  const [first] = different;
  if (!first) return [];
  return [
    {
      title:
        different.length === 1
          ? `Change the number to ${first[1]}, the value`
          : `Change ${String(different.length)} numbers to the values`,
      changes: different.map(([{ at, text }, now]) =>
        part(mending, at, text, now),
      ),
    },
  ];
}

/** `≈ 0` of numbers that are not 0. */
export const saysLittle: MendRule = (mending) => {
  const check = writtenCheck(mending.found);
  const values = foundValues(mending)?.values;
  if (!check || check.numbers.length !== values?.length) return [];
  const little = check.numbers.flatMap((number, index) => {
    const value = values[index] ?? 0;
    return Number(plain(number.text)) === 0 && value !== 0
      ? [{ number, value }]
      : [];
  });
  const [first] = little;
  const mends: Mend[] = [];
  if (first && !check.isArray && Math.abs(first.value) <= 1e-12) {
    const changes = [
      part(mending, check.relationAt, check.relation, "=="),
      part(mending, first.number.at, first.number.text, "0"),
    ];
    mends.push({ title: "Write `== 0`", changes });
  }
  const spelt = little.map(
    ({ number, value }) => [number, fewDigits(value)] as const,
  );
  return [...mends, ...changed(mending, spelt)];
};

const fewDigits = (value: number): string =>
  Math.abs(value) <= 0.0005 ? "0.000" : String(Number(value.toPrecision(4)));

const approximate = (mending: Mending, check: WrittenCheck): Mend => ({
  title: check.isArray
    ? "Compare with `≈`: the numbers are rounded"
    : "Compare with `≈`: the number is rounded",
  changes: [part(mending, check.relationAt, check.relation, "≈")],
});

const part = (
  { problem: { source } }: Mending,
  at: number,
  before: string,
  text: string,
): TextChange => ({
  start: source.start + at,
  end: source.start + at + before.length,
  text,
});

/** The values that the problem brings along, where all of them can be written. */
function foundValues({ problem: { data = {} } }: Mending): Found | undefined {
  const { shape, values, failing, tolerance } = data;
  const isWhole = isNumbers(values) && isNumbers(shape) && isNumbers(failing);
  if (!isWhole || !values.every(Number.isFinite)) return undefined;
  return {
    shape,
    values,
    failing,
    tolerance: typeof tolerance === "number" ? tolerance : undefined,
  };
}

const isNumbers = (data: unknown): data is readonly number[] =>
  Array.isArray(data) && data.every((each) => typeof each === "number");

/** `≈` with a formula on its right is meant as `==`. */
export const invalidCheck: MendRule = ({ problem: { source }, text }) => {
  const before = text.slice(0, source.start);
  const relation = /(≈|~=)\s*$/u.exec(before);
  if (!relation) return [];
  const end = relation.index + (relation[1]?.length ?? 0);
  return [
    {
      title: "Compare with `==`",
      changes: [{ start: relation.index, end, text: "==" }],
    },
  ];
};
