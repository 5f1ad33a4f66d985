/** How the operators of the plain notation are typeset. */

interface Typeset {
  /** Omitted where it is the character itself. */
  readonly mathml?: string;
  readonly latex: string;
}

const typeset: Readonly<Record<string, Typeset | undefined>> = {
  "+": { latex: "+" },
  "−": { latex: "-" },
  "-": { mathml: "−", latex: "-" },
  "·": { mathml: "⋅", latex: "\\cdot" },
  "*": { mathml: "⋅", latex: "\\cdot" },
  "×": { mathml: "⋅", latex: "\\cdot" },
  "@": { latex: "\\mathbin{\\char64}" },
  "⊗": { latex: "\\otimes" },
  "⊙": { latex: "\\odot" },
  "∗": { latex: "\\ast" },
  "∂": { latex: "\\partial" },
  "=": { latex: "=" },
  "==": { latex: "=\\mathrel{=}" },
  "!=": { mathml: "≠", latex: "\\neq" },
  "≠": { latex: "\\neq" },
  "<": { latex: "\\lt" },
  ">": { latex: "\\gt" },
  "<=": { mathml: "≤", latex: "\\leq" },
  "≤": { latex: "\\leq" },
  ">=": { mathml: "≥", latex: "\\geq" },
  "≥": { latex: "\\geq" },
  "≈": { latex: "\\approx" },
  "~=": { mathml: "≈", latex: "\\approx" },
  "+=": { latex: "\\mathrel{+}=" },
  "|>": { mathml: "▷", latex: "\\triangleright" },
  Σ: { mathml: "∑", latex: "\\sum" },
  Π: { mathml: "∏", latex: "\\prod" },
  "∫": { latex: "\\int" },
};

export const mathmlOperator = (symbol: string): string =>
  typeset[symbol]?.mathml ?? symbol;

/** Absent for what has no command. */
export const latexOperator = (symbol: string): string | undefined =>
  typeset[symbol]?.latex;

/** Mantissa and exponent of `1.55e6`; without an exponent the number as people read it. */
export function numberParts(text: string): {
  readonly mantissa: string;
  readonly exponent?: string;
} {
  const [mantissa = "", exponent] = text.replaceAll("_", "").split(/e/i);
  return exponent === undefined
    ? { mantissa }
    : { mantissa, exponent: exponent.replace("-", "−").replace("+", "") };
}
