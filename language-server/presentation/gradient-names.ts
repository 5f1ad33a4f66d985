/** How gradients are written: `∂L/∂w`, with the objective's own name. */
import type { Formula } from "./formula/formula.js";
import { parseFormula } from "./formula/parse.js";

/** The gradient of `objective` by `name`; what is neither a name nor a call is put in parentheses. */
export function gradientName(objective: string, name: string): string {
  return `∂${denominator(objective)}/∂${denominator(name)}`;
}

/** The same as a formula. */
export const gradientFormula = (objective: string, name: string): Formula => ({
  kind: "gradient",
  of: parseFormula(denominator(objective)),
  by: parseFormula(denominator(name)),
});

/** How much of a gradient has come back at a step of a trace: `so far, 1 of 2 contributions`. */
export const soFar = (come: number, all: number): string =>
  `so far, ${come} of ${all} contributions`;

/** `∂L/∂d²` would be the square of `∂L/∂d`, `∂L/∂Z.T` the transpose of `∂L/∂Z`. */
const denominator = (label: string): string =>
  /[²³ᵀ]$|\.T$|^\(/.test(label) ? `(${label})` : atom(label);

/** A label that can stand as a factor: a name, a number or a call as it is, anything else in parentheses. */
export function atom(label: string): string {
  return isAtom(label) ? label : `(${label})`;
}

/** Without one of these a label is one thing, as most are; what is cut may have lost one, or the end of a bracket. */
const operators = /[\s+\-−*·×/@^|<>=!∂…]/;

/** Also `1e-6`. */
const unsignedNumber = /^[\d.]+(?:e-?\d+)?$/;

/** Whether a label reads as one thing beside an operator. */
export function isAtom(label: string): boolean {
  if (!operators.test(label) || unsignedNumber.test(label)) return true;
  let depth = 0;
  for (const [index, character] of Array.from(label).entries()) {
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (depth === 0 && index > 0 && /[\s+\-−*·×/@^|<>=!]/.test(character))
      return false;
    else if (depth === 0 && index === 0 && /[-−∂]/.test(character))
      return false;
  }
  // What is cut may have lost the end of a bracket.
  return depth === 0;
}
