/** The comparisons `== != < <= > >=`, exact and elementwise: 1 where they hold, else 0. Their derivative is 0. */
import { binary } from "./elementwise/build.js";
import type { ElementwiseOperation, Operation } from "./operation.js";

function comparison(
  name: string,
  symbol: string,
  holds: (a: number, b: number) => boolean,
): ElementwiseOperation {
  const formula = {
    local: "0",
    convention: "the derivative of a comparison is 0, also where it switches",
  };
  return binary({
    family: "comparison",
    callable: false,
    name,
    summary: `1 where a ${symbol} b holds, else 0.`,
    formula: `a ${symbol} b`,
    notation: `{0} ${symbol} {1}`,
    gate: true,
    forward: (a, b) => (holds(a, b) ? 1 : 0),
    partials: [() => 0, () => 0],
    formulas: [formula, formula],
    kink: (a, b) => a === b,
  });
}

export const comparisons: readonly Operation[] = [
  comparison("equal", "=", (a, b) => a === b),
  comparison("not_equal", "≠", (a, b) => a !== b),
  comparison("less", "<", (a, b) => a < b),
  comparison("less_equal", "≤", (a, b) => a <= b),
  comparison("greater", ">", (a, b) => a > b),
  comparison("greater_equal", "≥", (a, b) => a >= b),
];
