/** Mends of slips of the pen that do not parse: habits from other languages, and brackets that are missing or too many. */
import type { TextChange } from "../formatting/edits.js";
import { freeName } from "./free-name.js";
import {
  type Mend,
  type MendRule,
  type Mending,
  replaceFound,
  textData,
} from "./mend.js";

/** The first that applies is the mend. */
export const syntax: MendRule = (mending) => {
  for (const slip of slips) {
    const mend = slip(mending);
    if (mend) return [mend];
  }
  return [];
};

type Slip = (mending: Mending) => Mend | undefined;

/** What the language has instead of a sign. */
const signs: ReadonlyMap<string, string> = new Map([
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["÷", "/"],
  ["–", "-"],
  ["—", "-"],
  ["⋅", "*"],
  ["∗", "*"],
  ["•", "*"],
  ["∞", "inf"],
  ["⁴", "^4"],
  ["#", "//"],
]);

const name = String.raw`[\p{L}_][\p{L}\p{M}_0-9₀-₉]*`;
const numberThenName = new RegExp(String.raw`^([\d._]+)(${name})$`, "u");
const differential = new RegExp(String.raw`^d(${name})$`, "u");

/** What a statement's value is called where it has no name. */
const usualNames: ReadonlyMap<string, string> = new Map([
  ["input", "x"],
  ["weight", "w"],
  ["bias", "b"],
  ["layer", "h"],
  ["output", "y"],
  ["loss", "L"],
]);

const slips: readonly Slip[] = [
  (mending) => {
    const nearest = textData(mending.problem, "nearest");
    return nearest === undefined
      ? undefined
      : {
          title: `Change to \`${nearest}\``,
          changes: [replaceFound(mending, nearest)],
        };
  },
  ({ found, text, problem: { source } }) =>
    found === "*" && text[source.start - 1] === "*"
      ? safe("Write `^` for a power", {
          start: source.start - 1,
          end: source.end,
          text: "^",
        })
      : undefined,
  (mending) =>
    mending.found === "=" && /\bexpect\b[^\n]*$/.test(before(mending))
      ? safe("Compare with `==`", replaceFound(mending, "=="))
      : undefined,
  ({ found, text, problem: { source } }) =>
    found === "=" && text[source.start - 1] === ":"
      ? safe("Write `=`", {
          start: source.start - 1,
          end: source.end,
          text: "=",
        })
      : undefined,
  (mending) => {
    const sign = signs.get(mending.found);
    return sign === undefined
      ? undefined
      : safe(`Write \`${sign}\``, replaceFound(mending, sign));
  },
  multiplication,
  (mending) => {
    const [, number, factor] = numberThenName.exec(mending.found) ?? [];
    return number === undefined || factor === undefined
      ? undefined
      : {
          title: `Multiply: \`${number} * ${factor}\``,
          changes: [replaceFound(mending, `${number} * ${factor}`)],
        };
  },
  (mending) => {
    const [, of] = differential.exec(mending.found) ?? [];
    return of !== undefined && /∂[^\n/]*\/\s*$/u.test(before(mending))
      ? safe(`Write \`∂${of}\``, replaceFound(mending, `∂${of}`))
      : undefined;
  },
  superfluousWord,
  missingName,
  (mending) =>
    mending.problem.message.includes("closes nothing")
      ? {
          title: `Remove \`${mending.found}\``,
          changes: [replaceFound(mending, "")],
        }
      : undefined,
  (mending) =>
    mending.found === ";" || mending.found === ","
      ? safe(`Remove \`${mending.found}\``, replaceFound(mending, ""))
      : undefined,
  bracket,
];

const safe = (title: string, change: TextChange): Mend => ({
  title,
  changes: [change],
  isSafe: true,
});

const before = ({ text, problem: { source } }: Mending): string =>
  text.slice(0, source.start);

/** `3(x + 1)` is no call. */
function multiplication(mending: Mending): Mend | undefined {
  const { problem, text } = mending;
  const { start } = problem.source;
  if (mending.found !== "(" || !problem.message.includes("To multiply"))
    return undefined;
  const space = /\s/.test(text[start - 1] ?? "") ? "" : " ";
  return {
    title: "Multiply: insert `*`",
    changes: [{ start, end: start, text: `${space}* ` }],
  };
}

/** `let d = 3` */
function superfluousWord(mending: Mending): Mend | undefined {
  const [, word] = /leave `(\p{L}+)` out/u.exec(mending.problem.message) ?? [];
  if (word === undefined) return undefined;
  const text = before(mending);
  const start = text.lastIndexOf(word);
  return start < 0
    ? undefined
    : safe(`Remove \`${word}\``, { start, end: text.length, text: "" });
}

/** `loss = …` */
function missingName(mending: Mending): Mend | undefined {
  const [, keyword = ""] =
    /^Expected a name after `(\p{L}+)`/u.exec(mending.problem.message) ?? [];
  const usual = usualNames.get(keyword);
  if (usual === undefined || mending.found !== "=") return undefined;
  const name = freeName(usual, mending.text);
  const { start } = mending.problem.source;
  return {
    title: `Name it \`${name}\``,
    changes: [{ start, end: start, text: `${name} ` }],
  };
}

function bracket({ problem, text }: Mending): Mend | undefined {
  const { end } = problem.source;
  const missing = missingBracket(problem.message);
  if (missing === undefined) return undefined;
  const isBlock = missing === "}";
  const at = isBlock ? endOfNetwork(text, end) : end;
  const line = at === 0 || text[at - 1] === "\n" ? "" : "\n";
  return {
    title: `Insert \`${missing}\``,
    changes: [{ start: at, end: at, text: isBlock ? `${line}}\n` : missing }],
  };
}

/** The closing bracket that was expected. */
function missingBracket(message: string): string | undefined {
  const [expected = ""] = message.split(", found", 1);
  return (
    ["}", ")", "]"].find((bracket) => expected.includes(`\`${bracket}\``)) ??
    (/found `(?:network|fn|const|dataset|import)`/.test(message)
      ? "}"
      : undefined)
  );
}

/** Before the next network or other element of the file, else at the end. */
function endOfNetwork(text: string, from: number): number {
  const next = /^(?:network|fn|const|dataset|import)\b/m.exec(text.slice(from));
  return next ? from + next.index : text.length;
}
