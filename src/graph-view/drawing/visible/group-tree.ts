/**
 * The groups of a model as a tree of what is worth a box: a group around a single node is that node, a group around a
 * single group is drawn as one with it. Made and walked without recursion, as groups may nest deeply.
 */
import type {
  DenseGroup,
  GraphModel,
  ModelGroup,
  ModelId,
  ModelNode,
} from "../../../../language-server/graph/graph-model.js";

export interface TreeGroup {
  readonly group: ModelGroup;
  /** Nodes and groups, in the model's order: a group stands where its first node does. */
  readonly members: readonly Member[];
  /** Of the group itself, or of the only group in it. */
  readonly dense?: DenseGroup;
}

export type Member = ModelNode | TreeGroup;

export const isTreeGroup = (member: Member): member is TreeGroup =>
  "members" in member;

interface GrowingGroup {
  readonly group: ModelGroup;
  readonly members: (ModelNode | GrowingGroup)[];
}

/** The members of the network itself. */
export function groupTree(model: GraphModel): readonly Member[] {
  const top: (ModelNode | GrowingGroup)[] = [];
  const groups = new Map<ModelId, GrowingGroup>();
  for (const group of model.groups)
    groups.set(group.id, { group, members: [] });
  const placed = new Set<GrowingGroup>();
  for (const node of model.nodes) {
    let member: ModelNode | GrowingGroup = node;
    let around = groups.get(node.group ?? "");
    while (around) {
      around.members.push(member);
      if (placed.has(around)) break;
      placed.add(around);
      member = around;
      around = groups.get(around.group.parent ?? "");
    }
    if (!around) top.push(member);
  }
  const simplified = new Map<GrowingGroup, Member>();
  // Children stand behind their parents, so that going backwards finds them done.
  for (const { id } of model.groups.toReversed()) {
    const grown = groups.get(id);
    if (grown && placed.has(grown))
      simplified.set(grown, simplify(grown, simplified));
  }
  return top.map((member) => replaced(member, simplified));
}

function simplify(
  { group, members }: GrowingGroup,
  done: ReadonlyMap<GrowingGroup, Member>,
): Member {
  const inside = members.map((member) => replaced(member, done));
  const [only] = inside;
  if (only === undefined || inside.length > 1) return treeGroup(group, inside);
  if (!isTreeGroup(only)) return only;
  // A repeat keeps the blocks that it counts, even a single one.
  if (group.kind === "repeat") return treeGroup(group, inside);
  return treeGroup(
    { ...group, ...(only.group.count !== undefined && repeatOf(only.group)) },
    only.members,
    only.dense,
  );
}

/** A layer that is nothing but a repeat is shown as a repeat, under the layer's name. */
const repeatOf = ({ kind, count }: ModelGroup): Partial<ModelGroup> => ({
  kind,
  ...(count !== undefined && { count }),
});

const treeGroup = (
  group: ModelGroup,
  members: readonly Member[],
  dense = group.dense,
): TreeGroup => ({ group, members, ...(dense && { dense }) });

function replaced(
  member: ModelNode | GrowingGroup,
  done: ReadonlyMap<GrowingGroup, Member>,
): Member {
  if (!("members" in member)) return member;
  const found = done.get(member);
  if (!found) throw new Error(`Group ${member.group.id} precedes its parent.`);
  return found;
}
