/**
 * What planning has to know of a graph, read from its nodes once and kept in flat arrays: edges, sizes, records. Walking
 * over 100,000 objects again and again would cost more than the run itself.
 */
import type { GraphNode, NodeId } from "../graph/graph.js";
import { boundSize } from "../graph/shape.js";
import { type Traits, isDifferentiable, traitsOf } from "./traits.js";

export interface Topology {
  /** Of each node's operation. */
  readonly traits: readonly Traits[];
  /** Node n's operands are `operands[starts[n]]` up to, not including, `operands[starts[n + 1]]`. */
  readonly starts: Int32Array;
  readonly operands: Int32Array;
  /** For each of `operands`, 1 where a gradient flows to it. */
  readonly differentiable: Uint8Array;
  /** Elements of each node's value, as many as the shape says, however many that are; 0 for a node that is not bound. */
  readonly sizes: Float64Array;
  /** 1 for nodes of shape `[]`. */
  readonly scalar: Uint8Array;
  /** 1 for inputs and parameters. */
  readonly given: Uint8Array;
  /** The nodes that are a `∂a/∂b`. */
  readonly derivatives: readonly NodeId[];
  /** The nodes that are not bound, because their sizes do not fit; they take no part in a run. */
  readonly unbound: readonly NodeId[];
}

/** The edges and sizes of a graph's nodes. */
export function readTopology(nodes: readonly GraphNode[]): Topology {
  const traits = new Array<Traits>(nodes.length);
  const starts = new Int32Array(nodes.length + 1);
  const sizes = new Float64Array(nodes.length);
  const scalar = new Uint8Array(nodes.length);
  const given = new Uint8Array(nodes.length);
  const derivatives: NodeId[] = [];
  const unbound: NodeId[] = [];
  let operands = new Int32Array(2 * nodes.length);
  let differentiable = new Uint8Array(operands.length);
  let end = 0;
  for (let id = 0; id < nodes.length; id++) {
    const node = nodes[id];
    if (!node) continue;
    const own = traitsOf(node.operation);
    traits[id] = own;
    const count = node.operands.length;
    if (end + count > operands.length) {
      const length = 2 * (end + count);
      operands = grown(operands, new Int32Array(length));
      differentiable = grown(differentiable, new Uint8Array(length));
    }
    for (let k = 0; k < count; k++) {
      operands[end] = node.operands[k] ?? 0;
      differentiable[end++] = isDifferentiable(own, k) ? 1 : 0;
    }
    starts[id + 1] = end;
    const { boundShape } = node;
    if (boundShape === undefined) unbound.push(id);
    else if (boundShape.length === 0) sizes[id] = scalar[id] = 1;
    else sizes[id] = boundSize(boundShape);
    if (own.given) given[id] = 1;
    if (own.derivative) derivatives.push(id);
  }
  return {
    traits,
    starts,
    operands,
    differentiable,
    sizes,
    scalar,
    given,
    derivatives,
    unbound,
  };
}

function grown<Numbers extends Int32Array | Uint8Array>(
  from: Numbers,
  to: Numbers,
): Numbers {
  to.set(from);
  return to;
}

/** Numerator and denominator of a `∂a/∂b`. */
export function derivativeOperands(
  { starts, operands }: Topology,
  derivative: NodeId,
): readonly [numerator: NodeId, denominator: NodeId] {
  const start = starts[derivative] ?? 0;
  return [operands[start] ?? 0, operands[start + 1] ?? 0];
}

/**
 * Whether the node has its only operand's elements in the same order, and so keeps none of its own. Scalars do keep
 * theirs: each stands at its node's number.
 */
export function sharesOperand(
  { traits, starts, operands, sizes, scalar }: Topology,
  node: NodeId,
): boolean {
  if (scalar[node] === 1 || traits[node]?.sharesElements !== true) return false;
  const operand = operands[starts[node] ?? 0] ?? 0;
  return starts[node] !== starts[node + 1] && sizes[operand] === sizes[node];
}
