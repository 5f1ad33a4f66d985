/** What one operation of a graph costs, from shapes alone: symbolic dimensions stay as they are. */
import {
  addDimensions,
  type Dimension,
  multiplyDimensions,
} from "../graph/dimension.js";
import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import { operations } from "../ops/registry.js";

export interface Cost {
  /** How many trainable numbers it owns. */
  readonly parameters: Dimension;
  /** How many numbers training keeps besides these and does not train: running statistics. */
  readonly notTrained: Dimension;
  /** Multiplications, each with its addition, of one forward pass. */
  readonly multiplyAdds: Dimension;
  /** Bytes of the values that one forward pass computes and keeps for the backward pass; parameters are not among them. */
  readonly memory: Dimension;
}

export const noCost: Cost = {
  parameters: 0,
  notTrained: 0,
  multiplyAdds: 0,
  memory: 0,
};

export const bytesPerNumber = Float64Array.BYTES_PER_ELEMENT;

export function sumOfCosts(costs: readonly Cost[]): Cost {
  const sum = (count: (cost: Cost) => Dimension): Dimension =>
    costs.map(count).reduce(addDimensions, 0);
  return {
    parameters: sum(({ parameters }) => parameters),
    notTrained: sum(({ notTrained }) => notTrained),
    multiplyAdds: sum(({ multiplyAdds }) => multiplyAdds),
    memory: sum(({ memory }) => memory),
  };
}

/** The cost of each node of the graph, by its id. */
export function costsOfNodes(graph: Graph): readonly Cost[] {
  const owned = new Set<NodeId>();
  for (const { trainable, node } of graph.names) if (trainable) owned.add(node);
  return graph.nodes.map((node) => costOfNode(node, graph, owned));
}

function costOfNode(
  node: GraphNode,
  { nodes }: Graph,
  owned: ReadonlySet<NodeId>,
): Cost {
  const { id, shape, attributes } = node;
  const record = operations.get(node.operation);
  if (owned.has(id)) return { ...noCost, parameters: sizeOf(shape) };
  // Where values come from computes nothing, and what shares its operand's numbers keeps none.
  if (!record || record.family === "source") return noCost;
  const operands = node.operands.map(
    (operand): Shape => nodes[operand]?.shape ?? [],
  );
  return {
    parameters: 0,
    notTrained: record.state?.(operands, attributes) ?? 0,
    multiplyAdds: record.cost?.(operands, shape, attributes) ?? 0,
    memory:
      record.sharesElements === true
        ? 0
        : multiplyDimensions(sizeOf(shape), bytesPerNumber),
  };
}
