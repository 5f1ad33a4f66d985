/**
 * Products of vectors and matrices: `@` with NumPy's meaning, `dot`, `outer`, and `linear`, the inside of a dense
 * layer. A vector on the left counts as one row, on the right as one column, and that axis is dropped again.
 */
import {
  type Dimension,
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
} from "../../graph/dimension.js";
import {
  type BoundShape,
  boundSize,
  broadcastShapes,
  formatShape,
  isDisagreement,
  type Shape,
  sizeOf,
} from "../../graph/shape.js";
import type {
  BackwardCall,
  FormalArgument,
  KernelCall,
  Mismatch,
  Operation,
  TensorOperation,
} from "../operation.js";
import { batchStarts } from "./batches.js";
import { multiplyMatrices, rowMajor, transposed } from "./multiply.js";

const operands: readonly FormalArgument[] = [
  { name: "a", kind: "tensor", summary: "The left operand." },
  { name: "b", kind: "tensor", summary: "The right operand." },
];

const matmul: TensorOperation = {
  name: "matmul",
  family: "linear algebra",
  summary:
    "Matrix product as in NumPy: over the last axis of a and the last but one of b; leading axes broadcast.",
  formula: "outᵢⱼ = Σₖ aᵢₖ bₖⱼ",
  callable: false,
  notation: "{0} · {1}",
  signature: operands,
  kernel: "tensor",
  shape: productShape,
  derivatives: [
    {
      contribution: "{up} · {1}ᵀ",
      contributionWithVector: "{up} ⊗ {1}",
    },
    { contribution: "{0}ᵀ · {up}" },
  ],
  forward: multiplyForward,
  backward: multiplyBackward,
  cost: productCost,
};

const dot: TensorOperation = {
  ...matmul,
  name: "dot",
  summary:
    "Inner product of two vectors; of matrices, or a matrix and a vector, their product.",
  formula: "Σ aᵢ bᵢ",
  callable: true,
  notation: "{0} · {1}",
  shape: (shapes) =>
    refuseRanks("dot", shapes, (rank) => rank === 1 || rank === 2) ??
    productShape(shapes),
  derivatives: [
    { contribution: "{up} · {1}ᵀ", contributionWithVector: "{up} · {1}" },
    { contribution: "{0}ᵀ · {up}", contributionWithVector: "{up} · {0}" },
  ],
};

const outer: TensorOperation = {
  name: "outer",
  family: "linear algebra",
  summary:
    "Outer product of two vectors: every element of a times every one of b.",
  formula: "outᵢⱼ = aᵢ bⱼ",
  callable: true,
  notation: "{0} ⊗ {1}",
  signature: operands,
  kernel: "tensor",
  shape: (shapes) => {
    const [a = [], b = []] = shapes;
    return refuseRanks("outer", shapes, (rank) => rank === 1) ?? [...a, ...b];
  },
  derivatives: [
    { contribution: "{up} · {1}" },
    { contribution: "{up}ᵀ · {0}" },
  ],
  forward: ({
    inputs: [a, b],
    output,
    outputShape: [rows = 1, columns = 1],
  }) => {
    if (!a || !b) return undefined;
    const left = rowMajor(a, 1);
    const right = rowMajor(b, columns);
    const result = rowMajor(output, columns);
    multiplyMatrices(left, right, result, rows, columns, 1, false);
    return undefined;
  },
  backward: (call, operand) => {
    const {
      inputs: [a, b],
      outputShape: [rows = 1, columns = 1],
    } = call;
    if (!a || !b) return;
    const up = rowMajor(call.upstream, columns);
    const target = rowMajor(call.gradient, 1);
    if (operand === 0)
      multiplyMatrices(up, rowMajor(b, 1), target, rows, 1, columns, true);
    else
      multiplyMatrices(
        transposed(up),
        rowMajor(a, 1),
        target,
        columns,
        1,
        rows,
        true,
      );
  },
  cost: (_operands, result) => sizeOf(result),
};

