/** Tensors of a trace at a position: what they are by then, or that they are not yet. */
import type { TensorOf } from "../evaluation/questions.js";
import type { StepIndex } from "../graph/trace-model.js";
import { type BoundShape, scalarShape } from "../graph/shape.js";
import type { NetworkTrace } from "./network-trace.js";
import type { TracedTensor } from "./variable-reference.js";

export interface TensorNow {
  readonly of: TensorOf;
  readonly shape: BoundShape;
  /** How much of a gradient has come back, where that is not all: `1 of 2 contributions`. */
  readonly note?: string;
}

/** Absent where it has not been computed yet. Of expressions see expressions.ts. */
export function tensorNow(
  { drawn, progress }: NetworkTrace,
  tensor: Exclude<TracedTensor, { kind: "expression" }>,
  at: StepIndex,
): TensorNow | undefined {
  const { nodes } = drawn.network.graph;
  const shapeOf = (node: number): BoundShape =>
    nodes[node]?.boundShape ?? scalarShape;
  switch (tensor.kind) {
    case "value":
      return progress.hasValue(tensor.node, at)
        ? { of: tensor, shape: shapeOf(tensor.node) }
        : undefined;
    case "gradient": {
      const gradient = progress.gradient(tensor.id, at);
      const node = progress.node(tensor.id)?.node ?? -1;
      if (!gradient) return undefined;
      const all = progress.contributionsTo(tensor.id).length;
      return {
        of: gradient.of,
        shape: shapeOf(node),
        ...(!gradient.isComplete && {
          note: `${gradient.steps.length} of ${all} contributions`,
        }),
      };
    }
    case "contribution": {
      const to = nodes[tensor.consumer]?.operands[tensor.operand] ?? -1;
      const isDone = progress.hasPassedAlong(tensor, at);
      return isDone ? { of: tensor, shape: shapeOf(to) } : undefined;
    }
    case "local":
      return progress.hasValue(tensor.consumer, at)
        ? { of: tensor, shape: shapeOf(tensor.consumer) }
        : undefined;
  }
}
