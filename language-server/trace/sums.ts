/** Which tensors have elements that are sums worth writing out. */
import { type BoundShape, scalarShape } from "../graph/shape.js";
import { linearOperands } from "../evaluation/linear-operands.js";
import type { NetworkTrace } from "./network-trace.js";
import type { TracedTensor } from "./variable-reference.js";

/** Whether an element of the tensor is a sum that can be written out. */
export function hasTerms(
  { drawn, progress, steps }: NetworkTrace,
  tensor: TracedTensor,
): boolean {
  const { nodes } = drawn.network.graph;
  switch (tensor.kind) {
    case "value":
      return linearOperands(nodes[tensor.node]?.operation ?? "") !== undefined;
    case "contribution":
      return !isScalar(nodes[tensor.consumer]?.boundShape);
    case "gradient": {
      const all = progress.contributionsTo(tensor.id);
      const [only] = all;
      const consumer = only === undefined ? undefined : steps.at(only)?.node;
      return (
        all.length > 1 ||
        (consumer !== undefined && !isScalar(nodes[consumer.node]?.boundShape))
      );
    }
    case "local":
    case "expression":
      return false;
  }
}

const isScalar = (shape: BoundShape = scalarShape): boolean =>
  shape.length === 0;
