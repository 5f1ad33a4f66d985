/**
 * Which elements a normalisation takes together, and which weight and bias each of them gets. All of them come down to
 * groups of equally long runs: an element's address is `group start + run · runStride + i`, i < length, and its
 * weight's index `weight start + i · weightStride`.
 */
import { boundSize, type BoundShape } from "../../graph/shape.js";

export interface GroupLayout {
  readonly groups: number;
  /** Runs of a group, and elements of a run. */
  readonly runs: number;
  readonly length: number;
  readonly runStride: number;
  /** Where a group starts. */
  readonly startOf: (group: number) => number;
  /** The weight of the first element of a run. */
  readonly weightOf: (group: number, run: number) => number;
  /** 1 where each element of a run has its own weight, 0 where they share one. */
  readonly weightStride: 0 | 1;
}

/** Layer and RMS norm: a group is everything along the last `axes` axes, and every element has its own weight. */
export function lastAxesLayout(shape: BoundShape, axes: number): GroupLayout {
  const length = boundSize(shape.slice(shape.length - axes));
  return {
    groups: boundSize(shape) / length,
    runs: 1,
    length,
    runStride: 0,
    startOf: (group) => group * length,
    weightOf: () => 0,
    weightStride: 1,
  };
}

/** Group norm: `[batch, c, …]`, a group is some consecutive channels of one example; a channel shares a weight. */
export function channelGroupsLayout(
  shape: BoundShape,
  groupsOfExample: number,
): GroupLayout {
  const [batch = 1, channels = 1, ...rest] = shape;
  const length = boundSize(rest);
  const runs = channels / groupsOfExample;
  return {
    groups: batch * groupsOfExample,
    runs,
    length,
    runStride: length,
    startOf: (group) => group * runs * length,
    weightOf: (group, run) => (group % groupsOfExample) * runs + run,
    weightStride: 0,
  };
}

/** Batch norm: `[batch, c, …]`, a group is one channel of all examples and shares a weight. */
export function channelsLayout(shape: BoundShape): GroupLayout {
  const [batch = 1, channels = 1, ...rest] = shape;
  const length = boundSize(rest);
  return {
    groups: channels,
    runs: batch,
    length,
    runStride: channels * length,
    startOf: (group) => group * length,
    weightOf: (group) => group,
    weightStride: 0,
  };
}
