/** How dimensions are spelled, for people and as keys. */
import type { Atom, Dimension, Factor, Term } from "./dimension.js";
import { greatestCommonDivisor } from "./fraction.js";

/** As a `.nn` program would write it: `batch`, `64 * heads + 1`, `(w - 1) / 2`, `floor(h / 2)`. */
export function formatDimension(dimension: Dimension): string {
  if (typeof dimension === "number") return String(dimension);
  const common = dimension.terms.reduce(
    (multiple, { denominator }) =>
      (multiple * denominator) / greatestCommonDivisor(multiple, denominator),
    1,
  );
  const constantsLast = [...dimension.terms].sort(
    (a, b) => Number(a.factors.length === 0) - Number(b.factors.length === 0),
  );
  const sum = constantsLast
    .map((term, index) => {
      const coefficient = (term.numerator * common) / term.denominator;
      const size = formatTerm(Math.abs(coefficient), term);
      if (index === 0) return coefficient < 0 ? `-${size}` : size;
      return coefficient < 0 ? ` - ${size}` : ` + ${size}`;
    })
    .join("");
  if (common === 1) return sum;
  return `${constantsLast.length > 1 ? `(${sum})` : sum} / ${String(common)}`;
}

function formatTerm(coefficient: number, { factors }: Term): string {
  const spelled = factors.flatMap(({ atom, power }) =>
    Array.from({ length: power }, () => formatAtom(atom)),
  );
  if (coefficient !== 1 || spelled.length === 0)
    spelled.unshift(String(coefficient));
  return spelled.join(" * ");
}

function formatAtom(atom: Atom): string {
  if (typeof atom === "string") return atom;
  const dividend = formatDimension(atom.dividend);
  if (atom.divisor === 1) return bracketed(dividend);
  const divisor = formatDimension(atom.divisor);
  const quotient = `${bracketed(dividend)} / ${bracketed(divisor)}`;
  return atom.rounding === "floor" ? `floor(${quotient})` : `(${quotient})`;
}

const bracketed = (text: string): string =>
  text.includes(" ") ? `(${text})` : text;

/** The same for equal factors only. */
export const factorKey = ({ atom }: Factor): string => formatAtom(atom);

/** The same for equal products of factors only. */
export const factorsKey = (factors: readonly Factor[]): string =>
  factors
    .map((factor) => `${factorKey(factor)}^${String(factor.power)}`)
    .join("*");
