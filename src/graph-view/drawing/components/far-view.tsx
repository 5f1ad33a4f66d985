/**
 * Wires and items from far away, when nobody can tell more than colours: wires of one look, and items of one kind, as a
 * few long paths without heads, dashes and rounded corners. Thousands of elements, and dashes finer than a pixel, would
 * take the browser longer than a frame.
 */
import type { VNode } from "preact";
import type { GraphValues } from "../../../../language-server/graph/graph-model.js";
import type { PlacedItem, PlacedWire } from "../layout/layout.js";
import { wireValues } from "../values/wire-values.js";
import { classOf } from "./item-view.js";
import { rounded, straightPath } from "./path.js";
import { wireClass } from "./wire-line.js";

/** Paths are cut after so many things, so that a part of the screen is painted without looking at all of them. */
const mostInPath = 50;

export function FarWires({
  wires,
  values,
}: {
  readonly wires: readonly PlacedWire[];
  readonly values: GraphValues | undefined;
}): VNode {
  const paths = pathsBy(
    wires,
    ({ wire }) => wireClass(wireValues(wire, values)),
    wirePath,
  );
  return (
    <>
      {paths.map(({ key, group, d }) => (
        <path key={key} class={`${group} line`} d={d} />
      ))}
    </>
  );
}

export function FarItems({
  items,
}: {
  readonly items: readonly PlacedItem[];
}): VNode {
  return (
    <>
      {pathsBy(items, classOf, outlinePath).map(({ key, group, d }) => (
        <g key={key} class={group}>
          <path class="outline" style={{ strokeDasharray: "none" }} d={d} />
        </g>
      ))}
    </>
  );
}

interface FarPath {
  readonly key: string;
  readonly group: string;
  readonly d: string;
}

/** Paths of the things of each group, in their order. */
function pathsBy<Thing extends object>(
  things: readonly Thing[],
  groupOf: (thing: Thing) => string,
  pathOf: (thing: Thing) => string,
): FarPath[] {
  const groups = new Map<string, string[]>();
  for (const thing of things) {
    const group = groupOf(thing);
    const parts = groups.get(group);
    if (parts) parts.push(pathOf(thing));
    else groups.set(group, [pathOf(thing)]);
  }
  const paths: FarPath[] = [];
  for (const [group, parts] of groups)
    for (let start = 0; start < parts.length; start += mostInPath)
      paths.push({
        key: `${group} ${start}`,
        group,
        d: parts.slice(start, start + mostInPath).join(""),
      });
  return paths;
}

/** Made once for each layout: values come and go much more often. */
function remembered<Thing extends object>(
  make: (thing: Thing) => string,
): (thing: Thing) => string {
  const known = new WeakMap<Thing, string>();
  return (thing) => {
    let path = known.get(thing);
    if (path === undefined) {
      path = make(thing);
      known.set(thing, path);
    }
    return path;
  };
}

const wirePath = remembered(({ points }: PlacedWire) => straightPath(points));

const outlinePath = remembered(
  ({ x, y, width, height, figure }: PlacedItem) => {
    const radius = Math.min(figure.radius, width / 2, height / 2);
    const across = rounded(width - 2 * radius);
    const down = rounded(height - 2 * radius);
    const corner = (dx: number, dy: number): string =>
      `a${radius} ${radius} 0 0 1 ${dx} ${dy}`;
    return [
      `M${rounded(x + radius)} ${rounded(y)}h${across}`,
      `${corner(radius, radius)}v${down}`,
      `${corner(-radius, radius)}h${-across}`,
      `${corner(-radius, -radius)}v${-down}`,
      `${corner(radius, -radius)}z`,
    ].join("");
  },
);
