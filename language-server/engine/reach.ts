/**
 * Where gradients go: which operands an operation passes them to, and which nodes a reverse pass from a scalar
 * reaches.
 */
import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import type { Operation } from "../ops/operation.js";

/**
 * Whether a gradient flows to this operand. It does where the derivative is 0 everywhere (`step`), it does not where
 * the operand only selects (ids) or is no part of the network (an input's value).
 */
export function isDifferentiable(
  operation: Operation,
  operand: number,
): boolean {
  if (operation.kernel === "elementwise")
    return operation.partials[operand] !== undefined;
  if (!operation.backward) return false;
  const { derivatives, signature } = operation;
  const variadic = signature.at(-1)?.kind === "tensors";
  return (
    derivatives[
      variadic ? Math.min(operand, derivatives.length - 1) : operand
    ] !== undefined
  );
}

/**
 * By node, 1 for what gradients are worth computing of: whatever the program names, inputs and parameters, and all
 * that depends on them. The literals inside an expression are not.
 */
export function gradientCarriers(
  graph: Graph,
  operations: readonly Operation[],
): Uint8Array {
  const carries = new Uint8Array(graph.nodes.length);
  for (const { node } of graph.names) carries[node] = 1;
  for (const { id, operation, operands } of graph.nodes) {
    if (operation === "input" || operation === "parameter") carries[id] = 1;
    const denominator = operands[1];
    if (operation === "derivative" && denominator !== undefined)
      carries[denominator] = 1;
  }
  for (const { id, operands } of graph.nodes) {
    if (someOperandIn(carries, operands, operations[id])) carries[id] = 1;
  }
  return carries;
}

/**
 * The nodes, ascending, that a reverse pass from `numerator` reaches: those among `carriers` that it depends on through
 * differentiable operands, itself included. With `denominators`, only those of them that lead to one.
 */
export function reachedNodes(
  nodes: readonly GraphNode[],
  operations: readonly Operation[],
  carriers: Uint8Array,
  numerator: NodeId,
  denominators?: readonly NodeId[],
): Int32Array {
  const reached = new Uint8Array(numerator + 1);
  reached[numerator] = 1;
  let count = 0;
  for (let id = numerator; id >= 0; id--) {
    if (reached[id] === 0) continue;
    count++;
    const operation = operations[id];
    const operands = nodes[id]?.operands ?? [];
    for (let k = 0; k < operands.length; k++) {
      const operand = operands[k] ?? 0;
      if (reached[operand] === 1 || carriers[operand] === 0) continue;
      if (operation && isDifferentiable(operation, k)) reached[operand] = 1;
    }
  }
  if (denominators) {
    keepLeading(nodes, operations, reached, denominators);
    count = reached.reduce((sum, each) => sum + each, 0);
  }
  const list = new Int32Array(count);
  let at = 0;
  for (let id = 0; id <= numerator; id++) {
    if (reached[id] === 1) list[at++] = id;
  }
  return list;
}

/** Takes out of `reached` what does not depend on any of the denominators. */
function keepLeading(
  nodes: readonly GraphNode[],
  operations: readonly Operation[],
  reached: Uint8Array,
  denominators: readonly NodeId[],
): void {
  const leads = new Uint8Array(reached.length);
  for (const denominator of denominators) leads[denominator] = 1;
  for (let id = 0; id < reached.length; id++) {
    if (reached[id] === 0) continue;
    if (
      leads[id] === 1 ||
      someOperandIn(leads, nodes[id]?.operands ?? [], operations[id])
    )
      leads[id] = 1;
    else reached[id] = 0;
  }
}

/** Whether a gradient flows to an operand that is marked. */
function someOperandIn(
  marked: Uint8Array,
  operands: readonly NodeId[],
  operation: Operation | undefined,
): boolean {
  if (!operation) return false;
  for (let k = 0; k < operands.length; k++) {
    if (marked[operands[k] ?? 0] === 1 && isDifferentiable(operation, k))
      return true;
  }
  return false;
}
