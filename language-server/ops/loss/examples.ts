/**
 * What the losses over classes share: the last axis holds the classes, whatever stands before it the examples, and
 * the target is either class numbers or a probability for every class.
 */
import {
  type Dimension,
  formatDimension,
  provablyDiffer,
  sameDimension,
} from "../../graph/dimension.js";
import { type BoundShape, formatShape, type Shape } from "../../graph/shape.js";
import type { Fault, Mismatch } from "../operation.js";

/** Whether the target is class numbers: it has no axis of classes, or one element there where the logits have more. */
export function isClassNumbers(logits: Shape, target: Shape): boolean {
  if (target.length !== logits.length) return target.length < logits.length;
  const classes: Dimension = logits.at(-1) ?? 1;
  return target.at(-1) === 1 && !sameDimension(classes, 1);
}

/** The shape of the single losses, one per example, for class numbers; or why the target does not fit. */
export function classNumberExamples(
  name: string,
  logits: Shape,
  target: Shape,
): Shape | Mismatch {
  const classes = logits.at(-1);
  if (classes === undefined) return noClasses(name);
  const examples = logits.slice(0, -1);
  const plain = target.length === logits.length ? target.slice(0, -1) : target;
  const axis = differingAxis(examples, plain);
  if (axis === undefined) return examples;
  return {
    mismatch:
      `${name} needs a class number for each example, shaped ${formatShape(examples)}, or probabilities, ` +
      `shaped ${formatShape(logits)}; the target is ${formatShape(target)}` +
      sizesAt(axis, examples, plain),
    operands: [0, 1],
    axes: [axis, axis],
    ...(examples[axis] !== undefined && { expected: examples[axis] }),
  };
}

/** The same for probabilities, which have the shape of the logits. */
export function probabilityExamples(
  name: string,
  logits: Shape,
  target: Shape,
): Shape | Mismatch {
  if (logits.length === 0) return noClasses(name);
  const axis = differingAxis(logits, target);
  if (axis === undefined) return logits.slice(0, -1);
  return {
    mismatch:
      `\`${name}\` needs probabilities of the shape ${formatShape(logits)}; the target is ${formatShape(target)}` +
      sizesAt(axis, logits, target),
    operands: [0, 1],
    axes: [axis, axis],
    ...(logits[axis] !== undefined && { expected: logits[axis] }),
  };
}

const noClasses = (name: string): Mismatch => ({
  mismatch: `${name} needs an axis of classes, and its first operand is a scalar`,
  operands: [0],
});

/** The first axis in which the two cannot be equal; the shorter one's length where one has more axes. */
function differingAxis(a: Shape, b: Shape): number | undefined {
  const axis = a.findIndex((dimension, each) => {
    const other = b[each];
    return other === undefined || provablyDiffer(dimension, other);
  });
  if (axis >= 0) return axis;
  return b.length > a.length ? a.length : undefined;
}

function sizesAt(axis: number, wanted: Shape, found: Shape): string {
  const left = wanted[axis];
  const right = found[axis];
  return left === undefined || right === undefined
    ? ""
    : `: axis ${axis} is ${formatDimension(right)} instead of ${formatDimension(left)}`;
}

/** The number of examples and classes of bound logits. */
export function examplesAndClasses(logits: BoundShape): {
  examples: number;
  classes: number;
} {
  const examples = logits
    .slice(0, -1)
    .reduce((product, dimension) => product * dimension, 1);
  return { examples, classes: logits.at(-1) ?? 1 };
}

/** Why a number is not one of the classes, where it is not; `ignored` counts as one. */
export function classFault(
  found: number,
  example: number,
  classes: number,
  ignored: number | undefined,
): Fault | undefined {
  if (found === ignored) return undefined;
  if (Number.isInteger(found) && found >= 0 && found < classes)
    return undefined;
  return {
    fault: Number.isInteger(found)
      ? `Class ${found} of example ${example} does not exist: there are ${classes} classes, 0 to ${classes - 1}`
      : `The target of example ${example} is ${found}; a class number is a whole number from 0 to ${classes - 1}`,
    code: "invalid-class",
    operand: 1,
  };
}