/** x `[…, in]`, W `[units, in]` → x Wᵀ `[…, units]`; for a vector, W x. */
const linear: TensorOperation = {
  name: "linear",
  family: "linear algebra",
  summary:
    "The product x Wᵀ over the last axis, as in a dense layer; for a vector, W x.",
  formula: "outᵢ = Σⱼ Wᵢⱼ xⱼ",
  callable: false,
  notation: "{0} · {1}ᵀ",
  signature: [
    { name: "x", kind: "tensor", summary: "Examples, features last." },
    { name: "weight", kind: "tensor", summary: "A row for each unit." },
  ],
  kernel: "tensor",
  shape: ([x = [], weight = []]) => {
    const [units, inner] = weight;
    const features = x.at(-1);
    if (weight.length !== 2 || units === undefined || inner === undefined)
      return {
        mismatch: `The weight must be a matrix [units, in], and it is ${formatShape(weight)}`,
        operands: [1],
      };
    if (features === undefined)
      return {
        mismatch:
          "A dense layer needs a vector or more, and its operand is a scalar",
        operands: [0],
      };
    if (provablyDiffer(features, inner))
      return {
        mismatch:
          `The last axis of ${formatShape(x)} is ${formatDimension(features)}, ` +
          `and the weight ${formatShape(weight)} takes ${formatDimension(inner)}`,
        operands: [0, 1],
        axes: [x.length - 1, 1],
        expected: features,
      };
    return [...x.slice(0, -1), units];
  },
  derivatives: [
    { contribution: "{up} · {1}", contributionWithVector: "{1}ᵀ · {up}" },
    { contribution: "{up}ᵀ · {0}", contributionWithVector: "{up} ⊗ {0}" },
  ],
  forward: ({
    inputs: [x, weight],
    inputShapes: [, [units = 1, inner = 1] = []],
    output,
  }) => {
    if (!x || !weight) return undefined;
    const rows = output.length / units;
    multiplyMatrices(
      rowMajor(x, inner),
      transposed(rowMajor(weight, inner)),
      rowMajor(output, units),
      rows,
      units,
      inner,
      false,
    );
    return undefined;
  },
  backward: (call, operand) => {
    const {
      inputs: [x, weight],
      inputShapes: [, [units = 1, inner = 1] = []],
    } = call;
    if (!x || !weight) return;
    const up = rowMajor(call.upstream, units);
    const target = rowMajor(call.gradient, inner);
    const rows = call.upstream.length / units;
    if (operand === 0)
      multiplyMatrices(
        up,
        rowMajor(weight, inner),
        target,
        rows,
        inner,
        units,
        true,
      );
    else
      multiplyMatrices(
        transposed(up),
        rowMajor(x, inner),
        target,
        units,
        inner,
        rows,
        true,
      );
  },
  cost: ([, [, inner = 1] = []], result) =>
    multiplyDimensions(sizeOf(result), inner),
};

/** Rows, inner size and columns of a product, and what leads the two matrices. */
interface Product {
  readonly rows: Dimension;
  readonly inner: Dimension;
  readonly columns: Dimension;
  readonly leading: readonly [Shape, Shape];
}

function partsOf(a: Shape, b: Shape): Product {
  return {
    rows: a.length > 1 ? (a.at(-2) ?? 1) : 1,
    inner: a.at(-1) ?? 1,
    columns: b.length > 1 ? (b.at(-1) ?? 1) : 1,
    leading: [a.slice(0, -2), b.slice(0, -2)],
  };
}

function productShape([a = [], b = []]: readonly Shape[]): Shape | Mismatch {
  const refused = refuseRanks("A matrix product", [a, b], (rank) => rank > 0);
  if (refused) return refused;
  const { inner, leading } = partsOf(a, b);
  const innerAxis = Math.max(0, b.length - 2);
  const other = b[innerAxis] ?? 1;
  if (provablyDiffer(inner, other))
    return {
      mismatch:
        `${formatShape(a)} @ ${formatShape(b)} does not fit: the last axis of the left operand is ` +
        `${formatDimension(inner)}, axis ${innerAxis} of the right one is ${formatDimension(other)}`,
      operands: [0, 1],
      axes: [a.length - 1, innerAxis],
      expected: inner,
    };
  const batch = broadcastShapes(leading);
  if (isDisagreement(batch)) {
    const [left, right] = batch.axes;
    return {
      mismatch:
        `The leading axes of ${formatShape(a)} and ${formatShape(b)} do not broadcast: ` +
        `${formatDimension(a[left] ?? 1)} and ${formatDimension(b[right] ?? 1)}`,
      operands: [0, 1],
      axes: [left, right],
    };
  }
  return [...batch, ...a.slice(-2, -1), ...(b.length > 1 ? b.slice(-1) : [])];
}

