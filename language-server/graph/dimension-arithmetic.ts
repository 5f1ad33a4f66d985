/** Arithmetic on dimensions. Results are in canonical form: like terms together, in order, no term 0. */
import type { Dimension, Factor, QuotientAtom, Term } from "./dimension.js";
import { factorKey, factorsKey } from "./dimension-text.js";
import { fraction } from "./fraction.js";

/** More terms than this are not multiplied out: the sums stay in brackets, so that no product grows without limit. */
const mostTerms = 64;

const constantTerm = (value: number): Term => ({
  numerator: value,
  denominator: 1,
  factors: [],
});

const termsOf = (dimension: Dimension): readonly Term[] =>
  typeof dimension === "number"
    ? dimension === 0
      ? []
      : [constantTerm(dimension)]
    : dimension.terms;

/** The dimension that has this name, for example `batch`. */
export function namedDimension(name: string): Dimension {
  return {
    terms: [
      { numerator: 1, denominator: 1, factors: [{ atom: name, power: 1 }] },
    ],
  };
}

export function addDimensions(a: Dimension, b: Dimension): Dimension {
  if (typeof a === "number" && typeof b === "number") return a + b;
  return collect([...termsOf(a), ...termsOf(b)]);
}

export function subtractDimensions(a: Dimension, b: Dimension): Dimension {
  return addDimensions(a, multiplyDimensions(b, -1));
}

export function multiplyDimensions(a: Dimension, b: Dimension): Dimension {
  if (typeof a === "number" && typeof b === "number") return a * b;
  const left = termsOf(a);
  const right = termsOf(b);
  return isMultipliedOut(left, right)
    ? multiplyOut(left, right)
    : multiplyOut(inBrackets(left), inBrackets(right));
}

/** A sum that is in brackets already is not spread over another one, so that spellings grow with the program only. */
const isMultipliedOut = (a: readonly Term[], b: readonly Term[]): boolean =>
  (a.length === 1 || b.length === 1 || a.length * b.length <= mostTerms) &&
  !(a.length > 1 && b.some(hasBrackets)) &&
  !(b.length > 1 && a.some(hasBrackets));

function multiplyOut(left: readonly Term[], right: readonly Term[]): Dimension {
  const products: Term[] = [];
  for (const one of left) {
    for (const other of right) products.push(multiplyTerms(one, other));
  }
  return collect(products);
}

/**
 * `a / b` where the division has to come out even. Two numbers that do not divide give `undefined`; where a name is
 * involved the quotient is kept, and checked when the name is bound.
 */
export function divideExactly(
  a: Dimension,
  b: Dimension,
): Dimension | undefined {
  if (b === 0) return undefined;
  if (typeof a === "number" && typeof b === "number")
    return Number.isInteger(a / b) ? a / b : undefined;
  const divisors = termsOf(b);
  const divisor = divisors[0];
  if (divisors.length === 1 && divisor) {
    const quotients = termsOf(a).map((term) => divideTerms(term, divisor));
    if (quotients.every((term) => term !== undefined)) {
      const divided = collect(quotients);
      const isFraction =
        typeof divided === "number" && !Number.isInteger(divided);
      return isFraction ? undefined : divided;
    }
  }
  if (sameDimension(a, b)) return 1;
  return { terms: [quotient({ rounding: "exact", dividend: a, divisor: b })] };
}

/** `a / b` rounded down; `undefined` for a divisor that is 0. Whatever divides evenly is taken out of the rounding. */
export function divideRoundingDown(
  a: Dimension,
  b: Dimension,
): Dimension | undefined {
  if (b === 0) return undefined;
  if (typeof a === "number" && typeof b === "number") return Math.floor(a / b);
  if (sameDimension(a, b)) return 1;
  if (typeof b !== "number") return floorOf(a, b);
  const whole: Term[] = [];
  const rest: Term[] = [];
  for (const term of termsOf(a)) {
    if (term.factors.length === 0 && term.denominator === 1) {
      const quotient = Math.floor(term.numerator / b);
      whole.push(constantTerm(quotient));
      rest.push(constantTerm(term.numerator - b * quotient));
    } else if (term.denominator === 1 && term.numerator % b === 0) {
      whole.push({ ...term, numerator: term.numerator / b });
    } else rest.push(term);
  }
  const remainder = collect(rest);
  const rounded =
    typeof remainder === "number"
      ? Math.floor(remainder / b)
      : floorOf(remainder, b);
  return addDimensions(collect(whole), rounded);
}

/** Whether the two are the same size whatever the names are bound to. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  if (typeof a === "number" || typeof b === "number") return a === b;
  return a === b || subtractDimensions(a, b) === 0;
}

const floorOf = (dividend: Dimension, divisor: Dimension): Dimension => ({
  terms: [quotient({ rounding: "floor", dividend, divisor })],
});

const quotient = (atom: QuotientAtom): Term => ({
  numerator: 1,
  denominator: 1,
  factors: [{ atom, power: 1 }],
});

const inBrackets = (sum: readonly Term[]): readonly Term[] =>
  sum.length === 1
    ? sum
    : [quotient({ rounding: "exact", dividend: { terms: sum }, divisor: 1 })];

const hasBrackets = ({ factors }: Term): boolean =>
  factors.some(({ atom }) => typeof atom !== "string" && atom.divisor === 1);

/** The canonical form of a sum; a lone constant is a number. */
function collect(terms: readonly Term[]): Dimension {
  const byFactors = new Map<string, Term>();
  for (const term of terms) {
    const key = factorsKey(term.factors);
    const before = byFactors.get(key);
    byFactors.set(key, before ? addLikeTerms(before, term) : term);
  }
  const sorted = [...byFactors.entries()]
    .filter(([, term]) => term.numerator !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, term]) => term);
  const [only] = sorted;
  if (!only) return 0;
  if (sorted.length === 1 && only.factors.length === 0)
    return only.numerator / only.denominator;
  return { terms: sorted };
}

const addLikeTerms = (a: Term, b: Term): Term => ({
  ...fraction(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  ),
  factors: a.factors,
});

function multiplyTerms(a: Term, b: Term): Term {
  const powers = new Map<string, Factor>();
  for (const factor of [...a.factors, ...b.factors]) {
    const key = factorKey(factor);
    const before = powers.get(key);
    powers.set(key, {
      atom: factor.atom,
      power: factor.power + (before?.power ?? 0),
    });
  }
  return {
    ...fraction(a.numerator * b.numerator, a.denominator * b.denominator),
    factors: [...powers.entries()]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, factor]) => factor),
  };
}

/** `a / b` where every factor of `b` is one of `a`. */
function divideTerms(a: Term, b: Term): Term | undefined {
  const factors: Factor[] = [];
  const wanted = new Map(b.factors.map((f) => [factorKey(f), f.power]));
  for (const factor of a.factors) {
    const key = factorKey(factor);
    const power = factor.power - (wanted.get(key) ?? 0);
    wanted.delete(key);
    if (power < 0) return undefined;
    if (power > 0) factors.push({ atom: factor.atom, power });
  }
  if (wanted.size > 0) return undefined;
  return {
    ...fraction(a.numerator * b.denominator, a.denominator * b.numerator),
    factors,
  };
}
