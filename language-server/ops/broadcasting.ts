/** The shape rule of everything that broadcasts its operands, with the reason in words where they do not fit. */
import { formatDimension } from "../graph/dimension.js";
import {
  type BroadcastDisagreement,
  broadcastShapes,
  formatShape,
  isDisagreement,
  type Shape,
} from "../graph/shape.js";
import type { Mismatch } from "./operation.js";

/** The shape that the operands have together, or which two of them disagree and where. */
export function broadcastRule(operands: readonly Shape[]): Shape | Mismatch {
  const result = broadcastShapes(operands);
  return isDisagreement(result) ? disagreement(operands, result) : result;
}

function disagreement(
  operands: readonly Shape[],
  {
    operands: [left, right],
    axes: [leftAxis, rightAxis],
  }: BroadcastDisagreement,
): Mismatch {
  const leftShape = operands[left] ?? [];
  const rightShape = operands[right] ?? [];
  const leftSize = leftShape[leftAxis] ?? 1;
  const rightSize = rightShape[rightAxis] ?? 1;
  return {
    mismatch:
      `Shapes ${formatShape(leftShape)} and ${formatShape(rightShape)} do not broadcast: ` +
      `${sizeOfAxis(leftShape, leftAxis)} is ${formatDimension(leftSize)}, ` +
      `${sizeOfAxis(rightShape, rightAxis)} is ${formatDimension(rightSize)}; ` +
      "aligned at the last axis, sizes must be equal or 1",
    operands: [left, right],
    axes: [leftAxis, rightAxis],
    expected: leftSize,
  };
}

function sizeOfAxis(shape: Shape, axis: number): string {
  return `axis ${axis} of ${formatShape(shape)}`;
}
