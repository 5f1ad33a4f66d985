/** What is wrong, or worth saying, at a place in a program. Errors are values of this type, never exceptions. */
import type { DiagnosticCode } from "./diagnostic-codes.js";
import type { SourceRange } from "./graph.js";

export type Severity = "error" | "warning" | "information" | "hint";

/** A sentence: with a capital letter, unless it begins with a name such as `batch_norm`, and with a full stop. */
export function sentenceOf(text: string): string {
  const begun = /^[a-z]+_\w+/.test(text)
    ? text.replace(/^\w+/, "`$&`")
    : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

export interface RelatedPlace {
  readonly message: string;
  readonly source: SourceRange;
}

export interface Problem {
  readonly severity: Severity;
  /** Stable, in kebab case. */
  readonly code: DiagnosticCode;
  /** What was expected, what was found, what to do. */
  readonly message: string;
  readonly source: SourceRange;
  readonly related?: readonly RelatedPlace[];
  /** What a quick fix needs to know, plain data by code. */
  readonly data?: Readonly<Record<string, unknown>>;
}
