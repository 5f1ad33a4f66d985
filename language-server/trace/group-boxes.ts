/** The boxes of a drawn network and the groups of its graph: which box a group is seen as. */
import type { DrawnNetwork } from "../graph-model/build.js";
import { type Box, groupTree } from "../graph-model/group-tree.js";
import type { ModelGroup } from "../graph/graph-model.js";

const outermost = -1;

export class GroupBoxes {
  /** In the order of the model's groups. */
  private readonly boxes: readonly Box[];
  /** By group of the graph, the number of the box that its inside is seen as; −1 for the network itself. */
  private readonly insides: Int32Array;

  constructor({ model, network }: DrawnNetwork) {
    const { groups } = network.graph;
    const shown = model.nodes.map(({ node }) => node);
    this.boxes = [...groupTree(network.graph, shown).boxes.values()];
    const byCore = new Map(
      this.boxes.map(({ core }, number) => [core, number]),
    );
    this.insides = new Int32Array(groups.length).fill(outermost);
    // Parents stand before their children.
    for (const [index, { parent }] of groups.entries())
      this.insides[index] = byCore.get(index) ?? this.inside(parent);
  }

  /** The number of the box that the inside of a group of the graph is seen as; −1 for the network itself. */
  inside(group: number): number {
    return this.insides[group] ?? outermost;
  }

  /** The outermost of the graph's groups that a box, by its number, stands for. */
  groupOf(box: number): number {
    return this.boxes[box]?.group ?? outermost;
  }
}

/** `h: dense(128) → relu`, `dense(128)`, `swish`. */
export function nameOfGroup({ kind, label, detail }: ModelGroup): string {
  if (detail === undefined) return label;
  if (detail.startsWith("(")) return `${label}${detail}`;
  return kind === "layer" ? `${label}: ${detail}` : label;
}
