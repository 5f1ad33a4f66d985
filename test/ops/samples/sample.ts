/** One random call of an operation, and what makes such calls. */
import type { Attributes } from "../../../language-server/graph/graph.js";
import type { Draw } from "../draw.js";
import type { Tensor } from "../run-operation.js";

export interface Sample {
  readonly operands: readonly Tensor[];
  readonly attributes: Attributes;
  /** Operands that finite differences cannot move: a condition of exactly 0, ids. */
  readonly fixed?: readonly number[];
}

export type SampleMaker = (draw: Draw) => Sample;

/** Operands that broadcast against each other, each from its range. */
export const broadcastOn =
  (count: number, ranges: readonly (readonly [number, number])[] = []) =>
  (draw: Draw): Sample => {
    const shape = draw.shape();
    return {
      operands: Array.from({ length: count }, (_, operand) => {
        const [low, high] = ranges[operand] ?? [-3, 3];
        return draw.tensor(draw.broadcastable(shape), low, high);
      }),
      attributes: {},
    };
  };
