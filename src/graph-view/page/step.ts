/** The step of a trace in the picture: what it lights, how it comes into view, how it is said. */
import type {
  GraphTrace,
  TraceStep,
} from "../../../language-server/protocol.js";
import type { Point, Rectangle } from "../drawing/layout/geometry.js";
import type { GraphLayout } from "../drawing/layout/layout.js";
import type { VisibleGraph } from "../drawing/visible/visible-graph.js";
import type { Camera } from "./camera.js";

/** Ids of the item and the wire that a step is about. */
export interface LitStep {
  readonly item?: string;
  readonly wire?: string;
}

/** Nothing is opened for a step: one inside a closed layer lights that layer. */
export function litBy(
  { node, wire, group }: TraceStep,
  { itemById, itemOfNode, wires }: VisibleGraph,
): LitStep {
  const item =
    group !== undefined && itemById.has(group)
      ? group
      : itemOfNode.get(node ?? "");
  const shown = wires.find(({ members }) =>
    members.some(({ id }) => id === wire),
  );
  return {
    ...(item !== undefined && { item }),
    ...(shown && { wire: shown.id }),
  };
}

/** Space that is kept around the step, in the drawing's units. */
const margin = 24;

/**
 * Moves the picture just as far as it takes to see the step, which is not at all where it is seen: its item and all of its
 * wire where both have room.
 */
export function followStep(
  camera: Camera,
  layout: GraphLayout,
  { item, wire }: LitStep,
): void {
  const { seen, view } = camera;
  const placed = layout.items.find((each) => each.item.id === item);
  if (!placed) return;
  const line = layout.wires.find((each) => each.wire.id === wire);
  const both = withPoints(placed, line?.points ?? []);
  const hasRoom = both.width <= seen.width && both.height <= seen.height;
  const place = hasRoom ? both : placed;
  const x = shift(place.x, place.width, seen.x, seen.width);
  const y = shift(place.y, place.height, seen.y, seen.height);
  if (x !== 0 || y !== 0) camera.panBy(x * view.k, y * view.k);
}

function withPoints(
  { x, y, width, height }: Rectangle,
  points: readonly Point[],
): Rectangle {
  const xs = [x, x + width, ...points.map((point) => point.x)];
  const ys = [y, y + height, ...points.map((point) => point.y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    x: left,
    y: top,
    width: Math.max(...xs) - left,
    height: Math.max(...ys) - top,
  };
}

/** How far a stretch has to move to lie in view; what is larger than the view shows its beginning. */
function shift(
  start: number,
  length: number,
  from: number,
  size: number,
): number {
  const room = Math.min(margin, Math.max(0, (size - length) / 2));
  const before = from + room - start;
  const behind = start + length - (from + size - room);
  if (before > 0 || length > size) return before;
  return behind > 0 ? -behind : 0;
}

const passes = {
  forward: "forward pass",
  backward: "backward pass",
  afterwards: "after the backward pass",
} as const;

/** `Step 7 of 25, forward pass`; `Before the first of 25 steps`. */
export const positionText = ({ step, steps }: GraphTrace): string =>
  step.kind === "entry"
    ? `Before the first of ${steps} steps`
    : `Step ${step.position.step + 1} of ${steps}, ${passes[step.pass]}`;

/** For screen readers. */
export const spokenStep = (trace: GraphTrace | undefined): string =>
  trace ? `${positionText(trace)}: ${trace.step.title}` : "";
