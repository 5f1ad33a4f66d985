/**
 * Runs one operation's record by itself: shape rule, forward kernel and backward kernel are called directly, so that a
 * wrong record is told from a wrong engine. Slow and plain on purpose.
 */
import type { Attributes } from "../../language-server/graph/graph.js";
import {
  type BoundShape,
  boundSize,
  isBound,
} from "../../language-server/graph/shape.js";
import {
  type ElementwiseOperation,
  type Fault,
  isMismatch,
  type KernelCall,
  type Operation,
  scalarParameters,
} from "../../language-server/ops/operation.js";

export interface Tensor {
  readonly shape: BoundShape;
  readonly data: Float64Array;
}

export interface Run {
  readonly operation: Operation;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
  readonly output: Tensor;
  readonly call: KernelCall;
}

export const tensor = (
  shape: BoundShape,
  numbers: Iterable<number>,
): Tensor => ({ shape, data: Float64Array.from(numbers) });

/** Thrown by the harness where a record refuses, with what it said. */
export class Refused extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** The operation on these operands; throws `Refused` for a mismatch or a fault. */
export function runForward(
  operation: Operation,
  inputs: readonly Tensor[],
  attributes: Attributes,
  training = true,
): Run {
  const inputShapes = inputs.map(({ shape }) => shape);
  const shape = operation.shape(inputShapes, attributes);
  if (isMismatch(shape)) throw new Refused(shape.mismatch);
  if (!isBound(shape)) throw new Refused("The shape has a name in it");
  const output = { shape, data: new Float64Array(boundSize(shape)) };
  // What a kernel does not write must show.
  output.data.fill(NaN);
  const saved =
    operation.kernel === "tensor"
      ? (operation.saved?.(inputShapes, shape, attributes) ?? 0)
      : 0;
  const call: KernelCall = {
    inputs: inputs.map(({ data }) => data),
    inputShapes,
    output: output.data,
    outputShape: shape,
    attributes,
    saved: new Float64Array(saved),
    training,
  };
  const fault = forward(operation, call);
  if (fault) throw new Refused(fault.fault);
  return { operation, inputs, attributes, output, call };
}

function forward(operation: Operation, call: KernelCall): Fault | undefined {
  if (operation.kernel === "tensor") return operation.forward(call);
  visitElements(operation, call, (at, [a, b, c], parameters) => {
    call.output[at] = operation.forward(a, b, c, parameters);
  });
  return undefined;
}

/** Whether a gradient flows to this operand. */
export function hasGradient(operation: Operation, operand: number): boolean {
  if (operation.kernel === "elementwise")
    return operation.partials[operand] !== undefined;
  const { derivatives, signature, backward } = operation;
  const variadic = signature.some(({ kind }) => kind === "tensors");
  return (
    backward !== undefined && derivatives[variadic ? 0 : operand] !== undefined
  );
}

/** What one operand gets of the upstream gradient. */
export function runBackward(
  { operation, inputs, call }: Run,
  upstream: Float64Array,
  operand: number,
): Float64Array {
  const gradient = new Float64Array(inputs[operand]?.data.length ?? 0);
  if (operation.kernel === "tensor") {
    operation.backward?.({ ...call, upstream, gradient }, operand);
    return gradient;
  }
  const partial = operation.partials[operand];
  if (!partial) return gradient;
  visitElements(operation, call, (at, [a, b, c], parameters, addresses) => {
    const local = partial(a, b, c, call.output[at] ?? 0, parameters);
    const up = upstream[at] ?? 0;
    const to = addresses[operand] ?? 0;
    const share = operation.gate === true && local === 0 ? 0 : up * local;
    gradient[to] = (gradient[to] ?? 0) + share;
  });
  return gradient;
}

/** How often the derivative was taken where there is none. */
export function countKinks({ operation, call }: Run): number {
  if (operation.kernel === "tensor") return operation.kinks?.(call) ?? 0;
  let kinks = 0;
  visitElements(operation, call, (_at, [a, b, c], parameters) => {
    if (operation.kink?.(a, b, c, parameters)) kinks++;
  });
  return kinks;
}

type VisitElement = (
  at: number,
  values: readonly [number, number, number],
  parameters: readonly number[],
  addresses: readonly number[],
) => void;

/** Every element of the result with the operands' elements that it is made of, by NumPy's broadcasting. */
function visitElements(
  operation: ElementwiseOperation,
  { inputs, inputShapes, outputShape, attributes }: KernelCall,
  visit: VisitElement,
): void {
  const parameters = scalarParameters(operation, attributes);
  for (let at = 0; at < boundSize(outputShape); at++) {
    const addresses = inputShapes.map((shape) =>
      addressIn(shape, outputShape, at),
    );
    const value = (operand: number): number =>
      inputs[operand]?.[addresses[operand] ?? 0] ?? 0;
    visit(at, [value(0), value(1), value(2)], parameters, addresses);
  }
}

/** The address in a tensor that is broadcast to `result` of the result's element number `at`. */
function addressIn(shape: BoundShape, result: BoundShape, at: number): number {
  let address = 0;
  let stride = 1;
  let rest = at;
  for (let fromEnd = 1; fromEnd <= result.length; fromEnd++) {
    const size = result[result.length - fromEnd] ?? 1;
    const position = rest % size;
    rest = Math.floor(rest / size);
    const own = shape[shape.length - fromEnd] ?? 1;
    if (own !== 1) address += position * stride;
    stride *= own;
  }
  return address;
}
