/** What is known of dimensions for every size that their names can have: bounds, and whether two can be equal. */
import type { Atom, Dimension, SymbolicDimension, Term } from "./dimension.js";
import {
  multiplyDimensions,
  subtractDimensions,
} from "./dimension-arithmetic.js";
import { greatestCommonDivisor } from "./fraction.js";

/**
 * Whether no binding can make the two equal: their difference keeps one sign for all sizes ≥ 1, or is never a
 * whole number that a greatest common divisor allows (`2 * n` is never 3).
 */
export function provablyDiffer(a: Dimension, b: Dimension): boolean {
  if (typeof a === "number" && typeof b === "number") return a !== b;
  const difference = subtractDimensions(a, b);
  if (typeof difference === "number") return difference !== 0;
  return (
    leastValue(difference) > 0 ||
    leastValue(multiplyDimensions(difference, -1)) > 0 ||
    excludedByDivisibility(difference)
  );
}

/** A lower bound over all bindings to sizes ≥ 1; −∞ where none is known. */
export function leastValue(dimension: Dimension): number {
  if (typeof dimension === "number") return dimension;
  return dimension.terms.reduce((sum, term) => sum + leastOfTerm(term), 0);
}

function leastOfTerm({ numerator, denominator, factors }: Term): number {
  const coefficient = numerator / denominator;
  if (factors.length === 0) return coefficient;
  // No upper bound is known of anything that has a name in it.
  if (coefficient < 0) return -Infinity;
  let product = coefficient;
  for (const { atom, power } of factors) {
    const least = leastOfAtom(atom);
    if (least < 0 && (factors.length > 1 || power > 1)) return -Infinity;
    product *= least ** power;
  }
  return product;
}

function leastOfAtom(atom: Atom): number {
  if (typeof atom === "string") return 1;
  const { rounding, dividend, divisor } = atom;
  const leastDividend = leastValue(dividend);
  if (typeof divisor !== "number") {
    if (leastValue(divisor) <= 0 || leastDividend < 0) return -Infinity;
    return rounding === "exact" && leastDividend > 0 ? 1 : 0;
  }
  if (divisor < 0) return -Infinity;
  const least = leastDividend / divisor;
  return rounding === "exact" ? Math.ceil(least) : Math.floor(least);
}

/** Whether the difference is a constant off every multiple of what its other terms have in common. */
function excludedByDivisibility({ terms }: SymbolicDimension): boolean {
  let divisor = 0;
  let constant = 0;
  for (const { numerator, denominator, factors } of terms) {
    if (denominator !== 1) return false;
    if (factors.length === 0) constant = numerator;
    else divisor = greatestCommonDivisor(divisor, Math.abs(numerator));
  }
  return divisor > 1 && constant % divisor !== 0;
}
