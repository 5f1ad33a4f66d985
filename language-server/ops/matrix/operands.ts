/** What the products of two tensors have in common: their arguments, and the ranks that they take. */
import { formatShape, type Shape } from "../../graph/shape.js";
import type { FormalArgument, Mismatch } from "../operation.js";

export const leftAndRight: readonly FormalArgument[] = [
  { name: "a", kind: "tensor", summary: "The left operand." },
  { name: "b", kind: "tensor", summary: "The right operand." },
];

/** Why an operand has too many or too few axes, where one has. */
export function refuseRanks(
  name: string,
  shapes: readonly Shape[],
  allowed: (rank: number) => boolean,
): Mismatch | undefined {
  const wrong = shapes.findIndex((shape) => !allowed(shape.length));
  if (wrong < 0) return undefined;
  const wanted = allowed(2) ? "a vector or a matrix" : "a vector";
  return {
    mismatch: `${name} needs ${wanted}, and the ${wrong === 0 ? "left" : "right"} operand is ${formatShape(shapes[wrong] ?? [])}`,
    operands: [wrong],
  };
}
