/** Wires that end at the rectangle around a figure, led on to its rounded outline. */
import type { Point } from "./geometry.js";
import type { PlacedItem } from "./layout.js";

/** The route with its first and last point moved, in x, onto the outlines of what it joins. */
export function reachingOutlines(
  points: readonly Point[],
  from: PlacedItem | undefined,
  to: PlacedItem | undefined,
): Point[] {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return [...points];
  return [
    { x: first.x - gap(first.y, from), y: first.y },
    ...rest,
    { x: last.x + gap(last.y, to), y: last.y },
  ];
}

/** How far the outline stands back from the side of its rectangle at that height. */
function gap(y: number, placed: PlacedItem | undefined): number {
  if (!placed) return 0;
  const { radius } = placed.figure;
  const fromCorner = Math.min(y - placed.y, placed.y + placed.height - y);
  if (fromCorner >= radius) return 0;
  const rise = radius - Math.max(0, fromCorner);
  return radius - Math.sqrt(radius ** 2 - rise ** 2);
}
