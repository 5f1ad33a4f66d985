/** What a file consists of, as it is written, whether or not it means anything: definitions inside one another, and the files that it names. */
import type { SourceRange } from "./graph.js";

export type OutlineKind =
  | "network"
  | "function"
  | "constant"
  | "dataset"
  | "hyperparameter"
  | "argument"
  | "column"
  | "input"
  | "weight"
  | "bias"
  | "layer"
  | "definition"
  | "output"
  | "loss"
  | "check"
  | "training"
  | "seed";

export interface OutlineItem {
  readonly kind: OutlineKind;
  /** The name; of a check what it says, of the others without a name their keyword. */
  readonly name: string;
  /** The whole definition. */
  readonly source: SourceRange;
  /** Where the name stands. */
  readonly nameSource: SourceRange;
  /** What is known without lowering: a function's arguments, a dataset's columns and rows, the text of a value. */
  readonly detail?: string;
  readonly children: readonly OutlineItem[];
}

/** A string that names a file. */
export interface FileReference {
  readonly kind: "import" | "dataset" | "load";
  readonly path: string;
  /** The string, quotes included. */
  readonly source: SourceRange;
}

export interface Outline {
  readonly items: readonly OutlineItem[];
  readonly files: readonly FileReference[];
}
