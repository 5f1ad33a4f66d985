/** Which tensors have elements that are sums worth writing out, and over what the sums go. */
import { type BoundShape, scalarShape } from "../graph/shape.js";
import type { NetworkTrace } from "./network-trace.js";
import type { TracedTensor } from "./variable-reference.js";

/** Operations that are linear in an operand, and which: out[j] = Σᵢ ∂out[j]/∂in[i] · in[i], and a bias where there is one. */
export const linearIn: ReadonlyMap<string, number> = new Map([
  ["linear", 0],
  ["matmul", 0],
  ["dot", 0],
  ["outer", 0],
  ["sum", 0],
  ["mean", 0],
  ["cumsum", 0],
  ["convolution", 0],
  ["transposed_convolution", 0],
  ["avg_pool1d", 0],
  ["avg_pool2d", 0],
  ["global_avg_pool", 0],
]);

/** Whether an element of the tensor is a sum that can be written out. */
export function hasTerms(
  { drawn, progress, steps }: NetworkTrace,
  tensor: TracedTensor,
): boolean {
  const { nodes } = drawn.network.graph;
  switch (tensor.kind) {
    case "value":
      return linearIn.has(nodes[tensor.node]?.operation ?? "");
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
