/** How much memory a run's tensors would take, counted before any of them is allocated. */
import type { GraphNode, NodeId } from "../graph/graph.js";
import { type BoundShape, boundSize, scalarShape } from "../graph/shape.js";
import type { Operation } from "../ops/operation.js";

/** A tensor, or all of them together, would take more memory than allowed. Nothing was allocated. */
export interface OverBudget {
  readonly kind: "over-budget";
  /** The tensor, or the first node that no longer fits. */
  readonly node: NodeId;
  /** Whether one tensor alone is too large, or the sum over the network. */
  readonly scope: "tensor" | "network";
  /** In bytes: of the tensor, or of the network. */
  readonly needed: number;
  readonly limit: number;
}

/** What the nodes of a graph take. */
export interface Memory {
  /** Elements of each node's value; only meaningful where nothing is over budget. */
  readonly sizes: Int32Array;
  /** How many numbers a kernel keeps, for nodes where it keeps any. */
  readonly saved: ReadonlyMap<NodeId, number>;
  /** Bytes of each node's value. */
  readonly valueBytes: Float64Array;
  /** Bytes of each node in all: its value unless it is shared, what its kernel keeps, its gradient in every pass. */
  readonly nodeBytes: Float64Array;
  /** The sum over all nodes. */
  readonly bytes: number;
}

const bytesPerElement = Float64Array.BYTES_PER_ELEMENT;

/** Offsets are 32-bit numbers of elements, so no run may take more, whatever the budget. */
const mostBytes = (2 ** 31 - 1) * bytesPerElement;

/** Counts the memory of nodes that are all bound; `reached` are the nodes of every reverse pass. */
export function measureMemory(
  nodes: readonly GraphNode[],
  operations: readonly Operation[],
  reached: ReadonlyMap<NodeId, Int32Array>,
): Memory {
  const gradients = new Int32Array(nodes.length);
  for (const pass of reached.values()) {
    for (const node of pass) gradients[node] = (gradients[node] ?? 0) + 1;
  }
  const sizes = new Int32Array(nodes.length);
  const saved = new Map<NodeId, number>();
  const valueBytes = new Float64Array(nodes.length);
  const nodeBytes = new Float64Array(nodes.length);
  let bytes = 0;
  for (const node of nodes) {
    const { id } = node;
    const operation = operations[id];
    const size = boundSize(node.boundShape ?? scalarShape);
    sizes[id] = size;
    const kept = keptBy(node, operation, nodes);
    if (kept > 0) saved.set(id, kept);
    const values = sharesOperand(node, operation, sizes) ? 0 : size;
    valueBytes[id] = size * bytesPerElement;
    nodeBytes[id] =
      (values + kept + size * (gradients[id] ?? 0)) * bytesPerElement;
    bytes += nodeBytes[id];
  }
  return { sizes, saved, valueBytes, nodeBytes, bytes };
}

/** Which node is the first that does not fit into `limit` bytes, if there is one. */
export function excessOf(
  memory: Memory,
  limit: number,
): OverBudget | undefined {
  const allowed = Math.min(limit, mostBytes);
  const { valueBytes, nodeBytes, bytes } = memory;
  if (bytes <= allowed) return undefined;
  const kind = "over-budget";
  for (const [node, needed] of valueBytes.entries()) {
    if (needed > allowed)
      return { kind, node, scope: "tensor", needed, limit: allowed };
  }
  let sum = 0;
  const node = nodeBytes.findIndex((each) => (sum += each) > allowed);
  return { kind, node, scope: "network", needed: bytes, limit: allowed };
}

/** Whether the node has its operand's elements, in order, and so keeps none of its own. */
export function sharesOperand(
  { id, operands }: GraphNode,
  operation: Operation | undefined,
  sizes: Int32Array,
): boolean {
  const [operand] = operands;
  return (
    operation?.sharesElements === true &&
    operand !== undefined &&
    sizes[operand] === sizes[id]
  );
}

function keptBy(
  node: GraphNode,
  operation: Operation | undefined,
  nodes: readonly GraphNode[],
): number {
  if (operation?.kernel !== "tensor" || !operation.saved) return 0;
  return operation.saved(
    operandShapes(node, nodes),
    node.boundShape ?? scalarShape,
    node.boundAttributes ?? {},
  );
}

/** The shapes of a bound node's operands. */
export function operandShapes(
  { operands }: GraphNode,
  nodes: readonly GraphNode[],
): BoundShape[] {
  return operands.map((operand) => nodes[operand]?.boundShape ?? scalarShape);
}
