/** The operator `^` and the cases in which a power has its own rules: 0 and 1 as base, 0 as exponent. */
import { binary } from "./elementwise/build.js";
import { readableNumber, superscript } from "./notation.js";

export const power = binary({
  family: "arithmetic",
  callable: false,
  name: "power",
  summary: "A number raised to a power, element by element.",
  formula: "aᵇ",
  notation: "{0}^{1}",
  forward: raise,
  partials: [
    (a, b) => (b === 0 ? 0 : b * raise(a, b - 1)),
    // PyTorch's: 0 to a power that is not negative does not change with the exponent.
    (a, b, out) => (a === 0 && b >= 0 ? 0 : out * Math.log(a)),
  ],
  formulas: [
    {
      local: "{1} · {0}^({1} − 1)",
      localOfLiterals: ([, exponent]) =>
        exponent === undefined ? undefined : derivativeByBase(exponent),
      convention:
        "at {0} = 0 with an exponent between 0 and 1 the derivative is ∞",
    },
    { local: "{0}^{1} · ln {0}" },
  ],
  kink: (a, b) => a === 0 && b < 1 && b > 0,
});

/** As IEEE 754 and PyTorch have it; JavaScript alone makes 1^NaN and (±1)^∞ NaN. */
function raise(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (base === -1 && Math.abs(exponent) === Infinity) return 1;
  // The commonest exponent, exactly rounded.
  return exponent === 2 ? base * base : Math.pow(base, exponent);
}

/** Template of the derivative by the base for a literal exponent: `2 · {0}`, `3 · {0}²`, `−1 · {0}^−2`. */
function derivativeByBase(exponent: number): string {
  if (exponent === 0) return "0";
  if (exponent === 1) return "1";
  if (exponent === 2) return "2 · {0}";
  return `${readableNumber(exponent)} · {0}${superscript(exponent - 1)}`;
}
