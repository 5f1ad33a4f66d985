/** What people write from mathematics or from other tools, and what the language calls it. */
import type { Scope } from "./scope.js";

const functionNames: Readonly<Record<string, string>> = {
  ln: "`log(x)`, the natural logarithm",
  pow: "`x^y`",
  power: "`x^y`",
  sqr: "`x²` or `x^2`",
  square: "`x²` or `x^2`",
  matmul: "`a @ b`",
  multiply: "`a * b`",
  linear: "`dense(x, units)`",
  conv: "`conv2d` or `conv1d`",
  average: "`mean(x)`",
  avg: "`mean(x)`",
  maximum: "`max(a, b)`",
  minimum: "`min(a, b)`",
  logistic: "`sigmoid(x)` or `σ(x)`",
  sigma: "`sigmoid(x)` or `σ(x)`",
  concatenate: "`concat(a, b, axis: 0)`",
  cat: "`concat(a, b, axis: 0)`",
  permute: "`transpose(x, axes)`",
  view: "`reshape(x, [..])`",
  expand: "`broadcast_to(x, [..])`",
  clamp: "`clip(x, lo, hi)`",
  diff: "`∂L/∂x` or `grad(L, x)`",
};

const valueNames: Readonly<Record<string, string>> = {
  e: "For the exponential write `exp(x)`, for the number `exp(1)`.",
  None: "A new axis is made by `unsqueeze(x, axis)`.",
  nan: "There is no literal for NaN; infinity is `inf`.",
  infinity: "Infinity is `inf`.",
  True: "A switch is `true` or `false`; for a number write 1.",
  False: "A switch is `true` or `false`; for a number write 0.",
};

/** A sentence about a function that is called something else here. */
export function functionAdvice(name: string): string | undefined {
  const known = name.toLowerCase();
  const spelling = Object.hasOwn(functionNames, known)
    ? functionNames[known]
    : undefined;
  return spelling && `Here it is ${spelling}.`;
}

/** A sentence about a name that is no value: `dL` is meant for a derivative where `L` is a value. */
export function valueAdvice(name: string, scope: Scope): string | undefined {
  if (Object.hasOwn(valueNames, name)) return valueNames[name];
  const differentiated = /^d(?<of>.+)$/u.exec(name)?.groups?.["of"];
  return differentiated && scope.lookUp(differentiated)
    ? "A derivative is written `∂L/∂x`, or `grad(L, x)`."
    : undefined;
}
