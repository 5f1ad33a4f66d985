/** Dimensions that a function is given: `fn rows(x, n) = broadcast_to(x, [n, 2])`, called with `batch`. */
import type { NodeId } from "../graph/graph.js";
import {
  addDimensions,
  type Dimension,
  divideExactly,
  multiplyDimensions,
  subtractDimensions,
} from "../graph/dimension.js";
import type { GraphBuilder } from "./graph-builder.js";

const arithmetic: Readonly<
  Record<string, (a: Dimension, b: Dimension) => Dimension | undefined>
> = {
  add: addDimensions,
  subtract: subtractDimensions,
  multiply: multiplyDimensions,
  divide: divideExactly,
};

/** The dimension that a node computes from names that have no size yet; `undefined` where it computes anything else. */
export function dimensionOfNode(
  builder: GraphBuilder,
  node: NodeId,
): Dimension | undefined {
  const { operation, operands, attributes } = builder.nodes[node] ?? {};
  if (!operation || !operands) return undefined;
  if (operation === "constant") {
    const { data } = attributes ?? {};
    return typeof data === "number" && Number.isInteger(data)
      ? data
      : undefined;
  }
  if (operation === "dimension") return attributes?.["dimension"] as Dimension;
  const [first, second] = operands;
  const compute = arithmetic[operation];
  if (!compute || first === undefined || second === undefined) return undefined;
  const a = dimensionOfNode(builder, first);
  const b = a === undefined ? undefined : dimensionOfNode(builder, second);
  return a === undefined || b === undefined ? undefined : compute(a, b);
}
