/** `pad`: a border around a tensor, of one number, of its mirror image or of its edge. */
import {
  addDimensions,
  leastValue,
  type Dimension,
} from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import { type BoundShape, formatShape, type Shape } from "../../graph/shape.js";
import type {
  BackwardCall,
  KernelCall,
  Mismatch,
  TensorOperation,
} from "../operation.js";
import { stridesOf } from "../strided.js";

type Mode = "constant" | "reflect" | "edge";
type Border = readonly [before: number, after: number];

export const pad: TensorOperation = {
  name: "pad",
  family: "shape",
  summary: "A tensor with a border along each axis.",
  callable: true,
  notation: "pad({0})",
  signature: [
    { name: "x", kind: "tensor", summary: "The tensor to pad." },
    {
      name: "pads",
      kind: "numbers",
      summary: "A pair [before, after] for each axis.",
    },
    {
      name: "value",
      kind: "number",
      default: 0,
      named: true,
      summary: "What a constant border is filled with.",
    },
    {
      name: "mode",
      kind: "text",
      default: "constant",
      named: true,
      choices: ["constant", "reflect", "edge"],
      summary:
        "Whether the border is a number, the mirror image without the edge itself, or the edge repeated.",
    },
  ],
  kernel: "tensor",
  examples: [
    {
      operands: ["[3, 4]"],
      attributes: {
        pads: [
          [1, 1],
          [0, 2],
        ],
      },
    },
    {
      operands: ["[batch, 6]"],
      attributes: {
        pads: [
          [0, 0],
          [2, 2],
        ],
        mode: "reflect",
      },
    },
  ],
  shape: ([x = []], attributes) => {
    const borders = bordersOf(x, attributes);
    if ("mismatch" in borders) return borders;
    return x.map((dimension, axis) => {
      const [before, after] = borders[axis] ?? [0, 0];
      return addDimensions(dimension, before + after);
    });
  },
  derivatives: [
    {
      contribution:
        "{up} without its border; where the border repeats elements, their share is added",
    },
  ],
  forward: (call) => {
    const {
      inputs: [input],
      output,
      attributes,
    } = call;
    if (!input) return undefined;
    const value = Number(attributes["value"] ?? 0);
    visitSources(call, (position, source) => {
      output[position] = source < 0 ? value : (input[source] ?? 0);
    });
    return undefined;
  },
  backward: (call: BackwardCall) => {
    const { upstream, gradient } = call;
    visitSources(call, (position, source) => {
      if (source >= 0)
        gradient[source] = (gradient[source] ?? 0) + (upstream[position] ?? 0);
    });
  },
};

const modeOf = ({ mode }: Attributes): Mode =>
  mode === "reflect" || mode === "edge" ? mode : "constant";

/** The pair of each axis, or why they do not fit. */
function bordersOf(
  x: Shape,
  attributes: Attributes,
): readonly Border[] | Mismatch {
  const { pads } = attributes;
  const written: readonly unknown[] = Array.isArray(pads) ? pads : [];
  const borders: Border[] = [];
  for (const pair of written) {
    const border: readonly unknown[] = Array.isArray(pair) ? pair : [];
    const [before, after] = border;
    if (border.length !== 2 || !isLength(before) || !isLength(after))
      return {
        mismatch:
          "pad needs a pair [before, after] of whole numbers, at least 0, for each axis",
        code: "invalid-argument",
      };
    borders.push([before, after]);
  }
  if (borders.length !== x.length)
    return {
      mismatch: `\`pad\` needs a pair for each of the ${x.length} axes of ${formatShape(x)}, and was given ${borders.length}`,
      operands: [0],
    };
  if (modeOf(attributes) === "reflect") {
    const axis = x.findIndex((size, each) =>
      tooFarToMirror(size, borders[each]),
    );
    if (axis >= 0)
      return {
        mismatch: `A mirrored border must be shorter than its axis: axis ${axis} of ${formatShape(x)} is padded by [${(borders[axis] ?? []).join(", ")}]`,
        operands: [0],
        axes: [axis],
      };
  }
  return borders;
}

const isLength = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0;

/** A named size is taken to be long enough until it has a number. */
function tooFarToMirror(
  size: Dimension,
  [before, after]: Border = [0, 0],
): boolean {
  if (typeof size !== "number") return false;
  return leastValue(size) <= Math.max(before, after);
}

/** Every position of the padded tensor with the operand's element that it shows, −1 for a constant border. */
function visitSources(
  { inputShapes: [shape = []], outputShape, attributes }: KernelCall,
  visit: (position: number, source: number) => void,
): void {
  const borders = bordersOf(shape, attributes);
  if ("mismatch" in borders) return;
  const sources = sourcesByAxis(
    shape,
    outputShape,
    borders,
    modeOf(attributes),
  );
  const rank = outputShape.length;
  const counter = new Int32Array(rank);
  const size = outputShape.reduce((product, each) => product * each, 1);
  for (let position = 0; position < size; position++) {
    let source = 0;
    for (let axis = 0; axis < rank; axis++) {
      const part = sources[axis]?.[counter[axis] ?? 0] ?? 0;
      if (part < 0) source = -1;
      else if (source >= 0) source += part;
    }
    visit(position, source);
    for (let axis = rank - 1; axis >= 0; axis--) {
      const next = (counter[axis] ?? 0) + 1;
      counter[axis] = next < (outputShape[axis] ?? 1) ? next : 0;
      if (next < (outputShape[axis] ?? 1)) break;
    }
  }
}

/** For each axis and position of the result the address of the element shown there, −1 for none. */
function sourcesByAxis(
  shape: BoundShape,
  result: BoundShape,
  borders: readonly Border[],
  mode: Mode,
): Int32Array[] {
  const strides = stridesOf(shape);
  return shape.map((size, axis) => {
    const [before] = borders[axis] ?? [0, 0];
    return Int32Array.from({ length: result[axis] ?? 1 }, (_, position) => {
      const inside = shown(position - before, size, mode);
      return inside < 0 ? -1 : inside * (strides[axis] ?? 1);
    });
  });
}

/** The position within an axis that is shown at a position which may lie outside. */
function shown(position: number, size: number, mode: Mode): number {
  if (position >= 0 && position < size) return position;
  if (mode === "constant") return -1;
  if (mode === "edge") return position < 0 ? 0 : size - 1;
  return position < 0 ? -position : 2 * (size - 1) - position;
}
