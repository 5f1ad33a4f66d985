/** What completion offers, as plain data: the feature makes the protocol's items of it. */

export type OfferKind =
  | "value"
  | "parameter"
  | "constant"
  | "dimension"
  | "dataset"
  | "column"
  | "function"
  | "layer"
  | "initialiser"
  | "network"
  | "argument"
  | "choice"
  | "keyword"
  | "symbol"
  | "file";

/** The smaller, the further up; equal ones stay in their order. */
export const ranks = {
  best: 0,
  fitting: 1,
  good: 2,
  unknown: 3,
  constant: 4,
  function: 5,
  late: 6,
  misfit: 8,
} as const;

export interface Offer {
  readonly label: string;
  readonly kind: OfferKind;
  readonly rank: number;
  /** Right behind the label: `(x, units, bias: true)`. */
  readonly signature?: string;
  /** At the right: a shape, what kind of name it is. */
  readonly note?: string;
  /** What is written, where that is not the label. */
  readonly insert?: string;
  /** The same with places to fill in, `${1:units}`. */
  readonly snippet?: string;
  /** What is compared with what was typed, where that is not the label. */
  readonly filter?: string;
  /** Where what it replaces begins, where that is not the beginning of the word. */
  readonly from?: number;
  /** Text that goes in elsewhere as well. */
  readonly also?: { readonly at: number; readonly text: string };
  /** Whether there is something to choose behind it. */
  readonly asksAgain?: boolean;
  /** The full name of the value that it stands for. */
  readonly value?: string;
  /** The function or network that it names. */
  readonly callee?: string;
  /** The setting of `train` that the callee belongs to. */
  readonly setting?: string;
  /** One sentence, where there is nothing else to read. */
  readonly summary?: string;
}
