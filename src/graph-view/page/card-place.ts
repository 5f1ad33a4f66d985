/**
 * Where the card of what is selected stands over the picture: at its right, in a narrow one below; on the other side where
 * it would cover what is selected. The style sheet has the same sizes: `.inspector`.
 */
import type { Rectangle } from "../drawing/layout/geometry.js";
import type { Size } from "./view.js";

/** Pictures that are not wider have the card below. In pixels, like everything here. */
const narrow = 560;
const fromEdge = 8;
const widest = 420;

/** The largest place that the card takes. */
export function cardRoom({ width, height }: Size, isAway: boolean): Rectangle {
  if (width <= narrow) {
    const cardHeight = 0.45 * height;
    const y = isAway ? fromEdge : height - fromEdge - cardHeight;
    return { x: fromEdge, y, width: width - 2 * fromEdge, height: cardHeight };
  }
  const cardWidth = Math.min(widest, width / 2);
  const x = isAway ? fromEdge : width - fromEdge - cardWidth;
  return { x, y: fromEdge, width: cardWidth, height: 0.6 * height };
}

/** What of the picture the card leaves free: all that is beside it, or above or below it. */
export function besideCard(viewport: Size, isAway: boolean): Rectangle {
  const { width, height } = viewport;
  const card = cardRoom(viewport, isAway);
  if (width <= narrow) {
    const y = isAway ? card.y + card.height : 0;
    return { x: 0, y, width, height: height - fromEdge - card.height };
  }
  const x = isAway ? card.x + card.width : 0;
  return { x, y: 0, width: width - fromEdge - card.width, height };
}

/**
 * Whether the card stands on the other side. It stays where it is as long as it covers nothing of the selection.
 * @param place of what is selected, on the viewport
 */
export function standsAway(
  place: Rectangle,
  viewport: Size,
  isAway: boolean,
): boolean {
  const covered = (away: boolean): number =>
    sharedArea(place, cardRoom(viewport, away));
  return covered(!isAway) < covered(isAway) ? !isAway : isAway;
}

function sharedArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}
