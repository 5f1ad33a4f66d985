/** Fractions of whole numbers, in lowest terms. */

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** In lowest terms, with a denominator > 0. */
export function fraction(numerator: number, denominator: number): Fraction {
  const divisor =
    greatestCommonDivisor(Math.abs(numerator), Math.abs(denominator)) *
    Math.sign(denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Of whole numbers ≥ 0; 1 for two zeros. */
export function greatestCommonDivisor(a: number, b: number): number {
  // What is too large for a float64 leaves NaN here, which ends the loop.
  while (b > 0) [a, b] = [b, a % b];
  return a === 0 ? 1 : a;
}
