/** Where a picture is looked at from: what shows all of it, and what shows a good place to begin reading. */
import type { Rectangle } from "../drawing/layout/geometry.js";
import type { GraphLayout } from "../drawing/layout/layout.js";

/** What stands at (x, y) in the drawing is seen at (k x + view.x, k y + view.y) in the viewport. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export const farthest = 0.01;
/** Numbers are 11 pixels high: no graph begins with numbers much smaller than 7, and a wide one with larger ones if it can. */
const smallestBeginning = 0.6;
const beginning = 0.85;
/** Space around the graph when all of it is shown, in pixels. */
const edge = 12;
/** A view of fewer items is no beginning, where there is one of twice as many. */
const fewestItems = 4;

/** The scale that shows a place for reading: the present one where it will do, otherwise one at which it fits. */
export function readableScale(k: number, place: Size, viewport: Size): number {
  if (k >= smallestBeginning) return k;
  const fitting = Math.min(
    (viewport.width - 2 * edge) / Math.max(place.width, 1),
    (viewport.height - 2 * edge) / Math.max(place.height, 1),
  );
  return Math.max(k, Math.min(beginning, fitting));
}

/** All of it, at most at its own size. */
export function wholeView({ width, height }: Size, viewport: Size): View {
  const k = Math.min(
    1,
    (viewport.width - 2 * edge) / Math.max(width, 1),
    (viewport.height - 2 * edge) / Math.max(height, 1),
  );
  const scale = Math.max(k, farthest);
  return {
    x: (viewport.width - width * scale) / 2,
    y: (viewport.height - height * scale) / 2,
    k: scale,
  };
}

/**
 * All of it where that can be read. Otherwise, as most graphs are much wider than high, its left edge, at the height
 * where most items stand; where next to nothing stands at the left edge, as far to the right as something does.
 */
export function firstView(layout: GraphLayout, viewport: Size): View {
  const whole = wholeView(layout, viewport);
  if (whole.k >= smallestBeginning) return whole;
  const wanted = (viewport.height - 2 * edge) / Math.max(layout.height, 1);
  const k = Math.min(Math.max(wanted, smallestBeginning), beginning);
  const { x, y } = firstPlace(layout, {
    width: viewport.width / k,
    height: viewport.height / k,
  });
  const height = layout.height * k;
  return {
    x: 0 - x * k,
    y:
      height <= viewport.height
        ? (viewport.height - height) / 2
        : Math.min(Math.max(-y * k, viewport.height - height), 0),
    k,
  };
}

/** The upper left corner of what is seen first, `seen` being its size in the drawing. */
function firstPlace(layout: GraphLayout, seen: Size): { x: number; y: number } {
  const items = layout.items.filter(({ item }) => item.kind !== "frame");
  const places: { x: number; y: number; count: number }[] = [];
  for (let x = 0; x < layout.width; x += seen.width / 2) {
    const inStrip = items.filter(
      (placed) => placed.x >= x && placed.x + placed.width <= x + seen.width,
    );
    places.push({ x, ...densest(inStrip, seen.height) });
  }
  const most = Math.max(...places.map(({ count }) => count));
  const enough = Math.min(fewestItems, most / 2);
  return places.find(({ count }) => count >= enough) ?? { x: 0, y: 0 };
}

/** The upper end of the stretch of this height that holds most of the places whole; the uppermost of several. */
function densest(
  places: readonly Rectangle[],
  height: number,
): { y: number; count: number } {
  const room = height - 2 * edge;
  const byTop = [...places].sort((a, b) => a.y - b.y);
  const bottoms = byTop.map((place) => place.y + place.height);
  bottoms.sort((a, b) => a - b);
  let best = { y: 0, count: 0 };
  let ended = 0;
  for (const [above, { y }] of byTop.entries()) {
    while ((bottoms[ended] ?? Infinity) <= y + room) ended += 1;
    // Whatever ends within the stretch and does not begin above it.
    const count = ended - above;
    if (count <= best.count) continue;
    best = { y, count };
  }
  return best.count === 0 ? best : centred(best, byTop, room, height);
}

/** The same places, with as much space above as below them. */
function centred(
  { y, count }: { y: number; count: number },
  places: readonly Rectangle[],
  room: number,
  height: number,
): { y: number; count: number } {
  const held = places.filter(
    (place) => place.y >= y && place.y + place.height <= y + room,
  );
  const bottom = Math.max(...held.map((place) => place.y + place.height));
  return { y: (y + bottom - height) / 2, count };
}
