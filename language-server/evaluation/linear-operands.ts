/** Operations that are linear in an operand, the others being as they are: out = Σ ∂out/∂in · in. Rules as data. */

interface Linear {
  /** The operands that it is linear in. */
  readonly operands: readonly number[];
  /** An operand that is added to that. */
  readonly added?: number;
}

const both: Linear = { operands: [0, 1] };
const first: Linear = { operands: [0] };

const linear: ReadonlyMap<string, Linear> = new Map([
  ["linear", both],
  ["matmul", both],
  ["dot", both],
  ["outer", both],
  ["convolution", { operands: [0, 1], added: 2 }],
  ["transposed_convolution", { operands: [0, 1], added: 2 }],
  ["sum", first],
  ["mean", first],
  ["cumsum", first],
  ["avg_pool1d", first],
  ["avg_pool2d", first],
  ["global_avg_pool", first],
]);

/** What is known of an operation in this respect; absent where it is linear in nothing. */
export const linearOperands = (operation: string): Linear | undefined =>
  linear.get(operation);
