/** A definition outside networks that a file can name: its own, and those of the files that it imports. */
import type { SourceRange } from "./graph.js";

interface Defined {
  readonly name: string;
  /** Where the name stands in its file. */
  readonly source: SourceRange;
  /** The whole definition. */
  readonly whole: SourceRange;
}

/** A tensor whose elements are known from the text alone; row-major. */
export interface KnownTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export type VisibleDefinition =
  | (Defined & {
      readonly kind: "constant";
      /** Absent where it has an error, and for one of another file that is not used here. */
      readonly value?: KnownTensor;
      /** Where the expression stands that gives the value; absent where that is missing. */
      readonly expression?: SourceRange;
    })
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
