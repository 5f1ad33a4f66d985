/** Elementwise operations on tensors: the record's scalar functions, broadcast over the operands. */
import type { Attributes } from "../graph/graph.js";
import type { BoundShape } from "../graph/shape.js";
import {
  type ElementwiseOperation,
  type ScalarParameters,
  scalarParameters,
} from "../ops/operation.js";
import { type BroadcastLayout, broadcastLayout } from "./broadcast.js";

const noElements = new Float64Array(1);

/** An elementwise operation on given operands: what its kernels need, without the results. */
export interface ElementwiseCall {
  readonly operation: ElementwiseOperation;
  /** Row-major, one to three. */
  readonly inputs: readonly Float64Array[];
  readonly layout: BroadcastLayout;
  readonly parameters: ScalarParameters;
}

export function elementwiseCall(
  operation: ElementwiseOperation,
  inputs: readonly Float64Array[],
  inputShapes: readonly BoundShape[],
  outputShape: BoundShape,
  attributes: Attributes,
): ElementwiseCall {
  return {
    operation,
    inputs,
    layout: broadcastLayout(inputShapes, outputShape),
    parameters: scalarParameters(operation, attributes),
  };
}

/** Writes every element of `output`, which has the broadcast shape. */
export function elementwiseForward(
  { operation: { forward }, inputs, layout, parameters }: ElementwiseCall,
  output: Float64Array,
): void {
  const [a = noElements, b = noElements, c = noElements] = inputs;
  const { runs, length, starts } = layout;
  const [strideA, strideB, strideC] = layout.strides;
  for (let run = 0; run < runs; run++) {
    let atA = starts?.[0][run] ?? 0;
    let atB = starts?.[1][run] ?? 0;
    let atC = starts?.[2][run] ?? 0;
    const end = (run + 1) * length;
    for (let at = run * length; at < end; at++) {
      output[at] = forward(a[atA] ?? 0, b[atB] ?? 0, c[atC] ?? 0, parameters);
      atA += strideA;
      atB += strideB;
      atC += strideC;
    }
  }
}
