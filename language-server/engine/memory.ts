/** How much memory a run's tensors would take, counted before any of them is allocated. */
import type { GraphNode, NodeId } from "../graph/graph.js";
import { type BoundShape, scalarShape } from "../graph/shape.js";
import type { Operation } from "../ops/operation.js";
import { type Topology, sharesOperand } from "./topology.js";

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

/** What the nodes of a graph take, in bytes. */
export interface Memory {
  /** How many numbers a kernel keeps, for nodes where it keeps any. */
  readonly saved: ReadonlyMap<NodeId, number>;
  /** Of each node: its value unless it is shared, what its kernel keeps, its gradient in every pass. */
  readonly byNode: Float64Array;
  /** The sum over all nodes. */
  readonly bytes: number;
}

const bytesPerElement = Float64Array.BYTES_PER_ELEMENT;

/** Offsets are 32-bit numbers of elements, so no run may take more, whatever the budget. */
const mostBytes = (2 ** 31 - 1) * bytesPerElement;

/** Counts the memory of bound nodes; `reached` are, by numerator, the nodes that each reverse pass reaches. */
export function measureMemory(
  nodes: readonly GraphNode[],
  topology: Topology,
  reached: ReadonlyMap<NodeId, Uint8Array>,
): Memory {
  const { traits, sizes, scalar } = topology;
  const elements = new Float64Array(nodes.length);
  const saved = new Map<NodeId, number>();
  for (let id = 0; id < nodes.length; id++) {
    elements[id] = sharesOperand(topology, id) ? 0 : (sizes[id] ?? 0);
    const own = traits[id];
    if (!own?.keeps || sizes[id] === 0) continue;
    const kept = keptBy(id, nodes, own.operation);
    if (kept <= 0) continue;
    saved.set(id, kept);
    elements[id] = (elements[id] ?? 0) + kept;
  }
  for (const [numerator, pass] of reached) {
    // A pass has a place for every scalar up to its numerator.
    elements[numerator] = (elements[numerator] ?? 0) + numerator + 1;
    for (let id = 0; id < pass.length; id++) {
      if (pass[id] === 1 && scalar[id] === 0)
        elements[id] = (elements[id] ?? 0) + (sizes[id] ?? 0);
    }
  }
  let bytes = 0;
  for (let id = 0; id < elements.length; id++) {
    elements[id] = (elements[id] ?? 0) * bytesPerElement;
    bytes += elements[id] ?? 0;
  }
  return { saved, byNode: elements, bytes };
}

/** How many numbers the forward kernel of a node keeps. */
function keptBy(
  id: NodeId,
  nodes: readonly GraphNode[],
  operation: Operation,
): number {
  if (operation.kernel !== "tensor" || !operation.saved) return 0;
  const node = nodes[id];
  return operation.saved(
    operandShapes(node, nodes),
    node?.boundShape ?? scalarShape,
    node?.boundAttributes ?? {},
  );
}

/** What does not fit into `limit` bytes, if anything does not. */
export function excessOf(
  { byNode, bytes }: Memory,
  { sizes }: Topology,
  limit: number,
): OverBudget | undefined {
  const allowed = Math.min(limit, mostBytes);
  if (bytes <= allowed) return undefined;
  const kind = "over-budget";
  const tensor = sizes.findIndex((size) => size * bytesPerElement > allowed);
  if (tensor >= 0) {
    const needed = (sizes[tensor] ?? 0) * bytesPerElement;
    return { kind, node: tensor, scope: "tensor", needed, limit: allowed };
  }
  let sum = 0;
  const node = byNode.findIndex((each) => (sum += each) > allowed);
  return { kind, node, scope: "network", needed: bytes, limit: allowed };
}

/** The shapes of a bound node's operands. */
export function operandShapes(
  node: GraphNode | undefined,
  nodes: readonly GraphNode[],
): BoundShape[] {
  return (node?.operands ?? []).map(
    (operand) => nodes[operand]?.boundShape ?? scalarShape,
  );
}
