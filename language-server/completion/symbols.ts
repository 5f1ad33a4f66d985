/**
 * Characters that few keyboards have, by the names that LaTeX gives them. Typed with a backslash before it, `\sigma`, each
 * is offered; the backslash and the name go. Only characters that a program or its comments can use.
 */
import { type Offer, ranks } from "./offer.js";

export interface TypedSymbol {
  /** Without the backslash. */
  readonly name: string;
  readonly character: string;
  readonly meaning: string;
}

const greek: readonly TypedSymbol[] = Object.entries({
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  iota: "ι",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  rho: "ρ",
  tau: "τ",
  upsilon: "υ",
  phi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Xi: "Ξ",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
}).map(([name, character]) => ({
  name,
  character,
  meaning: "a letter for names",
}));

/** In the order of the list; what the language itself means by the character is said. */
export const typedSymbols: readonly TypedSymbol[] = [
  { name: "partial", character: "∂", meaning: "derivative: ∂L/∂w" },
  {
    name: "approx",
    character: "≈",
    meaning: "equal at the precision written, also ~=",
  },
  {
    name: "sigma",
    character: "σ",
    meaning: "the function sigmoid, or a letter for names",
  },
  { name: "pi", character: "π", meaning: "3.14159…, also pi" },
  { name: "^2", character: "²", meaning: "squared, also ^2" },
  { name: "^3", character: "³", meaning: "cubed, also ^3" },
  { name: "^T", character: "ᵀ", meaning: "the transpose of a matrix, also .T" },
  { name: "cdot", character: "·", meaning: "times, also *" },
  { name: "times", character: "×", meaning: "times, also *" },
  { name: "minus", character: "−", meaning: "minus, also -" },
  {
    name: "hat",
    character: "\u0302",
    meaning: "a hat on the letter before: ŷ",
  },
  {
    name: "bar",
    character: "\u0304",
    meaning: "a bar on the letter before: x̄",
  },
  {
    name: "tilde",
    character: "\u0303",
    meaning: "a tilde on the letter before: W̃",
  },
  {
    name: "dot",
    character: "\u0307",
    meaning: "a dot on the letter before: ẋ",
  },
  {
    name: "vec",
    character: "\u20d7",
    meaning: "an arrow on the letter before: v⃗",
  },
  ...Array.from({ length: 10 }, (_, digit) => ({
    name: `_${String(digit)}`,
    character: String.fromCodePoint(0x2080 + digit),
    meaning: "a subscript in a name: w₁",
  })),
  ...greek,
];

/** @param start where the backslash stands */
export const symbolOffers = (start: number): Offer[] =>
  typedSymbols.map(({ name, character, meaning }, index) => ({
    label: `\\${name}`,
    kind: "symbol",
    rank: index < 15 ? ranks.best : ranks.good,
    note: /\p{M}/u.test(character) ? `◌${character}` : character,
    insert: character,
    filter: `\\${name}`,
    from: start,
    summary: `${/\p{M}/u.test(character) ? `◌${character}` : character}: ${meaning}.`,
  }));
