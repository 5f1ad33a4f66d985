/** What is to be drawn of a model while some of its groups are open: items, nested, and the wires between them. */
import type {
  DenseGroup,
  GraphModel,
  ModelGroup,
  ModelId,
  ModelNode,
} from "../../../../language-server/graph/graph-model.js";
import { taggedFarUses } from "./far-uses.js";
import {
  groupTree,
  isTreeGroup,
  type Member,
  type TreeGroup,
} from "./group-tree.js";
import { type Opening, type Openings, openingOf } from "./openings.js";
import { type VisibleWire, visibleWires } from "./visible-wires.js";

interface ItemInFrame {
  readonly id: string;
  /** The frame around it; absent at the top. */
  readonly parent?: string;
}

/** An operation, input, parameter or constant. */
export interface NodeItem extends ItemInFrame {
  readonly kind: "node";
  readonly node: ModelNode;
  /** Ids of the model's wires that carry its value on. */
  readonly uses: readonly string[];
}

interface GroupItem extends ItemInFrame {
  readonly group: ModelGroup;
  /** Everything in it, at any depth. */
  readonly nodes: readonly ModelId[];
  /** What it can be opened into. */
  readonly dense?: DenseGroup;
}

/** A closed group. */
export interface BoxItem extends GroupItem {
  readonly kind: "box";
}

/** An open group: the items in it name it as their parent. */
export interface FrameItem extends GroupItem {
  readonly kind: "frame";
}

/** A small dense layer as neurons and weights. */
export interface NeuronsItem extends GroupItem {
  readonly kind: "neurons";
  readonly dense: DenseGroup;
}

/** Where the value of an output, of the objective, or of what nothing uses leaves the picture. */
export interface TerminalItem extends ItemInFrame {
  readonly kind: "terminal";
  readonly node: ModelNode;
}

/** The name of a value at a place that is far from it: a wire begins there. */
export interface TagItem extends ItemInFrame {
  readonly kind: "tag";
  readonly node: ModelNode;
  /** The item that the wire would begin at. */
  readonly of: string;
}

export type VisibleItem =
  NodeItem | BoxItem | FrameItem | NeuronsItem | TerminalItem | TagItem;

export interface VisibleGraph {
  readonly model: GraphModel;
  /** In the model's order; a frame stands before what it holds. */
  readonly items: readonly VisibleItem[];
  readonly wires: readonly VisibleWire[];
  readonly itemById: ReadonlyMap<string, VisibleItem>;
  /** By a node of the model, the item that shows it: itself, or the closed group around it. */
  readonly itemOfNode: ReadonlyMap<ModelId, string>;
}

export function visibleGraph(
  model: GraphModel,
  openings: Openings = {},
): VisibleGraph {
  const items: VisibleItem[] = [];
  const uses = usesOf(model);
  const itemOfNode = new Map<ModelId, string>();
  const waiting: [Member, string | undefined][] = backwards(groupTree(model));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [member, parent] = next;
    const place = parent === undefined ? {} : { parent };
    if (isTreeGroup(member)) {
      const opening = openingOf(member, model, openings);
      const item: VisibleItem = { ...place, ...groupItem(member, opening) };
      items.push(item);
      if (item.kind === "frame")
        waiting.push(...backwards(member.members, item.id));
      else for (const node of item.nodes) itemOfNode.set(node, item.id);
    } else {
      const { id } = member;
      const node = { node: member, uses: uses.get(id) ?? [] };
      items.push({ ...place, kind: "node", id, ...node });
      itemOfNode.set(member.id, member.id);
    }
  }
  const { wires, terminals } = visibleWires(model, itemOfNode);
  items.push(...terminals);
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const tagged = taggedFarUses(items, wires, nodes);
  items.push(...tagged.tags);
  const itemById = new Map(items.map((item) => [item.id, item]));
  return { model, items, wires: tagged.wires, itemById, itemOfNode };
}

function usesOf({ wires }: GraphModel): ReadonlyMap<ModelId, string[]> {
  const uses = new Map<ModelId, string[]>();
  for (const { id, from } of wires) {
    const known = uses.get(from);
    if (known) known.push(id);
    else uses.set(from, [id]);
  }
  return uses;
}

const backwards = (
  members: readonly Member[],
  parent?: string,
): [Member, string | undefined][] =>
  members.toReversed().map((member) => [member, parent]);

function groupItem(
  tree: TreeGroup,
  opening: Opening,
): BoxItem | FrameItem | NeuronsItem {
  const { group, dense } = tree;
  const nodes = nodesIn(tree);
  const common = { id: group.id, group, nodes };
  if (opening === "neurons" && dense)
    return { kind: "neurons", ...common, dense };
  const kind = opening === "open" ? "frame" : "box";
  return { kind, ...common, ...(dense && { dense }) };
}

function nodesIn(group: TreeGroup): ModelId[] {
  const found: ModelId[] = [];
  const waiting: Member[] = [group];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (isTreeGroup(next)) waiting.push(...next.members.toReversed());
    else found.push(next.id);
  }
  return found;
}
