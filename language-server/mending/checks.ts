/** Mends of checks: the number brought up to date, to as many decimals as are written, or a relation that fits it. */
import type { TextChange } from "../formatting/edits.js";
import { copyableNumber } from "../presentation/numbers.js";
import type { Mend, MendRule, Mending } from "./mend.js";

/** `expect left ≈ number`, with the offsets of relation and number in it. */
interface WrittenCheck {
  readonly relation: string;
  readonly relationAt: number;
  readonly number: string;
  readonly numberAt: number;
  /** Whether `within` follows. */
  readonly hasTolerance: boolean;
}

const simpleCheck =
  /^(expect\s[\s\S]*?[^=!<>≈~])(≈|~=|==)(\s*)([-−]?\s*(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+−]?\d+)?)\s*(within\s[\s\S]*)?$/u;

function writtenCheck(text: string): WrittenCheck | undefined {
  const match = simpleCheck.exec(text);
  if (!match) return undefined;
  const [, left = "", relation = "", space = "", number = "", within] = match;
  return {
    relation,
    relationAt: left.length,
    number,
    numberAt: left.length + relation.length + space.length,
    hasTolerance: within !== undefined,
  };
}

/** A check that does not hold, where its right side is one number and its left side another. */
export const failedCheck: MendRule = (mending) => {
  const check = writtenCheck(mending.found);
  const actual = numberData(mending, "actual");
  if (!check || actual === undefined) return [];
  const { relation, number, hasTolerance } = check;
  if (relation !== "==" && !hasTolerance)
    return update(mending, check, rounded(actual, number));
  const exact = update(mending, check, copyableNumber(actual));
  const isRounded = !hasTolerance && rounded(actual, number) === plain(number);
  return isRounded ? [approximate(mending, check), ...exact] : exact;
};

/** `≈ 0` of a number that is not 0. */
export const saysLittle: MendRule = (mending) => {
  const check = writtenCheck(mending.found);
  const actual = numberData(mending, "actual");
  if (!check || actual === undefined) return [];
  const mends: Mend[] = [];
  if (Math.abs(actual) <= 1e-12) {
    const changes = [
      part(mending, check.relationAt, check.relation, "=="),
      part(mending, check.numberAt, check.number, "0"),
    ];
    mends.push({ title: "Write `== 0`", changes });
  }
  if (Math.abs(actual) <= 0.0005)
    return [...mends, ...update(mending, check, "0.000")];
  return [
    ...mends,
    ...update(mending, check, String(Number(actual.toPrecision(4)))),
  ];
};

function update(mending: Mending, check: WrittenCheck, number: string): Mend[] {
  if (number === plain(check.number)) return [];
  return [
    {
      title: `Change the number to ${number}, the value`,
      changes: [part(mending, check.numberAt, check.number, number)],
    },
  ];
}

const approximate = (mending: Mending, check: WrittenCheck): Mend => ({
  title: "Compare with `≈`: the number is rounded",
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

const plain = (spelling: string): string =>
  spelling.replace(/[\s_]/g, "").replaceAll("−", "-");

/** A finite number that the problem brings along. */
function numberData(
  { problem: { data } }: Mending,
  key: string,
): number | undefined {
  const value = data?.[key];
  return typeof value === "number" && Number.isFinite(value)
    ? value
    : undefined;
}

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