function refuseRanks(
  name: string,
  shapes: readonly Shape[],
  allowed: (rank: number) => boolean,
): Mismatch | undefined {
  const wrong = shapes.findIndex((shape) => !allowed(shape.length));
  if (wrong < 0) return undefined;
  const wanted = allowed(2) ? "a vector or a matrix" : "a vector";
  return {
    mismatch: `${name} needs ${wanted}, and the ${wrong === 0 ? "left" : "right"} operand is ${formatShape(shapes[wrong] ?? [])}`,
    operands: [wrong],
  };
}

function productCost([a = []]: readonly Shape[], result: Shape): Dimension {
  return multiplyDimensions(sizeOf(result), a.at(-1) ?? 1);
}

/** The product in numbers: sizes, and where each of the matrices of the batch starts in a, b and the result. */
interface BoundProduct {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly startsA: Int32Array;
  readonly startsB: Int32Array;
}

function boundProduct([a = [], b = []]: readonly BoundShape[]): BoundProduct {
  const inner = a.at(-1) ?? 1;
  const rows = a.length > 1 ? (a.at(-2) ?? 1) : 1;
  const columns = b.length > 1 ? (b.at(-1) ?? 1) : 1;
  const leadingA = a.slice(0, -2);
  const leadingB = b.slice(0, -2);
  // One matrix on the right serves all on the left, whose rows follow one another: a single product.
  if (boundSize(leadingB) === 1)
    return {
      rows: rows * boundSize(leadingA),
      inner,
      columns,
      startsA: Int32Array.of(0),
      startsB: Int32Array.of(0),
    };
  const batch = broadcastShapes([leadingA, leadingB]) as BoundShape;
  return {
    rows,
    inner,
    columns,
    startsA: batchStarts(leadingA, batch, rows * inner),
    startsB: batchStarts(leadingB, batch, inner * columns),
  };
}

function multiplyForward({
  inputs: [a, b],
  inputShapes,
  output,
}: KernelCall): undefined {
  if (!a || !b) return;
  const { rows, inner, columns, startsA, startsB } = boundProduct(inputShapes);
  for (const [index, startA] of startsA.entries()) {
    multiplyMatrices(
      rowMajor(a, inner, startA),
      rowMajor(b, columns, startsB[index]),
      rowMajor(output, columns, index * rows * columns),
      rows,
      columns,
      inner,
      false,
    );
  }
}

/** ∂a += upstream · bᵀ, ∂b += aᵀ · upstream; a matrix that the batch shares collects the sum. */
function multiplyBackward(call: BackwardCall, operand: number): void {
  const {
    inputs: [a, b],
    inputShapes,
    upstream,
    gradient,
  } = call;
  if (!a || !b) return;
  const { rows, inner, columns, startsA, startsB } = boundProduct(inputShapes);
  for (const [index, startA] of startsA.entries()) {
    const up = rowMajor(upstream, columns, index * rows * columns);
    const startB = startsB[index] ?? 0;
    if (operand === 0)
      multiplyMatrices(
        up,
        transposed(rowMajor(b, columns, startB)),
        rowMajor(gradient, inner, startA),
        rows,
        inner,
        columns,
        true,
      );
    else
      multiplyMatrices(
        transposed(rowMajor(a, inner, startA)),
        up,
        rowMajor(gradient, columns, startB),
        inner,
        columns,
        rows,
        true,
      );
  }
}

export const products: readonly Operation[] = [matmul, dot, outer, linear];
