/** What is wrong, or worth saying, at a place in a program. Errors are values of this type, never exceptions. */
import type { SourceRange } from "./graph.js";

export type Severity = "error" | "warning" | "information" | "hint";

export interface RelatedPlace {
  readonly message: string;
  readonly source: SourceRange;
}

export interface Problem {
  readonly severity: Severity;
  /** Kebab case, stable, listed in the reference: `shape-mismatch`, `undefined-name`. */
  readonly code: string;
  /** What was expected, what was found, what to do. */
  readonly message: string;
  readonly source: SourceRange;
  readonly related?: readonly RelatedPlace[];
  /** What a quick fix needs to know, plain data by code. */
  readonly data?: Readonly<Record<string, unknown>>;
}
