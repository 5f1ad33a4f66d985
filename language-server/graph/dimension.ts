/**
 * Symbolic dimensions: sums of products of named sizes with rational coefficients, kept in one canonical form, so
 * that equal dimensions are equal data. A dimension without a name in it is a plain number. The form is here, what is
 * done with it in the files named dimension-….ts, which the other rooms reach through this one.
 *
 * Every named size is at least 1 (an axis has at least one element); that is what lets `batch` and `batch + 1` be
 * told apart without a value for `batch`.
 */
export {
  addDimensions,
  divideExactly,
  divideRoundingDown,
  multiplyDimensions,
  namedDimension,
  sameDimension,
  subtractDimensions,
} from "./dimension-arithmetic.js";
export { leastValue, provablyDiffer } from "./dimension-bounds.js";
export { formatDimension } from "./dimension-text.js";
export {
  evaluateDimension,
  isExactDimension,
  namesInDimension,
} from "./dimension-value.js";

export type Dimension = number | SymbolicDimension;

/** A sum of at least one term, not a constant. Terms are sorted by their factors' spelling; no coefficient is 0. */
export interface SymbolicDimension {
  readonly terms: readonly Term[];
}

/** `numerator / denominator` times the factors; denominator > 0, the fraction in lowest terms. */
export interface Term {
  readonly numerator: number;
  readonly denominator: number;
  readonly factors: readonly Factor[];
}

export interface Factor {
  readonly atom: Atom;
  readonly power: number;
}

/**
 * A named size, a quotient rounded down, or a quotient that must divide exactly. A quotient by 1 is a sum in brackets:
 * a product of many sums is not multiplied out.
 */
export type Atom = string | QuotientAtom;

export interface QuotientAtom {
  readonly rounding: "floor" | "exact";
  readonly dividend: Dimension;
  readonly divisor: Dimension;
}

/** Sizes by the name of their dimension, in elements. */
export type DimensionBindings = ReadonlyMap<string, number>;
