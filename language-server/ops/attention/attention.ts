/** Scaled dot-product attention, and the layer that runs several heads of it side by side. */
import type {
  Builder,
  CompositeFunction,
  LayerFunction,
  Operand,
  OwnedParameter,
} from "../composite.js";
import {
  addDimensions,
  type Dimension,
  divideExactly,
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
} from "../../graph/dimension.js";
import { formatShape } from "../../graph/shape.js";
import type { FormalArgument } from "../operation.js";

const operands: readonly FormalArgument[] = [
  { name: "q", kind: "tensor", summary: "Queries, `[batch, seq, size]`." },
  { name: "k", kind: "tensor", summary: "Keys." },
  { name: "v", kind: "tensor", summary: "Values, one for each key." },
];

const causal: FormalArgument = {
  name: "causal",
  kind: "switch",
  default: false,
  named: true,
  summary: "Whether a position sees only itself and what stands before it.",
};

/** softmax(q kᵀ / √d) v over the last two axes. */
function attend(
  builder: Builder,
  q: Operand,
  k: Operand,
  v: Operand,
  hidden: boolean,
): Operand {
  const weights = builder.apply("attention_weights", [q, k], {
    causal: hidden,
  });
  return builder.apply("matmul", [weights, v]);
}

export const attention: CompositeFunction = {
  kind: "composite",
  name: "attention",
  family: "layer",
  summary:
    "Scaled dot-product attention: the mean of the values, weighted by how well keys fit queries.",
  formula: "softmax(q kᵀ / √d) v",
  callable: true,
  signature: [...operands, causal],
  examples: [
    { operands: ["[batch, 7, 64]", "[batch, 9, 64]", "[batch, 9, 32]"] },
  ],
  build: (builder, [q, k, v], attributes) =>
    attend(builder, q, k, v, attributes["causal"] === true),
};

export const multiHeadAttention: LayerFunction = {
  kind: "layer",
  name: "multi_head_attention",
  family: "layer",
  summary:
    "Several heads of attention side by side, each on its share of the size, in PyTorch’s layout.",
  formula: "concat(softmax(qᵢ kᵢᵀ / √d) vᵢ) Wᵀ + b",
  callable: true,
  signature: [
    ...operands,
    { name: "heads", kind: "whole", summary: "The number of heads." },
    causal,
    {
      name: "bias",
      kind: "switch",
      default: true,
      named: true,
      summary: "Whether the projections have biases.",
    },
  ],
  examples: [
    {
      operands: ["[batch, 7, 64]", "[batch, 9, 64]", "[batch, 9, 64]"],
      attributes: { heads: 8 },
    },
  ],
  parameterNames: [
    "in_proj_weight",
    "in_proj_bias",
    "out_proj.weight",
    "out_proj.bias",
  ],
  parameters: (shapes, { heads, bias }) => {
    const [q = []] = shapes;
    const short = shapes.findIndex(
      (shape) => shape.length !== 2 && shape.length !== 3,
    );
    if (short >= 0)
      return {
        mismatch: `multi_head_attention needs [batch, seq, size] or [seq, size], and was given ${formatShape(shapes[short] ?? [])}`,
        operands: [short],
      };
    const size = q.at(-1) ?? 1;
    const other = shapes.findIndex((shape) =>
      provablyDiffer(shape.at(-1) ?? 1, size),
    );
    if (other >= 0)
      return {
        mismatch: `Queries, keys and values have one size: ${formatShape(q)} and ${formatShape(shapes[other] ?? [])} differ in their last axis`,
        operands: [0, other],
        axes: [q.length - 1, (shapes[other]?.length ?? 1) - 1],
        expected: size,
      };
    const count = typeof heads === "number" ? heads : 0;
    if (count < 1 || divideExactly(size, count) === undefined)
      return {
        mismatch: `The size ${formatDimension(size)} cannot be split into ${count} heads`,
        code: "invalid-argument",
        operands: [0],
        axes: [q.length - 1],
      };
    const triple = multiplyDimensions(size, 3);
    const weight = (name: string, rows: Dimension): OwnedParameter => ({
      name,
      shape: [rows, size],
      initialiser: { name: "glorot_uniform", values: [] },
      isBias: false,
    });
    const shift = (name: string, length: Dimension): OwnedParameter[] =>
      bias === false
        ? []
        : [{ name, shape: [length], initialiser: 0, isBias: true }];
    return [
      weight("in_proj_weight", triple),
      ...shift("in_proj_bias", triple),
      weight("out_proj.weight", size),
      ...shift("out_proj.bias", size),
    ];
  },
  build: (builder, [q, k, v], parameters, attributes) => {
    if (q === undefined) return undefined;
    const shape = builder.shapeOf(q);
    const size = shape.at(-1) ?? 1;
    const heads = Number(attributes["heads"]);
    const [headQ, headK, headV] = [q, k, v].map((operand, part) =>
      splitHeads(
        builder,
        project(builder, operand, part, size, parameters),
        heads,
        size,
      ),
    );
    const hidden = attributes["causal"] === true;
    const attended = attend(builder, headQ, headK, headV, hidden);
    const joined = builder.apply(
      "reshape",
      [builder.apply("transpose", [attended], { axes: swapped(shape.length) })],
      { shape },
    );
    const result = builder.apply("linear", [
      joined,
      parameters.get("out_proj.weight"),
    ]);
    return parameters.has("out_proj.bias")
      ? builder.apply("add", [result, parameters.get("out_proj.bias")])
      : result;
  },
};

/** One of the three projections: its rows of `in_proj_weight` are number `part` of three equal parts. */
function project(
  builder: Builder,
  operand: Operand,
  part: number,
  size: Dimension,
  parameters: ReadonlyMap<string, Operand>,
): Operand {
  const start = multiplyDimensions(size, part);
  const rows = { subscripts: [[start, addDimensions(start, size), null]] };
  const weight = builder.apply(
    "index",
    [parameters.get("in_proj_weight")],
    rows,
  );
  const projected = builder.apply("linear", [operand, weight]);
  if (!parameters.has("in_proj_bias")) return projected;
  const bias = builder.apply("index", [parameters.get("in_proj_bias")], rows);
  return builder.apply("add", [projected, bias]);
}

/** `[batch, seq, size]` → `[batch, heads, seq, size / heads]`; likewise without a batch. */
function splitHeads(
  builder: Builder,
  operand: Operand,
  heads: number,
  size: Dimension,
): Operand {
  if (operand === undefined) return undefined;
  const shape = builder.shapeOf(operand);
  const each = divideExactly(size, heads) ?? 1;
  const split = builder.apply("reshape", [operand], {
    shape: [...shape.slice(0, -1), heads, each],
  });
  return builder.apply("transpose", [split], { axes: swapped(shape.length) });
}

/** Sequence and heads in each other's place, for operands of this rank before the heads were split off. */
const swapped = (rank: number): readonly number[] =>
  rank === 3 ? [0, 2, 1, 3] : [1, 0, 2];
