/**
 * Numbers as text: for people (rounded to a few significant digits, minus sign U+2212) and for programs (every digit,
 * a minus that can be typed).
 */

/** How many significant digits people see unless the setting `nn.display.digits` says otherwise. */
export const defaultDigits = 4;

/** From here on a whole number is too long to be read at a glance. */
const largestPlainWhole = 1e6;
const largestPlain = 1e4;
const smallestPlain = 1e-4;

/**
 * A number as people read it: `−0.04283`, `15500`, `1.55e6`, `4.54e-5`, `∞`. Whole numbers below 10⁶ are whole, others are
 * rounded to `digits` significant digits without trailing zeros; from 10⁴ on and below 10⁻⁴ they take the exponent form.
 */
export function formatNumber(value: number, digits = defaultDigits): string {
  if (Number.isNaN(value)) return "NaN";
  const size = formatSize(Math.abs(value), digits);
  return value < 0 && size !== "0" ? `−${size}` : size;
}

/** The shortest text that a program reads back as the very same number; `inf` and `nan` for what is not finite. */
export function copyableNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  return Object.is(value, -0) ? "0" : String(value).replace("e+", "e");
}

/** Every digit, for people: `0.001`, `1e-5`. */
export function formatInFull(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const isSmall = value !== 0 && Math.abs(value) < smallestPlain;
  const digits = isSmall ? value.toExponential() : copyableNumber(value);
  return digits.replace(/^-/, "−");
}

/**
 * Two numbers with as many digits as it takes to tell them apart, at least `digits`: for a check that fails although
 * both sides look the same at first sight.
 */
export function formatApart(
  a: number,
  b: number,
  digits = defaultDigits,
): [string, string] {
  for (let shown = digits; shown < 17; shown++) {
    const pair: [string, string] = [
      formatNumber(a, shown),
      formatNumber(b, shown),
    ];
    if (pair[0] !== pair[1]) return pair;
  }
  return [formatInFull(a), formatInFull(b)];
}

function formatSize(size: number, digits: number): string {
  if (size === Infinity) return "∞";
  if (size === 0) return "0";
  if (Number.isInteger(size) && size < largestPlainWhole) return String(size);
  const plain = size.toPrecision(digits);
  const rounded = Number(plain);
  if (rounded >= largestPlain || rounded < smallestPlain) {
    const [mantissa = "", exponent = ""] = size
      .toExponential(digits - 1)
      .split("e");
    return `${withoutTrailingZeros(mantissa)}e${exponent.replace("+", "")}`;
  }
  // A number with more whole digits than `digits` takes the exponent form there.
  return plain.includes("e") ? String(rounded) : withoutTrailingZeros(plain);
}

function withoutTrailingZeros(text: string): string {
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text[end - 1] === "0") end--;
  return text.slice(0, text[end - 1] === "." ? end - 1 : end);
}
