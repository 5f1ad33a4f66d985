/**
 * The builder of losses that are a function of one number, or of a prediction and its target, averaged over all
 * elements. Prediction and target broadcast, as in PyTorch; the health checks warn where they do.
 */
import {
  type BoundShape,
  boundSize,
  broadcastShapes,
  isDisagreement,
} from "../../graph/shape.js";
import { broadcastRule } from "../broadcasting.js";
import type {
  DerivativeFormula,
  Fault,
  FormalArgument,
  KernelCall,
  Mismatch,
  TensorOperation,
} from "../operation.js";
import { broadcastStrides, visitRuns } from "../strided.js";
import {
  ofReduction,
  reducedLossShape,
  type Reduction,
  reductionArgument,
  reductionOf,
} from "./reduction.js";

export interface ElementwiseLossDescription {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  /** The tensors: prediction and target, or one only. */
  readonly operands: readonly FormalArgument[];
  /** At most one number, `parameter` of the functions below. */
  readonly parameter?: FormalArgument;
  /** The mean where it is left out. */
  readonly standardReduction?: Reduction;
  /** The loss of one element. */
  readonly forward: (p: number, y: number, parameter: number) => number;
  /** ∂loss/∂operand of one element, by operand. */
  readonly partials: readonly ((
    p: number,
    y: number,
    parameter: number,
  ) => number)[];
  readonly derivatives: readonly DerivativeFormula[];
  readonly kink?: (p: number, y: number, parameter: number) => boolean;
  /** Why an element cannot be, where it cannot. */
  readonly refuse?: (p: number, y: number) => Fault | undefined;
  /** Why the parameter cannot be, where it cannot. */
  readonly refuseParameter?: (parameter: number) => Mismatch | undefined;
}

export function elementwiseLoss(
  description: ElementwiseLossDescription,
): TensorOperation {
  const { forward, partials, kink, refuse, parameter } = description;
  const { standardReduction = "mean", operands, refuseParameter } = description;
  const { name, summary, formula, derivatives } = description;
  const slots = operands.map((_, index) => `{${index}}`).join(", ");
  const walkOf = (call: KernelCall): Walk => walk(call, parameter);
  return {
    name,
    family: "loss",
    summary,
    formula,
    callable: true,
    notation: `${name}(${slots})`,
    signature: [
      ...operands,
      ...(parameter ? [parameter] : []),
      reductionArgument(standardReduction),
    ],
    examples: [
      { operands: operands.map(() => "[batch, 3]") },
      {
        operands: operands.map(() => "[batch, 3]"),
        attributes: { reduction: "none" },
      },
    ],
    kernel: "tensor",
    derivatives: derivatives.map((derivative) =>
      ofReduction(derivative, standardReduction),
    ),
    counts: (shapes) => {
      const single = broadcastShapes(shapes);
      return isDisagreement(single)
        ? {}
        : { N: boundSize(single as BoundShape) };
    },
    shape: (shapes, attributes) => {
      const refused =
        parameter && refuseParameter?.(Number(attributes[parameter.name]));
      if (refused) return refused;
      const single = broadcastRule(shapes);
      return "mismatch" in single
        ? single
        : reducedLossShape(single, reductionOf(attributes, standardReduction));
    },
    forward: (call) => {
      const { output, attributes } = call;
      const { p, y, atP, atY, count, value } = walkOf(call);
      const reduction = reductionOf(attributes, standardReduction);
      let total = 0;
      for (let i = 0; i < count; i++) {
        const prediction = p[atP ? (atP[i] ?? 0) : i] ?? 0;
        const target = y[atY ? (atY[i] ?? 0) : i] ?? 0;
        const fault = refuse?.(prediction, target);
        if (fault) return fault;
        const loss = forward(prediction, target, value);
        if (reduction === "none") output[i] = loss;
        else total += loss;
      }
      if (reduction === "mean") output[0] = total / count;
      if (reduction === "sum") output[0] = total;
      return undefined;
    },
    backward: (call, operand) => {
      const partial = partials[operand];
      if (!partial) return;
      const { upstream, gradient, attributes } = call;
      const { p, y, atP, atY, count, value } = walkOf(call);
      const reduction = reductionOf(attributes, standardReduction);
      const addresses = operand === 0 ? atP : atY;
      const shared = (upstream[0] ?? 0) / (reduction === "mean" ? count : 1);
      for (let i = 0; i < count; i++) {
        const slope = partial(
          p[atP ? (atP[i] ?? 0) : i] ?? 0,
          y[atY ? (atY[i] ?? 0) : i] ?? 0,
          value,
        );
        const up = reduction === "none" ? (upstream[i] ?? 0) : shared;
        const at = addresses ? (addresses[i] ?? 0) : i;
        gradient[at] = (gradient[at] ?? 0) + up * slope;
      }
    },
    ...(kink && {
      kinks: (call) => {
        const { p, y, atP, atY, count, value } = walkOf(call);
        let kinks = 0;
        for (let i = 0; i < count; i++) {
          const prediction = p[atP ? (atP[i] ?? 0) : i] ?? 0;
          const target = y[atY ? (atY[i] ?? 0) : i] ?? 0;
          if (kink(prediction, target, value)) kinks++;
        }
        return kinks;
      },
    }),
  };
}

/** Prediction and target element by element: addresses are absent where an operand is not stretched. */
interface Walk {
  readonly p: Float64Array;
  readonly y: Float64Array;
  readonly atP: Int32Array | undefined;
  readonly atY: Int32Array | undefined;
  readonly count: number;
  /** The loss's parameter. */
  readonly value: number;
}

function walk(
  { inputs, inputShapes, output, attributes }: KernelCall,
  parameter: FormalArgument | undefined,
): Walk {
  const [p = output, y = p] = inputs;
  const [shapeP = [], shapeY = shapeP] = inputShapes;
  const single = broadcastShapes([shapeP, shapeY]) as BoundShape;
  return {
    p,
    y,
    atP: addresses(shapeP, single),
    atY: addresses(shapeY, single),
    count: boundSize(single),
    value: parameter
      ? Number(attributes[parameter.name] ?? parameter.default)
      : 0,
  };
}

function addresses(
  shape: BoundShape,
  over: BoundShape,
): Int32Array | undefined {
  if (boundSize(shape) === boundSize(over)) return undefined;
  const result = new Int32Array(boundSize(over));
  const strides = broadcastStrides(shape, over);
  visitRuns(over, 0, strides, (position, address, length, stride) => {
    for (let i = 0; i < length; i++)
      result[position + i] = address + i * stride;
  });
  return result;
}

/** Prediction and target as arguments. */
export const predictionAndTarget = (
  prediction: readonly [name: string, summary: string],
  target: readonly [name: string, summary: string],
): readonly FormalArgument[] => [
  { name: prediction[0], kind: "tensor", summary: prediction[1] },
  { name: target[0], kind: "tensor", summary: target[1] },
];
