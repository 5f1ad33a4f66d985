/** What is on a cycle of a directed graph: strongly connected components by Tarjan's algorithm (1972), without recursion. */

interface Visit<Node> {
  readonly node: Node;
  /** Edges that have not been followed. */
  readonly open: Node[];
  /** When it was first seen, and the first seen of those on the way that it leads back to. */
  readonly index: number;
  lowest: number;
}

/** For each node that is on a cycle, the nodes that are on cycles with it. Nodes without edges may be left out. */
export function findCycles<Node>(
  edges: ReadonlyMap<Node, readonly Node[]>,
): Map<Node, ReadonlySet<Node>> {
  const search = new Search(edges);
  for (const root of edges.keys()) search.from(root);
  return search.cycles;
}

class Search<Node> {
  readonly cycles = new Map<Node, ReadonlySet<Node>>();
  private readonly visits = new Map<Node, Visit<Node>>();
  /** From the root to where the search is. */
  private readonly way: Visit<Node>[] = [];
  /** Seen, in this order, and not yet known to be of a component that is complete. */
  private readonly pending: Visit<Node>[] = [];
  private readonly isPending = new Set<Visit<Node>>();

  constructor(private readonly edges: ReadonlyMap<Node, readonly Node[]>) {}

  from(root: Node): void {
    if (this.visits.has(root)) return;
    this.begin(root);
    for (let visit = this.way.at(-1); visit; visit = this.way.at(-1)) {
      const next = visit.open.pop();
      const seen = next === undefined ? undefined : this.visits.get(next);
      if (next === undefined) this.finish(visit);
      else if (!seen) this.begin(next);
      else if (this.isPending.has(seen))
        visit.lowest = Math.min(visit.lowest, seen.index);
    }
  }

  private begin(node: Node): void {
    const index = this.visits.size;
    const open = [...(this.edges.get(node) ?? [])];
    const visit = { node, open, index, lowest: index };
    this.visits.set(node, visit);
    this.way.push(visit);
    this.pending.push(visit);
    this.isPending.add(visit);
  }

  private finish(visit: Visit<Node>): void {
    this.way.pop();
    const before = this.way.at(-1);
    if (before) before.lowest = Math.min(before.lowest, visit.lowest);
    if (visit.lowest < visit.index) return;
    const members = this.pending.splice(this.pending.lastIndexOf(visit));
    for (const member of members) this.isPending.delete(member);
    const nodes = new Set(members.map(({ node }) => node));
    const isCycle =
      nodes.size > 1 || this.edges.get(visit.node)?.includes(visit.node);
    if (isCycle) for (const node of nodes) this.cycles.set(node, nodes);
  }
}
