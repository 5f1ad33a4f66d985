/**
 * Products of vectors and matrices: `@` with NumPy's meaning, and `dot`. A vector on the left counts as one row, on the
 * right as one column, and that axis is dropped again.
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
  KernelCall,
  Mismatch,
  TensorOperation,
} from "../operation.js";
import { batchStarts } from "./batches.js";
import { leftAndRight, refuseRanks } from "./operands.js";
import { multiplyMatrices } from "./multiply.js";
import { rowMajor, transposed } from "./view.js";

export const matmul: TensorOperation = {
  name: "matmul",
  family: "linear algebra",
  summary:
    "Matrix product as in NumPy: over the last axis of a and the last but one of b; leading axes broadcast.",
  formula: "outᵢⱼ = Σₖ aᵢₖ bₖⱼ",
  callable: false,
  notation: "{0} · {1}",
  signature: leftAndRight,
  examples: [
    { operands: ["[3, 4]", "[4, 2]"] },
    { operands: ["[3, 4]", "[4]"] },
    { operands: ["[batch, 3, 4]", "[4, 2]"] },
  ],
  kernel: "tensor",
  shape: productShape,
  derivatives: [
    {
      contribution: "{up} · {1}ᵀ",
      contributionWithVector: "{up} ⊗ {1}",
      sumsOverBatch: true,
    },
    {
      contribution: "{0}ᵀ · {up}",
      contributionWithVector: "{0} ⊗ {up}",
      sumsOverBatch: true,
    },
  ],
  forward: multiplyForward,
  backward: multiplyBackward,
  cost: productCost,
};

export const dot: TensorOperation = {
  ...matmul,
  name: "dot",
  summary:
    "Inner product of two vectors; of matrices, or a matrix and a vector, their product.",
  formula: "Σ aᵢ bᵢ",
  callable: true,
  notation: "{0} · {1}",
  examples: [
    { operands: ["[4]", "[4]"] },
    { operands: ["[3, 4]", "[4]"] },
    { operands: ["[3, 4]", "[4, 2]"] },
  ],
  shape: (shapes) =>
    refuseRanks("dot", shapes, (rank) => rank === 1 || rank === 2) ??
    productShape(shapes),
  derivatives: [
    { contribution: "{up} · {1}ᵀ", contributionWithVector: "{up} · {1}" },
    { contribution: "{0}ᵀ · {up}", contributionWithVector: "{up} · {0}" },
  ],
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
