/** Formulas as they are sent: MathML as plain data, of which the receiver makes elements, so that no text becomes markup. */

/** A formula and what it is equal to, a line each. */
export interface Equation {
  /** What it is about: `value`, `gradient`, or the use that a contribution comes from. */
  readonly title: string;
  /** A `<math>` element. */
  readonly mathml: MathmlElement;
  /** The same for screen readers. */
  readonly text: string;
}

export interface MathmlElement {
  readonly tag: MathmlTag;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children: readonly (MathmlElement | string)[];
}

export type MathmlTag =
  | "math"
  | "mrow"
  | "mi"
  | "mn"
  | "mo"
  | "mtext"
  | "mfrac"
  | "msup"
  | "msub"
  | "msubsup"
  | "munder"
  | "munderover"
  | "mover"
  | "msqrt"
  | "mtable"
  | "mtr"
  | "mtd";
