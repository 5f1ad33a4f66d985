/** Batches of matrices that are broadcast against each other: where the matrix of each element of the batch starts. */
import { type BoundShape, boundSize } from "../../graph/shape.js";
import { broadcastStrides, visitRuns } from "../strided.js";

/** `leading` are the axes before the matrices of one operand, `batch` those of the result. In elements. */
export function batchStarts(
  leading: BoundShape,
  batch: BoundShape,
  matrixSize: number,
): Int32Array {
  const starts = new Int32Array(boundSize(batch));
  const strides = broadcastStrides(leading, batch);
  visitRuns(batch, 0, strides, (position, address, length, stride) => {
    for (let i = 0; i < length; i++)
      starts[position + i] = (address + i * stride) * matrixSize;
  });
  return starts;
}
