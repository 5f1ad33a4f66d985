/**
 * Normalisation of groups: out = w · x̂ + b with x̂ = (x − μ) · ρ. For each group `saved` keeps its centre μ and its
 * inverse spread ρ = 1 / √(σ² + eps), so that the backward pass does not compute them again.
 */
import type { GroupLayout } from "./groups.js";

/** How a group's centre and inverse spread come about. */
export type Statistics =
  /** Mean and variance of the group itself. */
  | "deviation"
  /** Centre 0, and the root of the mean square. */
  | "root mean square"
  /** Given from outside, so that they do not change with the group's elements. */
  | "given";

/** Fills `saved` with centre and inverse spread of each group. */
export function saveStatistics(
  x: Float64Array,
  layout: GroupLayout,
  statistics: "deviation" | "root mean square",
  eps: number,
  saved: Float64Array,
): void {
  const { groups, runs, length, runStride, startOf } = layout;
  const count = runs * length;
  for (let group = 0; group < groups; group++) {
    const start = startOf(group);
    let centre = 0;
    if (statistics === "deviation") {
      for (let run = 0; run < runs; run++) {
        const from = start + run * runStride;
        for (let at = from; at < from + length; at++) centre += x[at] ?? 0;
      }
      centre /= count;
    }
    let squares = 0;
    for (let run = 0; run < runs; run++) {
      const from = start + run * runStride;
      for (let at = from; at < from + length; at++) {
        const deviation = (x[at] ?? 0) - centre;
        squares += deviation * deviation;
      }
    }
    saved[2 * group] = centre;
    saved[2 * group + 1] = 1 / Math.sqrt(squares / count + eps);
  }
}

/** Writes w · x̂ + b; without a bias b is 0. */
export function normalise(
  x: Float64Array,
  weight: Float64Array,
  bias: Float64Array | undefined,
  layout: GroupLayout,
  saved: Float64Array,
  output: Float64Array,
): void {
  const { groups, runs, length, runStride, startOf, weightOf, weightStride } =
    layout;
  for (let group = 0; group < groups; group++) {
    const centre = saved[2 * group] ?? 0;
    const inverse = saved[2 * group + 1] ?? 1;
    for (let run = 0; run < runs; run++) {
      let at = startOf(group) + run * runStride;
      let own = weightOf(group, run);
      for (let i = 0; i < length; i++, at++, own += weightStride)
        output[at] =
          ((x[at] ?? 0) - centre) * inverse * (weight[own] ?? 0) +
          (bias?.[own] ?? 0);
    }
  }
}

/**
 * Adds ∂x. With u = w · upstream and n elements in the group: ρ(u − Σu/n − x̂ · Σ(u x̂)/n); the first sum is left out
 * where the centre is fixed at 0, both are where the statistics are given.
 */
export function addGradientOfOperand(
  x: Float64Array,
  weight: Float64Array,
  layout: GroupLayout,
  saved: Float64Array,
  statistics: Statistics,
  upstream: Float64Array,
  gradient: Float64Array,
): void {
  const { groups, runs, length, runStride, startOf, weightOf, weightStride } =
    layout;
  const count = runs * length;
  for (let group = 0; group < groups; group++) {
    const centre = saved[2 * group] ?? 0;
    const inverse = saved[2 * group + 1] ?? 1;
    let meanUp = 0;
    let meanProduct = 0;
    if (statistics !== "given") {
      for (let run = 0; run < runs; run++) {
        let at = startOf(group) + run * runStride;
        let own = weightOf(group, run);
        for (let i = 0; i < length; i++, at++, own += weightStride) {
          const up = (upstream[at] ?? 0) * (weight[own] ?? 0);
          meanUp += up;
          meanProduct += up * ((x[at] ?? 0) - centre) * inverse;
        }
      }
      meanUp = statistics === "deviation" ? meanUp / count : 0;
      meanProduct /= count;
    }
    for (let run = 0; run < runs; run++) {
      let at = startOf(group) + run * runStride;
      let own = weightOf(group, run);
      for (let i = 0; i < length; i++, at++, own += weightStride) {
        const up = (upstream[at] ?? 0) * (weight[own] ?? 0);
        const normal = ((x[at] ?? 0) - centre) * inverse;
        gradient[at] =
          (gradient[at] ?? 0) + inverse * (up - meanUp - normal * meanProduct);
      }
    }
  }
}

/** Adds ∂weight (upstream · x̂) or, with `ofBias`, ∂bias (upstream), summed over what shares them. */
export function addGradientOfParameter(
  x: Float64Array,
  layout: GroupLayout,
  saved: Float64Array,
  ofBias: boolean,
  upstream: Float64Array,
  gradient: Float64Array,
): void {
  const { groups, runs, length, runStride, startOf, weightOf, weightStride } =
    layout;
  for (let group = 0; group < groups; group++) {
    const centre = saved[2 * group] ?? 0;
    const inverse = saved[2 * group + 1] ?? 1;
    for (let run = 0; run < runs; run++) {
      let at = startOf(group) + run * runStride;
      let own = weightOf(group, run);
      for (let i = 0; i < length; i++, at++, own += weightStride) {
        const factor = ofBias ? 1 : ((x[at] ?? 0) - centre) * inverse;
        gradient[own] = (gradient[own] ?? 0) + (upstream[at] ?? 0) * factor;
      }
    }
  }
}

/** Adds the gradient of given means or, with `ofVariance`, of given variances; one number where all groups share it. */
export function addGradientOfGiven(
  x: Float64Array,
  weight: Float64Array,
  layout: GroupLayout,
  saved: Float64Array,
  ofVariance: boolean,
  upstream: Float64Array,
  gradient: Float64Array,
): void {
  const { groups, runs, length, runStride, startOf, weightOf } = layout;
  for (let group = 0; group < groups; group++) {
    const centre = saved[2 * group] ?? 0;
    const inverse = saved[2 * group + 1] ?? 1;
    let sum = 0;
    for (let run = 0; run < runs; run++) {
      let at = startOf(group) + run * runStride;
      const scale = weight[weightOf(group, run)] ?? 0;
      for (let i = 0; i < length; i++, at++) {
        const up = (upstream[at] ?? 0) * scale;
        sum += ofVariance
          ? -0.5 * up * ((x[at] ?? 0) - centre) * inverse ** 3
          : -up * inverse;
      }
    }
    const own = gradient.length === 1 ? 0 : group;
    gradient[own] = (gradient[own] ?? 0) + sum;
  }
}
