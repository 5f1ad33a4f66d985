/**
 * Which groups are open: what the user has chosen, and what a graph shows until then. Plain data, so that the page can
 * keep it with its state.
 */
import type {
  GraphModel,
  ModelGroup,
  ModelId,
} from "../../../../language-server/graph/graph-model.js";
import type { TreeGroup } from "./group-tree.js";

/** A group as one box, with its members inside, or (a small dense layer) as neurons and weights. */
export type Opening = "closed" | "open" | "neurons";

/** By the group's id, what the user has chosen. */
export type Openings = Readonly<Record<ModelId, Opening>>;

/** A graph of at most so many nodes shows them; a larger one begins with its groups closed. */
export const largestOpenGraph = 24;

/** A layer with more parameters than 16 × 16 weights and biases is one to be counted, not to be read: it begins closed. */
const mostOpenParameters = 16 * 16 + 16;

/** How a group is shown: as chosen where the choice is possible, otherwise as the graph's size suggests. */
export function openingOf(
  { group, dense }: TreeGroup,
  model: GraphModel,
  openings: Openings,
): Opening {
  const chosen = Object.hasOwn(openings, group.id)
    ? openings[group.id]
    : undefined;
  if (chosen === "neurons") return dense ? "neurons" : "open";
  return chosen ?? (beginsOpen(group, model) ? "open" : "closed");
}

const beginsOpen = (
  { parameterCount = 0 }: ModelGroup,
  { nodes }: GraphModel,
): boolean =>
  nodes.length <= largestOpenGraph && parameterCount <= mostOpenParameters;

/** What a group can be opened into, the next one after the other: a key or a click goes round. */
export const openingsOf = ({ dense }: TreeGroup): readonly Opening[] =>
  dense ? ["closed", "neurons", "open"] : ["closed", "open"];
