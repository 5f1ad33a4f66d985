/** `concat` along an axis that there is, `stack` along a new one. */
import {
  addDimensions,
  type Dimension,
  formatDimension,
  provablyDiffer,
} from "../../graph/dimension.js";
import { type BoundShape, boundSize, formatShape } from "../../graph/shape.js";
import { acceptedAxis, resolveAxis } from "../axes.js";
import type {
  BackwardCall,
  FormalArgument,
  KernelCall,
  Mismatch,
  Operation,
  TensorOperation,
} from "../operation.js";

const tensors: FormalArgument = {
  name: "operands",
  kind: "tensors",
  summary: "The tensors, first to last.",
};

const share = { contribution: "the part of {up} that came from the operand" };

const concat: TensorOperation = {
  name: "concat",
  family: "shape",
  summary: "Tensors one behind the other along an axis.",
  callable: true,
  signature: [
    tensors,
    {
      name: "axis",
      kind: "axis",
      default: 0,
      named: true,
      summary: "The axis along which they follow one another.",
    },
  ],
  examples: [
    { operands: ["[2, 4]", "[3, 4]"] },
    { operands: ["[batch, 2]", "[batch, 3]"], attributes: { axis: -1 } },
  ],
  kernel: "tensor",
  shape: (operands, attributes) => {
    const [first = []] = operands;
    const axis = resolveAxis(attributes["axis"] ?? 0, first);
    if (typeof axis !== "number") return axis;
    let length: Dimension = 0;
    for (const [index, operand] of operands.entries()) {
      const disagreeing =
        operand.length === first.length
          ? operand.findIndex(
              (dimension, each) =>
                each !== axis && provablyDiffer(dimension, first[each] ?? 1),
            )
          : first.length;
      if (disagreeing >= 0)
        return {
          mismatch:
            `concat along axis ${axis} needs the other axes equal: ${formatShape(first)} and ${formatShape(operand)}` +
            (disagreeing < first.length
              ? ` differ in axis ${disagreeing}, ${formatDimension(first[disagreeing] ?? 1)} and ${formatDimension(operand[disagreeing] ?? 1)}`
              : ` have ${first.length} and ${operand.length} axes`),
          operands: [0, index],
          axes:
            disagreeing < first.length
              ? [disagreeing, disagreeing]
              : [undefined, undefined],
        };
      length = addDimensions(length, operand[axis] ?? 1);
    }
    return first.map((dimension, each) => (each === axis ? length : dimension));
  },
  derivatives: [share],
  forward: (call) => {
    const axis = acceptedAxis(call.attributes["axis"] ?? 0, call.outputShape);
    joinForward(call, axis, (shape) => boundSize(shape.slice(axis)));
    return undefined;
  },
  backward: (call, operand) => {
    const axis = acceptedAxis(call.attributes["axis"] ?? 0, call.outputShape);
    joinBackward(call, operand, axis, (shape) => boundSize(shape.slice(axis)));
  },
};

const stack: TensorOperation = {
  name: "stack",
  family: "shape",
  summary: "Tensors of one shape, side by side along a new axis.",
  callable: true,
  signature: [
    tensors,
    {
      name: "axis",
      kind: "axis",
      default: 0,
      named: true,
      summary: "Where the new axis stands in the result.",
    },
  ],
  examples: [
    { operands: ["[4]", "[4]", "[4]"] },
    { operands: ["[batch]", "[batch]"], attributes: { axis: 1 } },
  ],
  kernel: "tensor",
  shape: (operands, attributes) => {
    const [first = []] = operands;
    const axis = resolveAxis(attributes["axis"] ?? 0, first, first.length + 1);
    if (typeof axis !== "number") return axis;
    for (const [index, operand] of operands.entries()) {
      const differs = firstDifference(first, operand);
      if (differs)
        return {
          mismatch: `Only equal shapes can be stacked: ${formatShape(first)} and ${formatShape(operand)}${differs.words}`,
          operands: [0, index],
          axes: [differs.axis, differs.axis],
        } satisfies Mismatch;
    }
    return [...first.slice(0, axis), operands.length, ...first.slice(axis)];
  },
  derivatives: [share],
  forward: (call) => {
    const axis = stackAxis(call);
    joinForward(call, axis, (shape) => boundSize(shape.slice(axis)));
    return undefined;
  },
  backward: (call, operand) => {
    const axis = stackAxis(call);
    joinBackward(call, operand, axis, (shape) => boundSize(shape.slice(axis)));
  },
};

function stackAxis({ outputShape, attributes }: KernelCall): number {
  return acceptedAxis(attributes["axis"] ?? 0, outputShape);
}

function firstDifference(
  a: readonly Dimension[],
  b: readonly Dimension[],
): { words: string; axis: number | undefined } | undefined {
  if (a.length !== b.length)
    return {
      words: ` have ${a.length} and ${b.length} axes`,
      axis: undefined,
    };
  const axis = a.findIndex((dimension, each) =>
    provablyDiffer(dimension, b[each] ?? 1),
  );
  return axis < 0
    ? undefined
    : {
        words: ` differ in axis ${axis}, ${formatDimension(a[axis] ?? 1)} and ${formatDimension(b[axis] ?? 1)}`,
        axis,
      };
}

/** Elements of one operand that follow one another in the result, behind each setting of the axes before `axis`. */
type PieceSize = (operand: BoundShape) => number;

/** Writes the operands' pieces in turn, for each setting of the axes before `axis`. */
function joinForward(
  { inputs, inputShapes, output, outputShape }: KernelCall,
  axis: number,
  pieceSize: PieceSize,
): void {
  const outer = boundSize(outputShape.slice(0, axis));
  const whole = output.length / outer;
  let start = 0;
  for (const [operand, input] of inputs.entries()) {
    const piece = pieceSize(inputShapes[operand] ?? []);
    for (let i = 0; i < outer; i++)
      output.set(input.subarray(i * piece, (i + 1) * piece), i * whole + start);
    start += piece;
  }
}

function joinBackward(
  { inputShapes, outputShape, upstream, gradient }: BackwardCall,
  operand: number,
  axis: number,
  pieceSize: PieceSize,
): void {
  const outer = boundSize(outputShape.slice(0, axis));
  const whole = upstream.length / outer;
  let start = 0;
  for (const shape of inputShapes.slice(0, operand)) start += pieceSize(shape);
  const piece = pieceSize(inputShapes[operand] ?? []);
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < piece; j++) {
      const to = i * piece + j;
      gradient[to] =
        (gradient[to] ?? 0) + (upstream[i * whole + start + j] ?? 0);
    }
  }
}

export const joinings: readonly Operation[] = [concat, stack];
