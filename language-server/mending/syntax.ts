/** Mends of slips of the pen that do not parse: habits from other languages, and brackets that are missing or too many. */
import type { TextChange } from "../formatting/edits.js";
import { type MendRule, replaceFound } from "./mend.js";

export const syntax: MendRule = (mending) => {
  const { problem, found, text } = mending;
  const { start, end } = problem.source;
  const one = (title: string, change: TextChange) => [
    { title, changes: [change], isSafe: true },
  ];
  if (found === "*" && text[start - 1] === "*")
    return one("Write `^` for a power", { start: start - 1, end, text: "^" });
  if (found === "=" && /\bexpect\b[^\n]*$/.test(text.slice(0, start)))
    return one("Compare with `==`", replaceFound(mending, "=="));
  if (found === ")" || found === "]")
    return [
      {
        title: `Remove \`${found}\``,
        changes: [replaceFound(mending, "")],
      },
    ];
  if (found === ";" || found === ",")
    return one(`Remove \`${found}\``, replaceFound(mending, ""));
  const missing = missingBracket(problem.message);
  if (missing === undefined) return [];
  const isBlock = missing === "}";
  const at = isBlock ? endOfNetwork(text, end) : end;
  const line = at === 0 || text[at - 1] === "\n" ? "" : "\n";
  return [
    {
      title: `Insert \`${missing}\``,
      changes: [{ start: at, end: at, text: isBlock ? `${line}}\n` : missing }],
    },
  ];
};

/** The closing bracket that was expected. */
function missingBracket(message: string): string | undefined {
  const expected = /^Expected [^,]*/.exec(message)?.[0] ?? "";
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
