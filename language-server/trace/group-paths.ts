/** The groups of a drawn network by number, and which lies in which: what a trace walks in and out of. */
import type { GraphModel, ModelGroup, ModelId } from "../graph/graph-model.js";

export class GroupPaths {
  /** The number that stands for the network itself. */
  static readonly network = -1;
  private readonly parents: Int32Array;
  private readonly numbers = new Map<ModelId, number>();
  private readonly byNode: Int32Array;

  constructor(private readonly model: GraphModel) {
    const { groups, nodes } = model;
    for (const [number, { id }] of groups.entries())
      this.numbers.set(id, number);
    this.parents = Int32Array.from(groups, ({ parent }) => this.number(parent));
    this.byNode = Int32Array.from(nodes, ({ group }) => this.number(group));
  }

  /** The group's number; the network's where it has no such group. */
  number(id: ModelId | undefined): number {
    const known = id === undefined ? undefined : this.numbers.get(id);
    return known ?? GroupPaths.network;
  }

  group(number: number): ModelGroup | undefined {
    return this.model.groups[number];
  }

  /** The innermost group around a node, by the node's place in the model. */
  ofNode(index: number): number {
    return this.byNode[index] ?? GroupPaths.network;
  }

  parent(group: number): number {
    return this.parents[group] ?? GroupPaths.network;
  }

  /** Whether a group is the other one or lies in it. */
  isIn(group: number, outer: number): boolean {
    if (outer === GroupPaths.network) return true;
    for (
      let each = group;
      each !== GroupPaths.network;
      each = this.parent(each)
    )
      if (each === outer) return true;
    return false;
  }

  /** From the group outward, without the network. */
  path(group: number): number[] {
    const path: number[] = [];
    for (
      let each = group;
      each !== GroupPaths.network;
      each = this.parent(each)
    )
      path.push(each);
    return path;
  }

  /** The innermost of the frame and what is around it that holds the group. */
  innermostAround(group: number, frame: number): number {
    let around = frame;
    while (!this.isIn(group, around)) around = this.parent(around);
    return around;
  }

  /** The group directly in the frame on the way to an inner group; `undefined` where the frame is the group itself. */
  childTowards(group: number, frame: number): number | undefined {
    let child: number | undefined;
    for (
      let each = group;
      each !== frame && each !== GroupPaths.network;
      each = this.parent(each)
    )
      child = each;
    return child;
  }
}
