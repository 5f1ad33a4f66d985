/**
 * Gradients of what is not in the graph: an expression that was made of a run's values afterwards. Its gradient by those
 * values goes in, its gradient by what they were computed from comes out.
 */
import type { NodeId } from "../graph/graph.js";
import { runSeededPass } from "./backward.js";
import type { Execution } from "./execution.js";
import { layOutPass } from "./plan.js";
import { gradientCarriers, reachedFrom } from "./reach.js";

/**
 * Σ seed · ∂node/∂denominator over the seeded nodes, of the denominator's shape; absent where none of them depends on it.
 * @param seeds by node, what the gradient by it is, of its shape
 */
export function pullBack(
  execution: Execution,
  seeds: ReadonlyMap<NodeId, Float64Array>,
  denominator: NodeId,
): Float64Array | undefined {
  const { graph, topology } = execution.plan;
  const last = [...seeds.keys()].reduce((a, b) => Math.max(a, b), -1);
  const carriers = gradientCarriers(graph, topology);
  carriers[denominator] = 1;
  const reached = new Uint8Array(last + 1);
  for (const node of seeds.keys()) {
    const own = reachedFrom(topology, carriers, node, [denominator]);
    // A value that does not depend on the denominator has nothing to pass on to it.
    if (own[denominator] !== 1) continue;
    for (const [id, mark] of own.entries()) if (mark === 1) reached[id] = 1;
  }
  if (reached[denominator] !== 1) return undefined;
  const pass = layOutPass(last, reached, topology);
  const wanted = new Map([...seeds].filter(([node]) => reached[node] === 1));
  const gradients = runSeededPass(execution, pass, wanted);
  const offset = pass.offsets[denominator] ?? 0;
  const size = topology.sizes[denominator] ?? 0;
  return gradients.slice(offset, offset + size);
}
