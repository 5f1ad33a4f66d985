/**
 * The groups of elements that a reduction, a softmax or a loss takes together: those that differ only along the chosen
 * axes. A kernel is given each group as a vector by start and stride; a group that no single stride reaches is gathered.
 */
import type { BoundShape } from "../graph/shape.js";
import { mergeAxes, stridesOf, visitRuns } from "./strided.js";

/** One group: its number in row-major order of the other axes, and its elements `start + i · stride`, i < count. */
export type VisitGroup = (
  group: number,
  values: Float64Array,
  start: number,
  stride: number,
  count: number,
) => void;

/** Calls `visit` for every group of `values` along `axes`. */
export function visitGroups(
  shape: BoundShape,
  axes: readonly number[],
  values: Float64Array,
  visit: VisitGroup,
): void {
  const { kept, along } = split(shape, axes);
  const [stride] = along.steps;
  if (along.sizes.length <= 1) {
    const count = along.sizes[0] ?? 1;
    visitStarts(kept, (group, start) => {
      visit(group, values, start, stride ?? 1, count);
    });
    return;
  }
  const addresses = addressesOf(along);
  const gathered = new Float64Array(addresses.length);
  visitStarts(kept, (group, start) => {
    for (let i = 0; i < addresses.length; i++)
      gathered[i] = values[start + (addresses[i] ?? 0)] ?? 0;
    visit(group, gathered, 0, 1, gathered.length);
  });
}

/** As `VisitGroup`, with the gradient's array, which has the same layout within the group. */
export type VisitGroupGradient = (
  group: number,
  values: Float64Array,
  gradient: Float64Array,
  start: number,
  stride: number,
  count: number,
) => void;

/** Calls `visit`, which adds to the gradient of its group's elements, for every group along `axes`. */
export function visitGroupGradients(
  shape: BoundShape,
  axes: readonly number[],
  values: Float64Array,
  gradient: Float64Array,
  visit: VisitGroupGradient,
): void {
  const { kept, along } = split(shape, axes);
  const [stride] = along.steps;
  if (along.sizes.length <= 1) {
    const count = along.sizes[0] ?? 1;
    visitStarts(kept, (group, start) => {
      visit(group, values, gradient, start, stride ?? 1, count);
    });
    return;
  }
  const addresses = addressesOf(along);
  const gathered = new Float64Array(addresses.length);
  const added = new Float64Array(addresses.length);
  visitStarts(kept, (group, start) => {
    for (let i = 0; i < addresses.length; i++)
      gathered[i] = values[start + (addresses[i] ?? 0)] ?? 0;
    added.fill(0);
    visit(group, gathered, added, 0, 1, gathered.length);
    for (let i = 0; i < addresses.length; i++) {
      const at = start + (addresses[i] ?? 0);
      gradient[at] = (gradient[at] ?? 0) + (added[i] ?? 0);
    }
  });
}

interface Walk {
  readonly sizes: number[];
  readonly steps: number[];
}

/** The axes that stay and those that a group runs along, each as few as possible. */
function split(
  shape: BoundShape,
  axes: readonly number[],
): { kept: Walk; along: Walk } {
  const strides = stridesOf(shape);
  const pick = (inGroup: boolean): Walk => {
    const chosen = [...shape.keys()].filter(
      (axis) => axes.includes(axis) === inGroup,
    );
    return mergeAxes(
      chosen.map((axis) => shape[axis] ?? 1),
      chosen.map((axis) => strides[axis] ?? 0),
    );
  };
  return { kept: pick(false), along: pick(true) };
}

function visitStarts(
  { sizes, steps }: Walk,
  visit: (group: number, start: number) => void,
): void {
  visitRuns(sizes, 0, steps, (position, address, length, stride) => {
    for (let i = 0; i < length; i++) visit(position + i, address + i * stride);
  });
}

function addressesOf({ sizes, steps }: Walk): Int32Array {
  const count = sizes.reduce((product, size) => product * size, 1);
  const addresses = new Int32Array(count);
  visitRuns(sizes, 0, steps, (position, address, length, stride) => {
    for (let i = 0; i < length; i++)
      addresses[position + i] = address + i * stride;
  });
  return addresses;
}
