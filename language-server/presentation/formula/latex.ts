/**
 * A formula as LaTeX for `$…$` in Markdown, in the commands that KaTeX knows. It holds no `|`, `$`, `<` or back quote,
 * which mean something to Markdown around it.
 */
import { type Formula, type Operator, withoutFence } from "./formula.js";
import { latexCharacter, latexName, latexText } from "./latex-text.js";
import { latexOperator, numberParts } from "./operators.js";

export function toLatex(formula: Formula): string {
  switch (formula.kind) {
    case "number":
      return latexNumber(formula.text);
    case "name":
      return latexName(formula.text, formula.isFunction);
    case "text":
      return latexText(formula.text);
    case "chain":
      return formula.terms
        .map((term, index) => {
          const before = formula.operators[index - 1];
          return `${before ? ` ${between(before)} ` : ""}${toLatex(term)}`;
        })
        .join("")
        .replaceAll("  ", " ");
    case "prefixed":
      return `${latexOperator(formula.operator) ?? ""} ${toLatex(formula.operand)}`;
    case "fraction":
      return fraction(
        toLatex(withoutFence(formula.numerator)),
        toLatex(withoutFence(formula.denominator)),
      );
    case "power":
      return `${raisable(formula.base)}^{${toLatex(withoutFence(formula.exponent))}}`;
    case "postfixed":
      return formula.operator === "′"
        ? `${raisable(formula.base)}'`
        : `${raisable(formula.base)}^{\\mathsf{T}}`;
    case "call": {
      const given = formula.arguments.map(toLatex);
      const callee = toLatex(formula.callee);
      return formula.bare
        ? `${callee} ${given.join(" ")}`
        : `${callee}${fenced("(", given, ")")}`;
    }
    case "index":
      return `${toLatex(formula.base)}${fenced("[", formula.indices.map(toLatex), "]")}`;
    case "gradient":
      return fraction(
        `\\partial ${toLatex(formula.of)}`,
        `\\partial ${toLatex(formula.by)}`,
      );
    case "big": {
      const { symbol, lower, upper, body } = formula;
      const below = lower ? `_{${toLatex(lower)}}` : "";
      const above = upper ? `^{${toLatex(upper)}}` : "";
      return `${latexOperator(symbol) ?? ""}${below}${above} ${toLatex(body)}`;
    }
    case "root":
      return `\\sqrt{${toLatex(withoutFence(formula.body))}}`;
    case "fence": {
      const [open, close] = delimiters[formula.fence];
      return fenced(open, formula.items.map(toLatex), close);
    }
    case "cases": {
      const { value, keyword, condition, otherwise } = formula;
      return (
        `\\begin{cases} ${toLatex(value)} & ${latexText(`${keyword} `)} ${toLatex(condition)} ` +
        `\\\\ ${toLatex(otherwise)} & \\text{else} \\end{cases}`
      );
    }
    case "sequence":
      return formula.parts
        .map((part, index) => {
          const separator = formula.separators[index - 1];
          const before = separator === undefined ? "" : latexText(separator);
          return `${before}${toLatex(part)}`;
        })
        .join("");
  }
}

const delimiters = {
  "()": ["(", ")"],
  "[]": ["[", "]"],
  "||": ["\\lvert", "\\rvert"],
  "⌊⌋": ["\\lfloor", "\\rfloor"],
  "⌈⌉": ["\\lceil", "\\rceil"],
} as const;

/** The base of a power: in braces unless it is a single symbol. */
const raisable = (base: Formula): string => {
  const isSingle = base.kind === "name" || base.kind === "fence";
  return isSingle ? toLatex(base) : `{${toLatex(base)}}`;
};

const fraction = (numerator: string, denominator: string): string =>
  `\\frac{${numerator}}{${denominator}}`;

const fenced = (
  open: string,
  items: readonly string[],
  close: string,
): string => {
  const inside = items.join(", ");
  const isTall = /\\(?:t?frac|sum|prod|int|sqrt|begin)\b/.test(inside);
  if (isTall) return `\\left${open} ${inside} \\right${close}`;
  return `${open}${open.startsWith("\\") ? " " : ""}${inside}${close}`;
};

function between({ symbol, spaced }: Operator): string {
  if (symbol === "") return spaced ? "\\," : "";
  if (symbol === "∗ᵀ") return "\\mathbin{\\ast^{\\mathsf{T}}}";
  return latexOperator(symbol) ?? latexText(symbol);
}

function latexNumber(text: string): string {
  if (text === "½") return "\\tfrac{1}{2}";
  if (text === "∞") return "\\infty";
  if (text === "…") return "\\dots";
  const { mantissa, exponent } = numberParts(text);
  const digits = Array.from(mantissa, latexCharacter).join("");
  return exponent === undefined
    ? digits
    : `${digits} \\cdot 10^{${exponent.replace("−", "-")}}`;
}
