/** Where gradients go: the nodes that a reverse pass from a scalar reaches. */
import type { Graph, NodeId } from "../graph/graph.js";
import { type Topology, derivativeOperands } from "./topology.js";

/**
 * By node, 1 for what gradients are worth computing of: whatever the program names, inputs and parameters, what
 * something is differentiated by, and all that depends on them. The literals inside an expression are not.
 */
export function gradientCarriers(graph: Graph, topology: Topology): Uint8Array {
  const carriers = topology.given.slice();
  for (const { node } of graph.names) carriers[node] = 1;
  for (const derivative of topology.derivatives)
    carriers[derivativeOperands(topology, derivative)[1]] = 1;
  for (let id = 0; id < carriers.length; id++) {
    if (leadsTo(topology, carriers, id)) carriers[id] = 1;
  }
  return carriers;
}

/**
 * By node up to the numerator, 1 for what a reverse pass from it reaches: those among `carriers` that it depends on
 * through differentiable operands, itself included. With `denominators`, only those of them that lead to one.
 */
export function reachedFrom(
  topology: Topology,
  carriers: Uint8Array,
  numerator: NodeId,
  denominators?: readonly NodeId[],
): Uint8Array {
  const { starts, operands, differentiable } = topology;
  const reached = new Uint8Array(numerator + 1);
  reached[numerator] = 1;
  for (let id = numerator; id >= 0; id--) {
    if (reached[id] === 0) continue;
    const end = starts[id + 1] ?? 0;
    for (let edge = starts[id] ?? 0; edge < end; edge++) {
      const operand = operands[edge] ?? 0;
      if (differentiable[edge] === 1 && carriers[operand] === 1)
        reached[operand] = 1;
    }
  }
  if (denominators) keepLeading(topology, reached, denominators);
  return reached;
}

/** Takes out of `reached` what does not depend on any of the denominators. */
function keepLeading(
  topology: Topology,
  reached: Uint8Array,
  denominators: readonly NodeId[],
): void {
  const leads = new Uint8Array(reached.length);
  for (const denominator of denominators) leads[denominator] = 1;
  for (let id = 0; id < reached.length; id++) {
    if (reached[id] === 0) continue;
    if (leads[id] === 1 || leadsTo(topology, leads, id)) leads[id] = 1;
    else reached[id] = 0;
  }
}

/** Whether a gradient flows from the node to an operand that is marked. */
function leadsTo(
  { starts, operands, differentiable }: Topology,
  marked: Uint8Array,
  node: NodeId,
): boolean {
  const end = starts[node + 1] ?? 0;
  for (let edge = starts[node] ?? 0; edge < end; edge++) {
    if (differentiable[edge] === 1 && marked[operands[edge] ?? 0] === 1)
      return true;
  }
  return false;
}
