/** The same step of another text: what stays where it is when a traced program is edited. */
import type { TracePosition } from "../graph/trace-model.js";
import type { NetworkTrace } from "./network-trace.js";
import { entry } from "./walk.js";

/**
 * The position of the step that does the same with the same nodes; the entry where there is none.
 * @param before the trace that the position is of; this one itself where it is left out
 */
export function positionIn(
  { steps }: NetworkTrace,
  at: TracePosition | undefined,
  before: NetworkTrace | undefined,
): TracePosition {
  const old = at && (before?.steps ?? steps).at(at.step);
  if (!at || !old) return entry;
  const frame =
    at.frame !== undefined && steps.groups.number(at.frame) >= 0
      ? { frame: at.frame }
      : {};
  for (let step = 0; step < steps.length; step++) {
    const now = steps.at(step);
    const isSame =
      now?.kind === old.kind &&
      now.node.id === old.node.id &&
      now.wire?.id === old.wire?.id;
    if (isSame) return { step, ...frame };
  }
  return entry;
}
