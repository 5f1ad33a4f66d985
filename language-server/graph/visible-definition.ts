/** A definition outside networks that a file can name: its own, and those of the files that it imports. */
import type { SourceRange } from "./graph.js";

interface Defined {
  readonly name: string;
  /** Where the name stands in its file. */
  readonly source: SourceRange;
}

export type VisibleDefinition =
  | (Defined & { readonly kind: "constant" })
  | (Defined & {
      readonly kind: "dataset";
      readonly inputs: readonly string[];
      readonly targets: readonly string[];
    })
  | (Defined & {
      readonly kind: "function";
      readonly parameters: readonly string[];
    })
  | (Defined & {
      readonly kind: "network";
      readonly inputs: readonly string[];
      readonly hyperparameters: readonly HyperparameterDefault[];
    });

export interface HyperparameterDefault {
  readonly name: string;
  /** As written. */
  readonly value: string;
}
