/**
 * One operation on plain data, without a graph: what folds constant expressions (attributes, dimensions, literals)
 * with the very kernels that run the network.
 */
import type { Attributes } from "../graph/graph.js";
import {
  type BoundShape,
  boundSize,
  formatShape,
  isBound,
} from "../graph/shape.js";
import {
  type Fault,
  type Mismatch,
  type Operation,
  isMismatch,
} from "../ops/operation.js";
import { elementwiseCall, elementwiseForward } from "./elementwise.js";

/** A constant: its shape and its elements, row-major. */
export interface Constant {
  readonly shape: BoundShape;
  readonly data: Float64Array;
}

/** Above this many elements a constant is refused, unless the caller says otherwise. */
export const largestConstant = 10_000_000;

/** Whether a result of `evaluateConstant` is a value. */
export const isConstant = (
  result: Constant | Mismatch | Fault,
): result is Constant => "data" in result;

/**
 * The operation's value on these operands; why their shapes do not fit (`mismatch`); or why the value cannot be computed
 * (`fault`, code `over-budget` for a result of more than `limit` elements, which is not allocated). Attributes hold
 * numbers, not symbolic dimensions. Operations that draw random numbers run as in training.
 */
export function evaluateConstant(
  operation: Operation,
  inputs: readonly Constant[],
  attributes: Attributes = {},
  limit = largestConstant,
): Constant | Mismatch | Fault {
  const inputShapes = inputs.map(({ shape }) => shape);
  const shape = operation.shape(inputShapes, attributes);
  if (isMismatch(shape)) return shape;
  if (!isBound(shape))
    return {
      mismatch: `the size of ${formatShape(shape)} is not known here`,
    };
  const size = boundSize(shape);
  if (size > limit)
    return {
      fault: `${formatShape(shape)} has ${size.toLocaleString("en")} elements, a constant may have ${limit.toLocaleString("en")}`,
      code: "over-budget",
    };
  const data = new Float64Array(size);
  const arrays = inputs.map((input) => input.data);
  if (operation.kernel === "elementwise") {
    elementwiseForward(
      elementwiseCall(operation, arrays, inputShapes, shape, attributes),
      data,
    );
    return { shape, data };
  }
  const saved = operation.saved?.(inputShapes, shape, attributes) ?? 0;
  const fault = operation.forward({
    inputs: arrays,
    inputShapes,
    output: data,
    outputShape: shape,
    attributes,
    saved: new Float64Array(saved),
    training: true,
  });
  return fault ?? { shape, data };
}
