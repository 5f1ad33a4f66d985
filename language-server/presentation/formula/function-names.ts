/** Names that are functions where a parenthesis follows; any other name is then a factor: `a1(1 − a1)`. */
import { initialisers, overloadsOf } from "../../ops/registry.js";

/** Functions of formulas that no program can call by that name. */
const ofFormulas = new Set(
  "σ Φ φ ln N U onehot arcsin arccos arctan var concat".split(" "),
);

export const isFunctionName = (name: string): boolean =>
  ofFormulas.has(name) ||
  initialisers.has(name) ||
  overloadsOf(name).length > 0;

/** Functions whose argument may stand without parentheses: `ln x`. */
export const bareFunctions: ReadonlySet<string> = new Set(
  "ln sin cos tan arcsin arccos arctan sinh cosh tanh mean max min sign".split(
    " ",
  ),
);
