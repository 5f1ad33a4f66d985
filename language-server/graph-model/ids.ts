/**
 * Names of nodes and groups in the picture that outlive edits elsewhere in the text: the full name of what has one,
 * otherwise the name of the statement that it belongs to, its operation, and which of them it is there: `L/power#0`. A
 * group's ends in a slash, so that `h/`, the layer, is told from `h`, its value.
 */
import type { ModelId } from "../graph/graph-model.js";
import type { Graph, GraphNode, NameKind, NodeId } from "../graph/graph.js";
import type { ShownNodes } from "./shown-nodes.js";

/** Names that stand for themselves: what is computed before them belongs to another statement. */
const givenKinds: ReadonlySet<NameKind> = new Set<NameKind>([
  "input",
  "weight",
  "bias",
  "parameter",
]);

const outermost = -1;

export class ModelIds {
  /** By drawn node. */
  private readonly ids = new Map<NodeId, ModelId>();
  /** By drawn node, the name of its statement. */
  private readonly statements = new Map<NodeId, string>();
  private readonly taken = new Set<ModelId>();
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly graph: Graph,
    { shown, alias }: ShownNodes,
    names: ReadonlyMap<NodeId, string>,
  ) {
    this.findStatements(shown, alias);
    for (const id of shown) {
      const name = names.get(id);
      const node = graph.nodes[id];
      if (!node) continue;
      const statement = this.statements.get(id) ?? "";
      this.ids.set(
        id,
        this.unique(name ?? this.counted(statement, node.operation)),
      );
    }
  }

  /** Of a drawn node. */
  node(id: NodeId): ModelId {
    return this.ids.get(id) ?? String(id);
  }

  /** Of a group whose last node is this one; asked for once for each group, in the graph's order. */
  group(index: number, last: NodeId): ModelId {
    const group = this.graph.groups[index];
    const path = group?.path;
    if (path !== undefined) return this.unique(`${path}/`);
    const statement = this.statements.get(last) ?? "";
    return this.unique(`${this.counted(statement, group?.label ?? "")}/`);
  }

  private counted(statement: string, what: string): ModelId {
    const key = `${statement}/${what}`;
    const count = this.counts.get(key) ?? 0;
    this.counts.set(key, count + 1);
    return `${key}#${count}`;
  }

  /** Two names are the same only in a program with errors. */
  private unique(wanted: ModelId): ModelId {
    let id = wanted;
    for (let again = 2; this.taken.has(id); again++) id = `${wanted}~${again}`;
    this.taken.add(id);
    return id;
  }

  /**
   * A statement's nodes stand in a row and its name is the last of them. Going back through the nodes, each belongs to
   * the name that was seen last inside the same network.
   */
  private findStatements(
    shown: readonly NodeId[],
    alias: ReadonlyMap<NodeId, NodeId>,
  ): void {
    const { nodes, groups } = this.graph;
    const named = this.statementNames();
    const seen = new Map<number, string>();
    const drawn = new Set(shown);
    for (const node of nodes.toReversed()) {
      const name = named.get(node.id);
      if (name !== undefined) {
        const home = this.homeOf(node);
        for (let group = node.group; group !== home;) {
          seen.set(group, name);
          group = groups[group]?.parent ?? outermost;
        }
        seen.set(home, name);
      }
      if (!drawn.has(node.id)) continue;
      const shared = alias.get(node.id);
      const own = shared === undefined ? name : named.get(shared);
      const statement = own ?? this.lastSeen(node, seen);
      if (statement !== undefined) this.statements.set(node.id, statement);
    }
  }

  private statementNames(): Map<NodeId, string> {
    const named = new Map<NodeId, string>();
    for (const { node, name, kind } of this.graph.names)
      if (!givenKinds.has(kind) && !named.has(node)) named.set(node, name);
    return named;
  }

  private lastSeen(
    node: GraphNode,
    seen: ReadonlyMap<number, string>,
  ): string | undefined {
    let group = node.group;
    for (;;) {
      const name = seen.get(group);
      if (name !== undefined || group === outermost) return name;
      group = this.graph.groups[group]?.parent ?? outermost;
    }
  }

  /** The network used as a layer whose statement a named node is, `outermost` for the network itself. */
  private homeOf(node: GraphNode): number {
    const { groups } = this.graph;
    let group = node.group;
    while (group !== outermost && groups[group]?.kind !== "network")
      group = groups[group]?.parent ?? outermost;
    return group;
  }
}
