/**
 * The wires between visible items. Those that enter or leave a closed group together are one; a value that nothing
 * uses, or that the program calls an output, leaves through a wire to a terminal.
 */
import type {
  GraphModel,
  ModelId,
  ModelNode,
  ModelWire,
} from "../../../../language-server/graph/graph-model.js";
import type { TerminalItem } from "./visible-graph.js";

export interface VisibleWire {
  /** The model's id where it is one wire of the model. */
  readonly id: string;
  /** Ids of items. */
  readonly from: string;
  readonly to: string;
  /** The wires of the model that it stands for; none leads to a terminal. */
  readonly members: readonly ModelWire[];
  /** The nodes whose values it carries, each once. */
  readonly sources: readonly ModelId[];
  /** Characters that its numbers take at most, where that is more than for one number. */
  readonly room?: number;
  /** Whether all of its only source's gradient comes back on it: it carries every use, or begins the backward pass. */
  readonly complete: boolean;
}

export function visibleWires(
  model: GraphModel,
  itemOfNode: ReadonlyMap<ModelId, string>,
): { wires: VisibleWire[]; terminals: TerminalItem[] } {
  const uses = countUses(model);
  const rooms = new Map(model.nodes.map(({ id, room }) => [id, room]));
  const bundles = new Map<string, { ends: Ends; members: ModelWire[] }>();
  for (const wire of model.wires) {
    const from = itemOfNode.get(wire.from);
    const to = itemOfNode.get(wire.to);
    if (from === undefined || to === undefined || from === to) continue;
    const betweenNodes = from === wire.from && to === wire.to;
    const id = betweenNodes ? wire.id : `${from}→${to}`;
    const bundle = bundles.get(id);
    if (bundle) bundle.members.push(wire);
    else bundles.set(id, { ends: { from, to }, members: [wire] });
  }
  const wires = [...bundles].map(([id, { ends, members }]): VisibleWire => {
    const sources = [...new Set(members.map((wire) => wire.from))];
    const [source = ""] = sources;
    const complete =
      sources.length === 1 && uses.get(source) === members.length;
    const room = sources.length === 1 ? rooms.get(source) : undefined;
    return {
      id,
      ...ends,
      members,
      sources,
      ...(room !== undefined && { room }),
      complete,
    };
  });
  const leaving = model.nodes.filter((node) => leaves(node, uses));
  const terminals = leaving.map((node): TerminalItem => ({
    kind: "terminal",
    id: `${node.id}→`,
    node,
  }));
  for (const { id, node } of terminals)
    wires.push({
      id: `${node.id}→`,
      from: itemOfNode.get(node.id) ?? node.id,
      to: id,
      members: [],
      sources: [node.id],
      ...(node.room !== undefined && { room: node.room }),
      complete: node.kind === "objective",
    });
  return { wires, terminals };
}

interface Ends {
  readonly from: string;
  readonly to: string;
}

function countUses({ wires }: GraphModel): ReadonlyMap<ModelId, number> {
  const uses = new Map<ModelId, number>();
  for (const { from } of wires) uses.set(from, (uses.get(from) ?? 0) + 1);
  return uses;
}

function leaves(node: ModelNode, uses: ReadonlyMap<ModelId, number>): boolean {
  if (node.kind === "output" || node.kind === "objective") return true;
  return node.kind === "operation" && !uses.has(node.id);
}
