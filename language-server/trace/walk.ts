/**
 * Where the stepping motions lead. A group is walked over as one: all of its steps that follow each other in one pass. In
 * the backward pass that is the way from its result to its operands and parameters.
 */
import type { TracePosition } from "../graph/trace-model.js";
import { GroupPaths } from "./group-paths.js";
import type { StepList } from "./steps.js";

export const entry: TracePosition = { step: -1 };

/** What was done last at a position: the steps `first` to `last`, of a group taken as one or a single one. */
export interface Unit {
  readonly first: number;
  readonly last: number;
  /** The group, where it is one. */
  readonly group?: number;
}

/** The unit that a position stands at the end of; absent at the entry. */
export function unitAt(
  steps: StepList,
  { step, frame }: TracePosition,
): Unit | undefined {
  if (step < 0) return undefined;
  const { groups } = steps;
  const around = groups.innermostAround(
    steps.groupOf(step),
    groups.number(frame),
  );
  const group = groups.childTowards(steps.groupOf(step), around);
  // In the middle of a group the single step is what was done.
  if (group === undefined || lastOf(steps, step, group) !== step)
    return { first: step, last: step };
  return { first: firstOf(steps, step, group), last: step, group };
}

/** The next operation, or the next group as one. Where everything is done: the end, in the network's own frame. */
export function over(steps: StepList, at: TracePosition): TracePosition {
  const next = at.step + 1;
  if (next >= steps.length) return { step: steps.length - 1 };
  const { groups } = steps;
  const inner = steps.groupOf(next);
  const frame = groups.innermostAround(inner, groups.number(at.frame));
  const group = groups.childTowards(inner, frame);
  const step = group === undefined ? next : lastOf(steps, next, group);
  return position(steps, step, frame);
}

/** The next operation, however deep. */
export function into(steps: StepList, at: TracePosition): TracePosition {
  const next = Math.min(at.step + 1, steps.length - 1);
  return position(steps, next, steps.groupOf(next));
}

/** The end of the group that is being walked through, seen from outside; where that is reached, of the one around it. */
export function out(steps: StepList, at: TracePosition): TracePosition {
  const { groups } = steps;
  let frame = groups.number(at.frame);
  while (frame !== GroupPaths.network) {
    const outer = groups.parent(frame);
    if (at.step >= 0 && groups.isIn(steps.groupOf(at.step), frame)) {
      const step = lastOf(steps, at.step, frame);
      if (step > at.step) return position(steps, step, outer);
    }
    frame = outer;
  }
  return { step: steps.length - 1 };
}

/** Undoes what was done last, a group as one where it was taken as one. */
export function back(steps: StepList, at: TracePosition): TracePosition {
  const step = (unitAt(steps, at)?.first ?? 0) - 1;
  if (step < 0) return entry;
  const { groups } = steps;
  const frame = groups.number(at.frame);
  return position(
    steps,
    step,
    groups.innermostAround(steps.groupOf(step), frame),
  );
}

/** The position at a single step, inside of everything that it is in. */
export const insideAt = (steps: StepList, step: number): TracePosition =>
  step < 0 ? entry : position(steps, step, steps.groupOf(step));

function position(steps: StepList, step: number, frame: number): TracePosition {
  const id = steps.groups.group(frame)?.id;
  return { step, ...(id !== undefined && { frame: id }) };
}

/** The last of the steps from `step` on that follow each other in the group, in one pass. */
function lastOf(steps: StepList, step: number, group: number): number {
  let last = step;
  while (last + 1 < steps.length && belongs(steps, last + 1, step, group))
    last++;
  return last;
}

function firstOf(steps: StepList, step: number, group: number): number {
  let first = step;
  while (first > 0 && belongs(steps, first - 1, step, group)) first--;
  return first;
}

const belongs = (
  steps: StepList,
  candidate: number,
  step: number,
  group: number,
): boolean =>
  steps.passOf(candidate) === steps.passOf(step) &&
  steps.groups.isIn(steps.groupOf(candidate), group);
