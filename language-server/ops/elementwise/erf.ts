/**
 * The error function to full double precision. No package was taken: the maintained one, @stdlib/math-base-special-erf,
 * loads native code, which does not run in a browser's worker, and brings twenty packages for one function.
 *
 * For |x| < 1 Maclaurin's series; beyond that erfc(x) = e^(−x²) · g(x) / (1 + 2x), where g is bounded and smooth
 * and is expanded in Chebyshev polynomials of (x − k)/(x + k), k = 3.75 (Shepherd and Laframboise 1981, "Chebyshev
 * approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x < ∞", Mathematics of Computation 36). The coefficients were
 * computed for this file with 50 digits; the first that is left out is 2e-18.
 */

const k = 3.75;

/** Chebyshev coefficients of g, the first one halved. */
const coefficients = Float64Array.of(
  2.3551578691348034 / 2,
  -0.004590054580646478,
  -0.08424913336651792,
  0.05920993999819189,
  -0.026658668435305753,
  0.009074997670705265,
  -0.002413163540417608,
  0.0004907758365258086,
  -0.00006916973302501207,
  0.00000413902798607301,
  7.74038306619849e-7,
  -2.1886401049234397e-7,
  1.076499946567091e-8,
  4.521959811218287e-9,
  -7.754400208831351e-10,
  -6.318088340886684e-11,
  2.86879501093067e-11,
  1.9455868545777347e-13,
  -9.65469674843344e-13,
  3.25254814814874e-14,
  3.3478119482868056e-14,
  -1.864562880419313e-15,
  -1.2507950530688648e-15,
  7.418235256624044e-17,
  5.068148904796111e-17,
);

/** erf(x) = 2/√π ∫₀ˣ e^(−t²) dt. */
export function errorFunction(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) < 1) return maclaurin(x);
  return x > 0 ? 1 - upperTail(x) : upperTail(-x) - 1;
}

/** erfc(x) = 1 − erf(x), without the cancellation for large x. */
export function complementaryErrorFunction(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) < 1) return 1 - maclaurin(x);
  return x > 0 ? upperTail(x) : 2 - upperTail(-x);
}

/** Φ(x): the chance that a standard normal number is below x. */
export function normalCumulative(x: number): number {
  return 0.5 * complementaryErrorFunction(-x * Math.SQRT1_2);
}

/** erf for |x| < 1, where the series' terms fall at once: 2/√π Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)). */
function maclaurin(x: number): number {
  const square = x * x;
  let power = x;
  let sum = x;
  for (let n = 1; n <= 18; n++) {
    power *= -square / n;
    sum += power / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** erfc for x ≥ 1. */
function upperTail(x: number): number {
  if (x > 27) return 0;
  const t = (x - k) / (x + k);
  // Clenshaw's recurrence.
  let next = 0;
  let afterNext = 0;
  for (let i = coefficients.length - 1; i > 0; i--) {
    const current = 2 * t * next - afterNext + (coefficients[i] ?? 0);
    afterNext = next;
    next = current;
  }
  const g = t * next - afterNext + (coefficients[0] ?? 0);
  return (Math.exp(-x * x) * g) / (1 + 2 * x);
}
