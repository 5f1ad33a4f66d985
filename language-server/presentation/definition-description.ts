/** What a hover says of what a file defines outside networks, and of names inside it that have no value. Lines of code. */
import type { SourceRange } from "../graph/graph.js";
import type { VisibleDefinition } from "../graph/visible-definition.js";
import type { Summary } from "../evaluation/questions.js";
import { summarise } from "../evaluation/summary.js";
import { isLiteral } from "./source-text.js";
import { tensorLabel } from "./tensors.js";

/** As many lines of a definition are shown. */
const mostLines = 12;
const mostElements = 256;
const mostSummarised = 100_000;
const lineWidth = 60;

/** @param text of the file that the definition stands in */
export function describeDefinition(
  definition: VisibleDefinition,
  text: string,
  digits: number,
): string[] {
  const { whole } = definition;
  const code =
    definition.kind === "network"
      ? text.slice(whole.start, whole.end).replace(/\s*\{[\s\S]*$/, "")
      : text.slice(whole.start, whole.end);
  const lines = code.split(/\r?\n/);
  const shown =
    lines.length > mostLines ? [...lines.slice(0, mostLines), "…"] : lines;
  const value = constantLabel(definition, text, digits);
  if (value !== undefined) shown.push(`${shown.pop() ?? ""} = ${value}`);
  return [...commentAbove(text, whole), ...shown];
}

function constantLabel(
  definition: VisibleDefinition,
  text: string,
  digits: number,
): string | undefined {
  const summary = constantSummary(definition, text);
  return (
    summary &&
    tensorLabel(summary, { digits, width: lineWidth, shape: "first" })
  );
}

/**
 * The value of a constant that is more than a literal; absent for other definitions, and where it is too large to be
 * looked through while a person waits.
 */
export function constantSummary(
  definition: VisibleDefinition,
  text: string,
): Summary | undefined {
  if (definition.kind !== "constant") return undefined;
  const { value, expression } = definition;
  if (!value || !expression || value.data.length > mostSummarised)
    return undefined;
  if (isLiteral(text.slice(expression.start, expression.end))) return undefined;
  return summarise(value.data, value.shape, mostElements);
}

/** The lines of comment directly above a definition, which say what it is for. */
function commentAbove(text: string, { start }: SourceRange): string[] {
  const above = text.slice(0, start).split(/\r?\n/);
  // What stands before the definition on its own line.
  if ((above.pop() ?? "").trim() !== "") return [];
  const lines: string[] = [];
  for (let line = above.pop(); line !== undefined; line = above.pop()) {
    if (!/^\s*\/\//.test(line)) break;
    lines.unshift(line.trim());
  }
  return lines.slice(-mostLines);
}
