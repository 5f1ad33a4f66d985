/** A formula as plain text, spelled as it was read: `∂L/∂a1 · a1(1 − a1)`. */
import { subscriptOf, superscriptOf } from "./characters.js";
import type { Formula } from "./formula.js";

export function plainText(formula: Formula): string {
  switch (formula.kind) {
    case "number":
    case "name":
    case "text":
      return formula.text;
    case "chain": {
      const { terms, operators } = formula;
      return terms
        .map((term, index) => {
          const operator = operators[index - 1];
          return `${operator ? between(operator) : ""}${plainText(term)}`;
        })
        .join("");
    }
    case "prefixed":
      return `${formula.operator}${plainText(formula.operand)}`;
    case "fraction": {
      const { numerator, denominator, spaced } = formula;
      const slash = between({ symbol: "/", spaced });
      return `${plainText(numerator)}${slash}${plainText(denominator)}`;
    }
    case "power": {
      const { base, exponent, raised } = formula;
      const text = plainText(exponent);
      return `${plainText(base)}${raised ? superscriptOf(text) : `^${text}`}`;
    }
    case "postfixed":
      return `${plainText(formula.base)}${formula.operator}`;
    case "call": {
      const { callee, bare } = formula;
      const given = list(formula.arguments);
      return `${plainText(callee)}${bare ? ` ${given}` : `(${given})`}`;
    }
    case "index":
      return `${plainText(formula.base)}[${list(formula.indices)}]`;
    case "gradient":
      return `∂${plainText(formula.of)}/∂${plainText(formula.by)}`;
    case "big": {
      const { symbol, lower, upper, body } = formula;
      const below = lower ? subscriptOf(plainText(lower)) : "";
      const above = upper ? superscriptOf(plainText(upper)) : "";
      return `${symbol}${below}${above} ${plainText(body)}`;
    }
    case "root":
      return `√${plainText(formula.body)}`;
    case "fence": {
      const [open = "", close = ""] = formula.fence;
      return `${open}${list(formula.items)}${close}`;
    }
    case "cases": {
      const { value, keyword, condition, otherwise } = formula;
      return `${plainText(value)} ${keyword} ${plainText(condition)}, else ${plainText(otherwise)}`;
    }
    case "sequence": {
      const { parts, separators } = formula;
      return parts
        .map(
          (part, index) => `${separators[index - 1] ?? ""}${plainText(part)}`,
        )
        .join("");
    }
  }
}

const list = (items: readonly Formula[]): string =>
  items.map(plainText).join(", ");

const between = ({
  symbol,
  spaced,
}: {
  readonly symbol: string;
  readonly spaced: boolean;
}): string => {
  if (symbol === "") return spaced ? " " : "";
  return spaced ? ` ${symbol} ` : symbol;
};
