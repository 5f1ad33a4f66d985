/**
 * What feeds a named value, and what it feeds: the nearest names before and behind it in the graph. Values inside a network
 * used as a layer belong to that layer: they are passed through, unless another statement uses them by their path.
 */
import type { Graph, NamedValue, NodeId } from "../graph/graph.js";

export class DataFlow {
  private readonly named: ReadonlyMap<NodeId, readonly NamedValue[]>;
  private readonly uses: readonly NodeId[][];

  private constructor(private readonly graph: Graph) {
    const { names, nodes } = graph;
    this.named = Map.groupBy(names, ({ node }) => node);
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

  /** The names whose values go into a value without passing another name, in the program's order. */
  into({ node, statement }: NamedValue): NamedValue[] {
    return this.nearest(
      node,
      (id) => this.graph.nodes[id]?.operands ?? [],
      (name) => !name.inner || name.statement.start !== statement.start,
    );
  }

  /** The names that a value goes into without passing another name. */
  outOf({ node }: NamedValue): NamedValue[] {
    return this.nearest(
      node,
      (id) => this.uses[id] ?? [],
      ({ inner }) => !inner,
    );
  }

  private nearest(
    start: NodeId,
    next: (id: NodeId) => readonly NodeId[],
    counts: (name: NamedValue) => boolean,
  ): NamedValue[] {
    const seen = new Set<NodeId>();
    const found: NamedValue[] = [];
    const open = [...next(start)];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const names = (this.named.get(id) ?? []).filter(counts);
      if (names.length > 0) found.push(...names);
      else for (const other of next(id)) open.push(other);
    }
    return found.sort((a, b) => a.node - b.node);
  }
}

const known = new WeakMap<Graph, DataFlow>();
