/**
 * The pieces of Markdown that a worked solution is made of. Whatever comes from a program stands in a formula, in a code
 * span or in a fenced block, so that nothing of it is read as Markdown, HTML or a link.
 */
import type { Formula } from "../formula/formula.js";
import { toLatex } from "../formula/latex.js";

/** `$…$`; fractions at full size. */
export function math(formula: Formula): string {
  const latex = toLatex(formula).trim();
  if (latex === "") return "";
  return latex.includes("\\frac") ? `$\\displaystyle ${latex}$` : `$${latex}$`;
}

/** A text as it is, in a fixed-width font, also inside a table. */
export function codeSpan(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain === "") return "";
  const ticks = "`".repeat(longestRun(plain) + 1);
  const space = /^`|`$/.test(plain) ? " " : "";
  return `${ticks}${space}${plain}${space}${ticks}`.replaceAll("|", "\\|");
}

/** Lines of text as they are. */
export function fenced(text: string, language: string): string {
  const ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** A table with a line for each row. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join(
    "\n",
  );
}

/** How many back quotes stand side by side at most. */
const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
