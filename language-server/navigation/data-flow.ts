/**
 * What feeds a named value, and what it feeds: the nearest names before and behind it in the graph. Values inside networks
 * used as layers are passed through.
 */
import type { Graph, NamedValue, NodeId } from "../graph/graph.js";

export class DataFlow {
  private readonly named: ReadonlyMap<NodeId, readonly NamedValue[]>;
  private readonly uses: readonly NodeId[][];

  private constructor(private readonly graph: Graph) {
    const { names, nodes } = graph;
    this.named = Map.groupBy(
      names.filter(({ inner }) => !inner),
      ({ node }) => node,
    );
    this.uses = nodes.map(() => []);
    for (const { id, operands } of nodes)
      for (const operand of operands) this.uses[operand]?.push(id);
  }

  /** Made once for each graph. */
  static of(graph: Graph): DataFlow {
    let flow = known.get(graph);
    if (!flow) {
      flow = new DataFlow(graph);
      known.set(graph, flow);
    }
    return flow;
  }

  /** The names whose values go into the node without passing another name, in the program's order. */
  into(node: NodeId): NamedValue[] {
    return this.nearest(node, (id) => this.graph.nodes[id]?.operands ?? []);
  }

  /** The names that the node's value goes into without passing another name. */
  outOf(node: NodeId): NamedValue[] {
    return this.nearest(node, (id) => this.uses[id] ?? []);
  }

  private nearest(
    start: NodeId,
    next: (id: NodeId) => readonly NodeId[],
  ): NamedValue[] {
    const seen = new Set<NodeId>();
    const found: NamedValue[] = [];
    const open = [...next(start)];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const names = this.named.get(id);
      if (names) found.push(...names);
      else for (const other of next(id)) open.push(other);
    }
    return found.sort((a, b) => a.node - b.node);
  }
}

const known = new WeakMap<Graph, DataFlow>();
