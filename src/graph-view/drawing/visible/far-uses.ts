/**
 * In a large graph, wires that would run past most of it. A value that is used far away, again and again, such as a
 * weight that every step shares, gets a tag with its name at each of these places, as in a circuit diagram. A single
 * far use, a skip connection, stays a wire.
 */
import type { ModelNode } from "../../../../language-server/graph/graph-model.js";
import type { TagItem, VisibleItem } from "./visible-graph.js";
import type { VisibleWire } from "./visible-wires.js";

/** Smaller graphs are seen whole. */
const smallestTaggedGraph = 150;
/** In items, along the program. */
const farAway = 60;
const manyUses = 4;

/** The wires, those far uses beginning at tags, and these tags. */
export function taggedFarUses(
  items: readonly VisibleItem[],
  wires: readonly VisibleWire[],
  nodes: ReadonlyMap<string, ModelNode>,
): {
  readonly wires: readonly VisibleWire[];
  readonly tags: readonly TagItem[];
} {
  if (items.length < smallestTaggedGraph) return { wires, tags: [] };
  const places = new Map(items.map(({ id }, place) => [id, place]));
  const parents = new Map(items.map(({ id, parent }) => [id, parent]));
  const isFar = ({ from, to, sources, members }: VisibleWire): boolean =>
    sources.length === 1 &&
    members.length > 0 &&
    (places.get(to) ?? 0) - (places.get(from) ?? 0) > farAway;
  const uses = new Map<string, number>();
  for (const wire of wires.filter(isFar))
    uses.set(wire.from, (uses.get(wire.from) ?? 0) + 1);
  const tags: TagItem[] = [];
  const led = wires.map((wire) => {
    const [source = ""] = wire.sources;
    const node = nodes.get(source);
    if (!node || !isFar(wire) || (uses.get(wire.from) ?? 0) < manyUses)
      return wire;
    const parent = parents.get(wire.to);
    const id = `${wire.id}⇠`;
    const place = parent === undefined ? {} : { parent };
    tags.push({ kind: "tag", id, ...place, node, of: wire.from });
    return { ...wire, from: id };
  });
  return { wires: led, tags };
}
