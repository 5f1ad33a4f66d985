/** What a dimension comes to once its names have sizes, and which names these are. */
import type { Atom, Dimension, DimensionBindings } from "./dimension.js";

/**
 * The size under these bindings. `undefined` where a name is not bound, or where the result is not a whole number
 * (an exact division that does not come out even).
 */
export function evaluateDimension(
  dimension: Dimension,
  bindings: DimensionBindings,
): number | undefined {
  if (typeof dimension === "number")
    return Number.isInteger(dimension) ? dimension : undefined;
  let total = 0;
  for (const { numerator, denominator, factors } of dimension.terms) {
    let product = numerator;
    for (const { atom, power } of factors) {
      const value = evaluateAtom(atom, bindings);
      if (value === undefined) return undefined;
      product *= value ** power;
    }
    total += product / denominator;
  }
  const rounded = Math.round(total);
  return Math.abs(total - rounded) < 1e-6 ? rounded : undefined;
}

function evaluateAtom(
  atom: Atom,
  bindings: DimensionBindings,
): number | undefined {
  if (typeof atom === "string") return bindings.get(atom);
  const dividend = evaluateDimension(atom.dividend, bindings);
  const divisor = evaluateDimension(atom.divisor, bindings);
  if (dividend === undefined || divisor === undefined || divisor === 0)
    return undefined;
  const quotient = dividend / divisor;
  if (atom.rounding === "floor") return Math.floor(quotient);
  return Number.isInteger(quotient) ? quotient : undefined;
}

/** The names that a dimension is made of. */
export function namesInDimension(dimension: Dimension): string[] {
  if (typeof dimension === "number") return [];
  return dimension.terms.flatMap(({ factors }) =>
    factors.flatMap(({ atom }) =>
      typeof atom === "string"
        ? [atom]
        : [
            ...namesInDimension(atom.dividend),
            ...namesInDimension(atom.divisor),
          ],
    ),
  );
}

/** Whether every number in it is small enough to be exact, so that equal dimensions are known to be equal. */
export const isExactDimension = (dimension: Dimension): boolean =>
  typeof dimension === "number"
    ? Number.isSafeInteger(dimension)
    : dimension.terms.every(
        ({ numerator, denominator }) =>
          Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator),
      );
