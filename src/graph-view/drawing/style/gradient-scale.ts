/**
 * How the size of a gradient is seen on a wire: a step for each power of ten from 10⁻⁴ to 10⁴, in colour and width. The
 * scale is the same in every picture, so that pictures can be compared, and 1 is in its middle: what vanishes turns thin
 * and blue, what explodes thick and red.
 */
import type { Quantity } from "../../../../language-server/graph/graph-model.js";

/** The decade of the first and of the last step. */
const smallest = -4;
const largest = 4;

export interface ScaleStep {
  readonly index: number;
  /** The power of ten around which its gradients lie. */
  readonly decade: number;
  /** Of the line, in pixels. */
  readonly width: number;
}

export const scaleSteps: readonly ScaleStep[] = Array.from(
  { length: largest - smallest + 1 },
  (_, index) => ({ index, decade: smallest + index, width: 1 + index * 0.5 }),
);

/**
 * - a number: the index of a step
 * - `dead`: the gradient is 0, nothing behind it learns
 * - `broken`: it, or the value that the wire carries, has an element that is NaN or infinite
 * - `unknown`: there is no gradient
 */
export type GradientLook = number | "dead" | "broken" | "unknown";

export function lookOf(
  gradient: Pick<Quantity, "magnitude" | "broken"> | undefined,
  value?: Pick<Quantity, "broken">,
): GradientLook {
  if (gradient?.broken === true || value?.broken === true) return "broken";
  if (!gradient) return "unknown";
  if (gradient.magnitude === 0) return "dead";
  const decade = Math.round(Math.log10(gradient.magnitude));
  return Math.min(Math.max(decade, smallest), largest) - smallest;
}

/** The class of a wire that looks so, see the style sheet. */
export const lookClass = (look: GradientLook): string =>
  typeof look === "number" ? `step-${look}` : look;
