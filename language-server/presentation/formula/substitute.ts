/** Formulas in the place of names. */
import { type Formula, parenthesised } from "./formula.js";

/** The formula with other formulas for some of its names; what is put in is not looked at again. */
export function substituted(
  formula: Formula,
  values: ReadonlyMap<string, Formula>,
): Formula {
  const inside = (part: Formula): Formula => substituted(part, values);
  switch (formula.kind) {
    case "name":
      return values.get(formula.text) ?? formula;
    case "number":
    case "text":
      return formula;
    case "chain":
      return { ...formula, terms: formula.terms.map(inside) };
    case "prefixed":
      return { ...formula, operand: inside(formula.operand) };
    case "fraction":
      return {
        ...formula,
        numerator: inside(formula.numerator),
        denominator: inside(formula.denominator),
      };
    case "power":
      return {
        ...formula,
        base: inside(formula.base),
        exponent: inside(formula.exponent),
        // Not everything has raised characters.
        raised: false,
      };
    case "postfixed":
      return { ...formula, base: inside(formula.base) };
    case "call": {
      const given = formula.arguments.map(inside);
      // `sin(x²)`, not `sin x²`.
      const bare = formula.bare && given.every(standsBare);
      return { ...formula, arguments: given, bare };
    }
    case "index":
      return {
        ...formula,
        base: inside(formula.base),
        indices: formula.indices.map(inside),
      };
    case "gradient":
      return { ...formula, of: inside(formula.of), by: inside(formula.by) };
    case "big":
      return { ...formula, body: inside(formula.body) };
    case "root": {
      const body = inside(formula.body);
      return {
        ...formula,
        body: standsBare(body) ? body : parenthesised(body),
      };
    }
    case "fence":
      return { ...formula, items: formula.items.map(inside) };
    case "cases":
      return {
        ...formula,
        value: inside(formula.value),
        condition: inside(formula.condition),
        otherwise: inside(formula.otherwise),
      };
    case "sequence":
      return { ...formula, parts: formula.parts.map(inside) };
  }
}

/** Whether a formula can stand behind a root or a function without parentheses. */
const standsBare = ({ kind }: Formula): boolean =>
  kind !== "power" && kind !== "postfixed";
