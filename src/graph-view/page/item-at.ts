/** What stands at a place of the picture: from far away items are no elements of their own, which the browser would know. */
import type { Point } from "../drawing/layout/geometry.js";
import type { GraphLayout } from "../drawing/layout/layout.js";

/**
 * The id of the item at the point, or of the nearest one that is less than `slack` away from it; frames only where
 * nothing stands in them. Lengths are those of the drawing.
 */
export function itemAt(
  { items }: Pick<GraphLayout, "items">,
  point: Point,
  slack: number,
): string | undefined {
  let nearest: { id: string; distance: number } | undefined;
  let frame: string | undefined;
  for (const { item, x, y, width, height } of items) {
    const distance = Math.hypot(
      Math.max(x - point.x, 0, point.x - x - width),
      Math.max(y - point.y, 0, point.y - y - height),
    );
    if (item.kind === "frame") {
      if (distance === 0) frame = item.id;
    } else if (distance <= Math.min(slack, nearest?.distance ?? slack))
      nearest = { id: item.id, distance };
  }
  return nearest?.id ?? frame;
}
