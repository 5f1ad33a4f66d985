/**
 * A formula as a tree, from which text, MathML and LaTeX are written. It keeps how the text spells things (spaces around
 * an operator, parentheses), so that the text is written back as it was read.
 */

export type Formula =
  | FormulaNumber
  | Name
  | Text
  | Chain
  | Prefixed
  | Fraction
  | Power
  | Postfixed
  | Call
  | Index
  | Gradient
  | BigOperator
  | Root
  | Fence
  | Cases
  | Sequence;

/** `0.235`, `1_000`, `1.55e6`, `½`, `∞`, `…`. */
export interface FormulaNumber {
  readonly kind: "number";
  readonly text: string;
}

/** `z1`, `h.weight`, `xᵢ`, `x̂`, `σ`. */
export interface Name {
  readonly kind: "name";
  /** As written. */
  readonly text: string;
  /** Whether it is a function's. */
  readonly isFunction?: boolean;
}

/** Words of people, and what could not be understood. */
export interface Text {
  readonly kind: "text";
  readonly text: string;
  /** Whether it was meant as words; otherwise the text was not understood. */
  readonly isWords: boolean;
}

/** An operator between two terms. */
export interface Operator {
  /** As written; empty where factors stand side by side. */
  readonly symbol: string;
  readonly spaced: boolean;
}

export type Precedence = "relation" | "sum" | "product";

/** `a + b − c`, `2 · x`, `q kᵀ`, `lo ≤ x ≤ hi`: terms with an operator between each and the next. */
export interface Chain {
  readonly kind: "chain";
  readonly precedence: Precedence;
  readonly terms: readonly Formula[];
  /** One fewer than terms. */
  readonly operators: readonly Operator[];
}

/** `−x`, `∂gates`. */
export interface Prefixed {
  readonly kind: "prefixed";
  readonly operator: string;
  readonly operand: Formula;
}

export interface Fraction {
  readonly kind: "fraction";
  readonly numerator: Formula;
  readonly denominator: Formula;
  readonly spaced: boolean;
}

/** `x²`, `e⁻ˣ`, `a^b`. */
export interface Power {
  readonly kind: "power";
  readonly base: Formula;
  readonly exponent: Formula;
  /** Whether the exponent stands in superscript characters instead of behind a `^`. */
  readonly raised: boolean;
}

/** `Wᵀ`, `W.T`, `relu′`. */
export interface Postfixed {
  readonly kind: "postfixed";
  readonly base: Formula;
  readonly operator: "ᵀ" | ".T" | "′";
}

/** `σ(z)`, `ln x`. */
export interface Call {
  readonly kind: "call";
  readonly callee: Formula;
  readonly arguments: readonly Formula[];
  /** Whether the argument stands without parentheses. */
  readonly bare: boolean;
}

/** `W[0, 1]`. */
export interface Index {
  readonly kind: "index";
  readonly base: Formula;
  readonly indices: readonly Formula[];
}

/** `∂L/∂w`. */
export interface Gradient {
  readonly kind: "gradient";
  readonly of: Formula;
  readonly by: Formula;
}

/** `Σₖ aᵢₖ bₖⱼ`, `∫₀ˣ e^(−t²) dt`. */
export interface BigOperator {
  readonly kind: "big";
  readonly symbol: "Σ" | "Π" | "∫";
  readonly lower?: Formula;
  readonly upper?: Formula;
  readonly body: Formula;
}

export interface Root {
  readonly kind: "root";
  readonly body: Formula;
}

export type FenceKind = "()" | "[]" | "||" | "⌊⌋" | "⌈⌉";

/** `(a + b)`, `[1, 2]`, `|x|`: with several items a tuple or a vector. */
export interface Fence {
  readonly kind: "fence";
  readonly fence: FenceKind;
  readonly items: readonly Formula[];
}

/** `1 if x > 0, else slope`. */
export interface Cases {
  readonly kind: "cases";
  readonly value: Formula;
  /** `if`, `where`, `at`. */
  readonly keyword: string;
  readonly condition: Formula;
  readonly otherwise: Formula;
}

/** Formulas and words one behind the other; `separators` has what stands before each but the first: a space or `, `. */
export interface Sequence {
  readonly kind: "sequence";
  readonly parts: readonly Formula[];
  readonly separators: readonly string[];
}

export const words = (text: string): Text => ({
  kind: "text",
  text,
  isWords: true,
});

export const notUnderstood = (text: string): Text => ({
  kind: "text",
  text,
  isWords: false,
});

/** A number as formatNumber writes it. */
export const numberFormula = (text: string): Formula =>
  text.startsWith("−")
    ? {
        kind: "prefixed",
        operator: "−",
        operand: { kind: "number", text: text.slice(1) },
      }
    : { kind: "number", text };

/** The terms with the operator between them; a single term is itself. */
export function chained(
  terms: readonly Formula[],
  symbol: string,
  precedence: Precedence,
): Formula {
  const [only] = terms;
  if (only && terms.length === 1) return only;
  return {
    kind: "chain",
    precedence,
    terms,
    operators: terms.slice(1).map(() => ({ symbol, spaced: true })),
  };
}

export const parenthesised = (item: Formula): Fence => ({
  kind: "fence",
  fence: "()",
  items: [item],
});

/** The formula without the parentheses around it, for where a rule or a bar groups it. */
export const withoutFence = (formula: Formula): Formula => {
  if (formula.kind !== "fence" || formula.fence !== "()") return formula;
  const [only] = formula.items;
  return only && formula.items.length === 1 ? only : formula;
};

/** Whether the formula can be a factor as it stands: `2 · x`, `a1(1 − a1)`, but not `a − b`. */
export function isFactor(formula: Formula): boolean {
  switch (formula.kind) {
    case "chain":
      return formula.precedence === "product" && formula.terms.every(isFactor);
    case "prefixed":
      return formula.operator === "∂";
    case "fraction":
    case "cases":
    case "sequence":
    case "text":
      return false;
    default:
      return true;
  }
}

/** All formulas directly inside this one, in the order of the text. */
export function partsOf(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case "number":
    case "name":
    case "text":
      return [];
    case "chain":
      return formula.terms;
    case "prefixed":
      return [formula.operand];
    case "fraction":
      return [formula.numerator, formula.denominator];
    case "power":
      return [formula.base, formula.exponent];
    case "postfixed":
      return [formula.base];
    case "call":
      return [formula.callee, ...formula.arguments];
    case "index":
      return [formula.base, ...formula.indices];
    case "gradient":
      return [formula.of, formula.by];
    case "big":
      return [
        ...(formula.lower ? [formula.lower] : []),
        ...(formula.upper ? [formula.upper] : []),
        formula.body,
      ];
    case "root":
      return [formula.body];
    case "fence":
      return formula.items;
    case "cases":
      return [formula.value, formula.condition, formula.otherwise];
    case "sequence":
      return formula.parts;
  }
}
