/**
 * Symbolic dimensions: sums of products of named sizes with rational coefficients, kept in one canonical form, so
 * that equal dimensions are equal data. A dimension without a name in it is a plain number.
 *
 * Every named size is at least 1 (an axis has at least one element); that is what lets `batch` and `batch + 1` be
 * told apart without a value for `batch`.
 */

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

/** A named size, a quotient rounded down, or a quotient that must divide exactly. */
export type Atom =
  | string
  | {
      readonly rounding: "floor" | "exact";
      readonly dividend: Dimension;
      readonly divisor: Dimension;
    };

/** Sizes by the name of their dimension, in elements. */
export type DimensionBindings = ReadonlyMap<string, number>;

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
  const products: Term[] = [];
  for (const left of termsOf(a)) {
    for (const right of termsOf(b)) products.push(multiplyTerms(left, right));
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
    if (quotients.every((term) => term !== undefined))
      return collect(quotients);
  }
  if (sameDimension(a, b)) return 1;
  return quotientAtom("exact", a, b);
}

/** `a / b` rounded down; `undefined` for a divisor that is 0. Whatever divides evenly is taken out of the rounding. */
export function divideRoundingDown(
  a: Dimension,
  b: Dimension,
): Dimension | undefined {
  if (b === 0) return undefined;
  if (typeof a === "number" && typeof b === "number") return Math.floor(a / b);
  if (typeof b !== "number")
    return sameDimension(a, b) ? 1 : quotientAtom("floor", a, b);
  const whole: Term[] = [];
  const rest: Term[] = [];
  for (const term of termsOf(a)) {
    if (term.factors.length === 0 && term.denominator === 1) {
      whole.push(constantTerm(Math.floor(term.numerator / b)));
      const remainder = term.numerator - b * Math.floor(term.numerator / b);
      if (remainder !== 0) rest.push(constantTerm(remainder));
    } else if (term.denominator === 1 && term.numerator % b === 0) {
      whole.push({ ...term, numerator: term.numerator / b });
    } else rest.push(term);
  }
  const remainder = collect(rest);
  const rounded =
    typeof remainder === "number"
      ? Math.floor(remainder / b)
      : quotientAtom("floor", remainder, b);
  return addDimensions(collect(whole), rounded);
}

/** Whether the two are the same size whatever the names are bound to. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  if (typeof a === "number" || typeof b === "number") return a === b;
  return subtractDimensions(a, b) === 0;
}

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
  let least = 0;
  for (const { numerator, denominator, factors } of dimension.terms) {
    if (numerator < 0 && factors.length > 0) return -Infinity;
    const atLeastOne = factors.every(({ atom }) => typeof atom === "string");
    least += factors.length > 0 && !atLeastOne ? 0 : numerator / denominator;
  }
  return least;
}

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
      const size = formatTerm(Math.abs(coefficient), term.factors);
      if (index === 0) return coefficient < 0 ? `-${size}` : size;
      return coefficient < 0 ? ` - ${size}` : ` + ${size}`;
    })
    .join("");
  if (common === 1) return sum;
  return `${constantsLast.length > 1 ? `(${sum})` : sum} / ${String(common)}`;
}

function formatTerm(coefficient: number, factors: readonly Factor[]): string {
  const spelled = factors.map(({ atom, power }) =>
    power === 1 ? atomKey(atom) : `${atomKey(atom)}^${String(power)}`,
  );
  if (coefficient !== 1 || spelled.length === 0)
    spelled.unshift(String(coefficient));
  return spelled.join(" * ");
}

function atomKey(atom: Atom): string {
  if (typeof atom === "string") return atom;
  const dividend = formatDimension(atom.dividend);
  const divisor = formatDimension(atom.divisor);
  return atom.rounding === "floor"
    ? `floor(${bracketed(dividend)} / ${bracketed(divisor)})`
    : `(${bracketed(dividend)} / ${bracketed(divisor)})`;
}

const bracketed = (text: string): string =>
  text.includes(" ") ? `(${text})` : text;

const factorsKey = (factors: readonly Factor[]): string =>
  factors
    .map(({ atom, power }) => `${atomKey(atom)}^${String(power)}`)
    .join("*");

/** The canonical form of a sum: like terms together, zero terms gone, a lone constant as a number. */
function collect(terms: readonly Term[]): Dimension {
  const byFactors = new Map<string, Term>();
  for (const term of terms) {
    const key = factorsKey(term.factors);
    const before = byFactors.get(key);
    byFactors.set(
      key,
      before
        ? {
            ...fraction(
              before.numerator * term.denominator +
                term.numerator * before.denominator,
              before.denominator * term.denominator,
            ),
            factors: term.factors,
          }
        : term,
    );
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

function multiplyTerms(a: Term, b: Term): Term {
  const powers = new Map<string, Factor>();
  for (const factor of [...a.factors, ...b.factors]) {
    const key = atomKey(factor.atom);
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

function divideTerms(a: Term, b: Term): Term | undefined {
  const factors: Factor[] = [];
  const wanted = new Map(b.factors.map((f) => [atomKey(f.atom), f.power]));
  for (const factor of a.factors) {
    const key = atomKey(factor.atom);
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

function quotientAtom(
  rounding: "floor" | "exact",
  dividend: Dimension,
  divisor: Dimension,
): Dimension {
  const atom: Atom = { rounding, dividend, divisor };
  return {
    terms: [{ numerator: 1, denominator: 1, factors: [{ atom, power: 1 }] }],
  };
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

function excludedByDivisibility(difference: SymbolicDimension): boolean {
  let divisor = 0;
  let constant = 0;
  for (const { numerator, denominator, factors } of difference.terms) {
    if (denominator !== 1) return false;
    if (factors.length === 0) constant = numerator;
    else divisor = greatestCommonDivisor(divisor, Math.abs(numerator));
  }
  return divisor > 1 && constant % divisor !== 0;
}

function fraction(
  numerator: number,
  denominator: number,
): { numerator: number; denominator: number } {
  const divisor =
    greatestCommonDivisor(Math.abs(numerator), Math.abs(denominator)) *
    Math.sign(denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a === 0 ? 1 : a;
}
