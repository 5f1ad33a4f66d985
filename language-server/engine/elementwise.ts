/** Elementwise operations on tensors: the record's scalar functions, broadcast over the operands. */
import type { Attributes } from "../graph/graph.js";
import type { BoundShape } from "../graph/shape.js";
import type {
  ElementwiseOperation,
  ScalarParameters,
} from "../ops/operation.js";
import { type BroadcastLayout, broadcastLayout } from "./broadcast.js";

const operandKinds = new Set(["tensor", "tensors", "ids"]);
const noParameters: ScalarParameters = [];
const noElements = new Float64Array(1);

/**
 * The numbers that the scalar functions take besides the operands: every argument of the signature that is not an
 * operand, in order. Switches are 0 or 1; an argument that is absent is NaN.
 */
export function scalarParameters(
  operation: ElementwiseOperation,
  attributes: Attributes,
): ScalarParameters {
  const formals = operation.signature.filter(
    ({ kind }) => !operandKinds.has(kind),
  );
  if (formals.length === 0) return noParameters;
  return formals.map(({ name, default: standard }) => {
    const value = attributes[name] ?? standard;
    return typeof value === "number" || typeof value === "boolean"
      ? Number(value)
      : NaN;
  });
}

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
