/** Axes as programs write them: one or a list, negative from the end, all of them where none is given. */
import type { Attributes, AttributeValue } from "../graph/graph.js";
import { formatShape, type Shape } from "../graph/shape.js";
import type { FormalArgument, Mismatch } from "./operation.js";

/** The axes as whole numbers from the front, ascending, or what is wrong with them. */
export function resolveAxes(
  value: AttributeValue,
  shape: Shape,
): readonly number[] | Mismatch {
  if (value === null || value === undefined) return [...shape.keys()];
  const written = Array.isArray(value) ? value : [value];
  const axes: number[] = [];
  for (const each of written) {
    const axis = resolveAxis(each as AttributeValue, shape);
    if (typeof axis !== "number") return axis;
    if (axes.includes(axis))
      return invalidAxis(
        `Axis ${axis} of ${formatShape(shape)} is named twice`,
      );
    axes.push(axis);
  }
  if (axes.length === 0)
    return invalidAxis(
      "The list of axes is empty; leave it out for all of them",
    );
  return axes.sort((a, b) => a - b);
}

/** One axis, from the front. `rank` is that of the result where the axis counts there (`unsqueeze`, `stack`). */
export function resolveAxis(
  value: AttributeValue,
  shape: Shape,
  rank = shape.length,
): number | Mismatch {
  if (typeof value !== "number" || !Number.isInteger(value))
    return invalidAxis("An axis is a whole number, negative from the end");
  if (value >= -rank && value < rank) return value < 0 ? value + rank : value;
  if (rank === 0)
    return invalidAxis(`Axis ${value} does not exist: a scalar has no axes`);
  return invalidAxis(
    `Axis ${value} does not exist: ${rank === shape.length ? formatShape(shape) : "the result"} has ` +
      (rank === 1 ? "axis 0 only" : `axes 0 to ${rank - 1}`),
  );
}

/** For kernels, which run on attributes that the shape rule has accepted. */
export function acceptedAxes(
  value: AttributeValue,
  shape: Shape,
): readonly number[] {
  const axes = resolveAxes(value, shape);
  return "mismatch" in axes ? [] : axes;
}

/** For kernels: one axis, from the front. */
export function acceptedAxis(
  value: AttributeValue,
  shape: Shape,
  rank = shape.length,
): number {
  const axis = resolveAxis(value, shape, rank);
  return typeof axis === "number" ? axis : 0;
}

export const invalidAxis = (mismatch: string): Mismatch => ({
  mismatch,
  code: "invalid-axis",
});

/** The shape without the axes, or with 1 in their place where they are kept. */
export function withoutAxes(
  shape: Shape,
  axes: readonly number[],
  keep: boolean,
): Shape {
  return keep
    ? shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** `axis` and `keep` of the reductions. */
export const reductionArguments: readonly FormalArgument[] = [
  {
    name: "axis",
    kind: "axes",
    default: null,
    named: true,
    summary: "The axis or axes to reduce; all where it is left out.",
  },
  {
    name: "keep",
    kind: "switch",
    default: false,
    named: true,
    summary: "Whether reduced axes stay, with one element.",
  },
];

/** The shape rule of reductions, by the attributes `axis` and `keep`. */
export function reducedShape(
  [shape = []]: readonly Shape[],
  { axis, keep }: Attributes,
): Shape | Mismatch {
  const axes = resolveAxes(axis, shape);
  return "mismatch" in axes ? axes : withoutAxes(shape, axes, keep === true);
}
