/** Tensors made of nothing but their shape: `arange linspace zeros ones eye`. */
import type { Dimension } from "../../graph/dimension.js";
import type { Attributes } from "../../graph/graph.js";
import type { Shape } from "../../graph/shape.js";
import type {
  FormalArgument,
  Operation,
  TensorOperation,
} from "../operation.js";

const base = {
  family: "shape",
  callable: true,
  kernel: "tensor",
  derivatives: [],
} as const;

const count: FormalArgument = {
  name: "n",
  kind: "dimension",
  summary: "The number of elements.",
};

const shapeArgument: FormalArgument = {
  name: "shape",
  kind: "shape",
  summary: "The shape of the result.",
};

const vector = ({ n }: Attributes): Shape => [n as Dimension];

/** A shape argument; [] is a scalar's. */
const wanted = ({ shape }: Attributes): Shape =>
  (Array.isArray(shape) ? shape : []) as Shape;

const arange: TensorOperation = {
  ...base,
  name: "arange",
  summary: "The whole numbers from 0 to n − 1.",
  formula: "[0, 1, …, n − 1]",
  notation: "arange({n})",
  signature: [count],
  examples: [{ operands: [], attributes: { n: 5 } }],
  shape: (_operands, attributes) => vector(attributes),
  forward: ({ output }) => {
    for (let i = 0; i < output.length; i++) output[i] = i;
    return undefined;
  },
};

const linspace: TensorOperation = {
  ...base,
  name: "linspace",
  summary: "Numbers at equal distances, both ends included.",
  formula: "outᵢ = lo + i · (hi − lo) / (n − 1)",
  notation: "linspace({lo}, {hi}, {n})",
  signature: [
    { name: "lo", kind: "number", summary: "The first number." },
    { name: "hi", kind: "number", summary: "The last number." },
    count,
  ],
  examples: [{ operands: [], attributes: { lo: 0, hi: 1, n: 5 } }],
  shape: (_operands, attributes) => vector(attributes),
  // From both ends to the middle, so that the last number is exactly hi.
  forward: ({ output, attributes }) => {
    const lo = Number(attributes["lo"]);
    const hi = Number(attributes["hi"]);
    const last = output.length - 1;
    const distance = last > 0 ? (hi - lo) / last : 0;
    for (let i = 0; i <= last; i++)
      output[i] =
        2 * i <= last ? lo + distance * i : hi - distance * (last - i);
    return undefined;
  },
};

const filled = (name: "zeros" | "ones", value: 0 | 1): TensorOperation => ({
  ...base,
  name,
  summary: `A tensor of ${name}.`,
  notation: `${name}({shape})`,
  signature: [shapeArgument],
  examples: [{ operands: [], attributes: { shape: [2, 3] } }],
  shape: (_operands, attributes) => wanted(attributes),
  forward: ({ output }) => {
    output.fill(value);
    return undefined;
  },
});

const eye: TensorOperation = {
  ...base,
  name: "eye",
  summary: "The identity matrix: ones on the diagonal, zeros elsewhere.",
  formula: "outᵢⱼ = [i = j]",
  notation: "eye({n})",
  signature: [{ ...count, summary: "The number of rows and columns." }],
  examples: [{ operands: [], attributes: { n: 3 } }],
  shape: (_operands, { n }) => [n as Dimension, n as Dimension],
  forward: ({ output, outputShape: [size = 1] }) => {
    output.fill(0);
    for (let i = 0; i < size; i++) output[i * size + i] = 1;
    return undefined;
  },
};

export const creations: readonly Operation[] = [
  arange,
  linspace,
  filled("zeros", 0),
  filled("ones", 1),
  eye,
];
