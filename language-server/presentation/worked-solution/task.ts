/** Section 1: the program, so that the document can be read without its file. */
import type { SectionContext } from "./context.js";
import { codeSpan, fenced, math } from "./markdown.js";
import { parseFormula } from "../formula/parse.js";

/** A longer program is not repeated in full. */
const mostLines = 300;
const mostCharacters = 30_000;

export function taskSection({
  trace,
  objective,
  program,
  file,
  digits,
}: SectionContext): string {
  const { name } = trace.drawn.network;
  const lines = program.split(/\r?\n/);
  const text = lines.slice(0, mostLines).join("\n").slice(0, mostCharacters);
  const isCut = text.length < lines.join("\n").length;
  const of = math(parseFormula(objective));
  return [
    "## 1. The task",
    `Given is the network ${codeSpan(name)} in ${codeSpan(file)}:`,
    fenced(text, "nn"),
    ...(isCut
      ? [
          `The program is longer; only its first ${text.split("\n").length} lines are repeated here.`,
        ]
      : []),
    `Wanted are the value of ${of} and its gradient by every input and parameter.`,
    `Numbers are rounded to ${digits} significant digits where they are shown, and nowhere before. They belong to the program as it stands here: a later change of the file does not change this document.`,
  ].join("\n\n");
}
