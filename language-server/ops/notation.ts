/** How numbers are spelled inside formulas that people read: a true minus sign, exponents as superscripts. */

const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `−0.5`, `3`. */
export function readableNumber(value: number): string {
  if (value === Infinity) return "∞";
  if (value === -Infinity) return "−∞";
  return String(value).replaceAll("-", "−");
}

/** The exponent as it stands behind its base: `²`, `⁻¹`; `^0.5` where it is not whole. */
export function superscript(exponent: number): string {
  if (!Number.isInteger(exponent)) return `^${readableNumber(exponent)}`;
  return String(exponent)
    .replaceAll(/\d/g, (digit) => digits[Number(digit)] ?? digit)
    .replaceAll("-", "⁻");
}
