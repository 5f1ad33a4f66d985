/**
 * Elementwise operations on tensors: the record's scalar functions, broadcast over the operands. Each `case` is a call
 * site of its own, see call-sites.ts.
 */
import type { Attributes } from "../graph/graph.js";
import type { BoundShape } from "../graph/shape.js";
import {
  type ElementwiseOperation,
  type ScalarParameters,
  scalarParameters,
} from "../ops/operation.js";
import { type BroadcastLayout, broadcastLayout } from "./broadcast.js";
import {
  abs,
  add,
  divide,
  exp,
  identity,
  log,
  maximum,
  minimum,
  multiply,
  negate,
  noParameters as none,
  power,
  relu,
  sigmoid,
  siteOf,
  sqrt,
  subtract,
  tanh,
} from "./call-sites.js";
import { hotLoops } from "./hot-loops.js";

/** An elementwise operation on given operands. */
export interface ElementwiseCall {
  readonly operation: ElementwiseOperation;
  /** Row-major, one to three; each has at least one element. */
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

/** Stands for operands that an operation does not have. */
const zero = new Float64Array(1);

/** Writes every element of `output`, which has the broadcast shape. */
export function elementwiseForward(
  { operation, inputs, layout, parameters }: ElementwiseCall,
  output: Float64Array,
): void {
  const [operandA = zero, operandB = zero, operandC = zero] = inputs;
  const { runs, length, starts } = layout;
  const [strideA, strideB, strideC] = layout.strides;
  const site = siteOf(operation);
  const hotLoop = hotLoops.get(operation)?.forward;
  for (let run = 0; run < runs; run++) {
    let atA = starts?.[0][run] ?? 0;
    let atB = starts?.[1][run] ?? 0;
    let atC = starts?.[2][run] ?? 0;
    const start = run * length;
    const end = start + length;
    if (hotLoop) {
      hotLoop(
        output,
        start,
        end,
        operandA,
        atA,
        strideA,
        operandB,
        atB,
        strideB,
      );
      continue;
    }
    for (let at = start; at < end; at++) {
      const a = operandA[atA] ?? 0;
      const b = operandB[atB] ?? 0;
      let out: number;
      switch (site) {
        case 0:
          out = identity.forward(a, 0, 0, none);
          break;
        case 1:
          out = negate.forward(a, 0, 0, none);
          break;
        case 2:
          out = abs.forward(a, 0, 0, none);
          break;
        case 3:
          out = exp.forward(a, 0, 0, none);
          break;
        case 4:
          out = log.forward(a, 0, 0, none);
          break;
        case 5:
          out = sqrt.forward(a, 0, 0, none);
          break;
        case 6:
          out = tanh.forward(a, 0, 0, none);
          break;
        case 7:
          out = sigmoid.forward(a, 0, 0, none);
          break;
        case 8:
          out = relu.forward(a, 0, 0, none);
          break;
        case 9:
          out = add.forward(a, b, 0, none);
          break;
        case 10:
          out = subtract.forward(a, b, 0, none);
          break;
        case 11:
          out = multiply.forward(a, b, 0, none);
          break;
        case 12:
          out = divide.forward(a, b, 0, none);
          break;
        case 13:
          out = power.forward(a, b, 0, none);
          break;
        case 14:
          out = minimum.forward(a, b, 0, none);
          break;
        case 15:
          out = maximum.forward(a, b, 0, none);
          break;
        default:
          out = operation.forward(a, b, operandC[atC] ?? 0, parameters);
      }
      output[at] = out;
      atA += strideA;
      atB += strideB;
      atC += strideC;
    }
  }
}

/**
 * Adds upstream · local to the gradient of operand number `operand`, summed over what the operand was stretched to.
 * `output` and `upstream` have the result's shape, `gradient` the operand's.
 */
export function elementwiseBackward(
  call: ElementwiseCall,
  output: Float64Array,
  upstream: Float64Array,
  operand: number,
  gradient: Float64Array,
): void {
  const { operation, inputs, layout, parameters } = call;
  const partial = operation.partials[operand];
  if (!partial) return;
  const [operandA = zero, operandB = zero, operandC = zero] = inputs;
  const { runs, length, starts } = layout;
  const [strideA, strideB, strideC] = layout.strides;
  const stride = layout.strides[operand] ?? 0;
  const gate = operation.gate === true;
  // Two labels per call site: the derivative by its first operand and by its second.
  const site = siteOf(operation);
  const label = site < 0 ? site : 2 * site + operand;
  const hotLoop = hotLoops.get(operation)?.backward[operand];
  for (let run = 0; run < runs; run++) {
    let atA = starts?.[0][run] ?? 0;
    let atB = starts?.[1][run] ?? 0;
    let atC = starts?.[2][run] ?? 0;
    let atGradient = starts?.[operand]?.[run] ?? 0;
    const start = run * length;
    const end = start + length;
    if (hotLoop) {
      hotLoop(
        gradient,
        atGradient,
        stride,
        upstream,
        start,
        end,
        operandA,
        atA,
        strideA,
        operandB,
        atB,
        strideB,
      );
      continue;
    }
    for (let at = start; at < end; at++) {
      const a = operandA[atA] ?? 0;
      const b = operandB[atB] ?? 0;
      const out = output[at] ?? 0;
      let local: number;
      switch (label) {
        case 0:
          local = identity.byA(a, 0, 0, out, none);
          break;
        case 2:
          local = negate.byA(a, 0, 0, out, none);
          break;
        case 4:
          local = abs.byA(a, 0, 0, out, none);
          break;
        case 6:
          local = exp.byA(a, 0, 0, out, none);
          break;
        case 8:
          local = log.byA(a, 0, 0, out, none);
          break;
        case 10:
          local = sqrt.byA(a, 0, 0, out, none);
          break;
        case 12:
          local = tanh.byA(a, 0, 0, out, none);
          break;
        case 14:
          local = sigmoid.byA(a, 0, 0, out, none);
          break;
        case 16:
          local = relu.byA(a, 0, 0, out, none);
          break;
        case 18:
          local = add.byA(a, b, 0, out, none);
          break;
        case 19:
          local = add.byB(a, b, 0, out, none);
          break;
        case 20:
          local = subtract.byA(a, b, 0, out, none);
          break;
        case 21:
          local = subtract.byB(a, b, 0, out, none);
          break;
        case 22:
          local = multiply.byA(a, b, 0, out, none);
          break;
        case 23:
          local = multiply.byB(a, b, 0, out, none);
          break;
        case 24:
          local = divide.byA(a, b, 0, out, none);
          break;
        case 25:
          local = divide.byB(a, b, 0, out, none);
          break;
        case 26:
          local = power.byA(a, b, 0, out, none);
          break;
        case 27:
          local = power.byB(a, b, 0, out, none);
          break;
        case 28:
          local = minimum.byA(a, b, 0, out, none);
          break;
        case 29:
          local = minimum.byB(a, b, 0, out, none);
          break;
        case 30:
          local = maximum.byA(a, b, 0, out, none);
          break;
        case 31:
          local = maximum.byB(a, b, 0, out, none);
          break;
        default:
          local = partial(a, b, operandC[atC] ?? 0, out, parameters);
      }
      const contribution = (upstream[at] ?? 0) * local;
      // Asked in this order, as whether a gate is closed is hard to foresee; a finite contribution through one is 0.
      if (!(Number.isNaN(contribution) && gate && local === 0))
        gradient[atGradient] = (gradient[atGradient] ?? 0) + contribution;
      atA += strideA;
      atB += strideB;
      atC += strideC;
      atGradient += stride;
    }
  }
}

/** Calls `visit` with each element's position in the result and its operands' numbers. */
function eachElement(
  { inputs, layout }: ElementwiseCall,
  visit: (at: number, a: number, b: number, c: number) => void,
): void {
  const [operandA = zero, operandB = zero, operandC = zero] = inputs;
  const { runs, length, starts } = layout;
  const [strideA, strideB, strideC] = layout.strides;
  for (let run = 0; run < runs; run++) {
    const startA = starts?.[0][run] ?? 0;
    const startB = starts?.[1][run] ?? 0;
    const startC = starts?.[2][run] ?? 0;
    for (let step = 0; step < length; step++) {
      visit(
        run * length + step,
        operandA[startA + step * strideA] ?? 0,
        operandB[startB + step * strideB] ?? 0,
        operandC[startC + step * strideC] ?? 0,
      );
    }
  }
}

/**
 * Writes ∂out/∂operand at every element of the result to `local`, of the result's shape. Whether the operation has that
 * derivative.
 */
export function elementwiseLocalDerivative(
  call: ElementwiseCall,
  output: Float64Array,
  operand: number,
  local: Float64Array,
): boolean {
  const { operation, parameters } = call;
  const partial = operation.partials[operand];
  if (!partial) return false;
  eachElement(call, (at, a, b, c) => {
    local[at] = partial(a, b, c, output[at] ?? 0, parameters);
  });
  return true;
}

/** At how many elements the derivative does not exist. */
export function elementwiseKinks(call: ElementwiseCall): number {
  const { kink } = call.operation;
  if (!kink) return 0;
  let count = 0;
  eachElement(call, (_at, a, b, c) => {
    if (kink(a, b, c, call.parameters)) count++;
  });
  return count;
}
