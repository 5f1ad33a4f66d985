/**
 * Products of matrices against the naive triple loop, bit for bit: with strides, with every kind of edge, on both kernels,
 * and batched through the record of `@`.
 */
import { describe, expect, it } from "vitest";
import { boundSize } from "../../language-server/graph/shape.js";
import {
  blockMemory,
  multiplyInBlocks,
} from "../../language-server/ops/matrix/blocks.js";
import { matmul } from "../../language-server/ops/matrix/matmul.js";
import { multiplyMatrices } from "../../language-server/ops/matrix/multiply.js";
import { scalarKernel } from "../../language-server/ops/matrix/scalar-kernel.js";
import { simdKernel } from "../../language-server/ops/matrix/simd-kernel.js";
import {
  type MatrixView,
  rowMajor,
  transposed,
} from "../../language-server/ops/matrix/view.js";
import { Draw } from "./draw.js";

type Multiply = typeof multiplyMatrices;

const draw = new Draw(7);
const numbers = (count: number): Float64Array =>
  Float64Array.from({ length: count }, () => draw.uniform() - 0.5);

/** A rows × columns matrix of random numbers: contiguous, transposed, part of a larger one, or with gaps everywhere. */
function anyMatrix(rows: number, columns: number): MatrixView {
  const form = draw.whole(0, 3);
  if (form === 0) return rowMajor(numbers(rows * columns), columns);
  if (form === 1) return transposed(rowMajor(numbers(rows * columns), rows));
  const offset = draw.whole(0, 5);
  const columnStride = form === 2 ? 1 : 3;
  const rowStride = columns * columnStride + draw.whole(0, 7);
  const data = numbers(offset + rows * rowStride);
  return { data, offset, rowStride, columnStride };
}

const indexOf = (view: MatrixView, row: number, column: number): number =>
  view.offset + row * view.rowStride + column * view.columnStride;

/** What the array of C holds afterwards. */
function naive(
  a: MatrixView,
  b: MatrixView,
  c: MatrixView,
  [rows, columns, inner]: Sizes,
  accumulate: boolean,
): Float64Array {
  const result = c.data.slice();
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = accumulate ? (c.data[indexOf(c, i, j)] ?? NaN) : 0;
      for (let p = 0; p < inner; p++)
        sum +=
          (a.data[indexOf(a, i, p)] ?? NaN) * (b.data[indexOf(b, p, j)] ?? NaN);
      result[indexOf(c, i, j)] = sum;
    }
  }
  return result;
}

/** Rows, columns, inner size. */
type Sizes = readonly [number, number, number];

function expectNaive(multiply: Multiply, sizes: Sizes): void {
  const [rows, columns, inner] = sizes;
  for (const accumulate of [false, true]) {
    const a = anyMatrix(rows, inner);
    const b = anyMatrix(inner, columns);
    const c = anyMatrix(rows, columns);
    const wanted = naive(a, b, c, sizes, accumulate);
    multiply(a, b, c, rows, columns, inner, accumulate);
    const different = c.data.findIndex((value, i) => value !== wanted[i]);
    expect({ sizes, accumulate, different }).toEqual({
      sizes,
      accumulate,
      different: -1,
    });
  }
}

const edges: readonly Sizes[] = [
  [1, 1, 1],
  [1, 1, 600],
  [1, 300, 1],
  [70, 1, 1],
  [1, 7, 5],
  [7, 1, 5],
  [4, 4, 200],
  [5, 6, 100],
  [64, 256, 256],
  [65, 130, 257],
  [63, 255, 511],
  [3, 513, 30],
  [5, 4099, 16],
  [129, 20, 300],
  [8, 2000, 33],
];

const simd = simdKernel(blockMemory);
const scalar = scalarKernel(blockMemory);
const onSimd: Multiply = (...product) => {
  if (simd) multiplyInBlocks(simd, ...product);
};
const onScalars: Multiply = (...product) => {
  multiplyInBlocks(scalar, ...product);
};

it("has a SIMD kernel here", () => {
  expect(simd).toBeDefined();
});

describe.each([
  ["multiplyMatrices", multiplyMatrices],
  ["the SIMD kernel", onSimd],
  ["the scalar kernel", onScalars],
])("%s", (_name, multiply) => {
  it.each(edges)("%i × %i over %i", (...sizes) => {
    for (let round = 0; round < 2; round++) expectNaive(multiply, sizes);
  });

  it("agrees on random sizes", () => {
    for (let round = 0; round < 120; round++) {
      const most = draw.pick([5, 20, 70]);
      const size = (): number => draw.whole(1, most);
      expectNaive(multiply, [size(), size(), size()]);
    }
  });

  it("sums infinities, NaN and zeros as the loop does, without a trace of an earlier product", () => {
    const special = [NaN, Infinity, -Infinity, -0, 0, 1e308, 5e-324];
    const some = (rows: number, columns: number): MatrixView => {
      const view = anyMatrix(rows, columns);
      for (let i = 0; i < view.data.length; i++)
        if (draw.chance(0.02)) view.data[i] = special[i % 7] ?? NaN;
      return view;
    };
    for (let round = 0; round < 20; round++) {
      const sizes: Sizes = [draw.whole(1, 13), draw.whole(1, 13), 24];
      const [rows, columns, inner] = sizes;
      const a = some(rows, inner);
      const b = some(inner, columns);
      const c = some(rows, columns);
      const wanted = naive(a, b, c, sizes, true);
      multiply(a, b, c, rows, columns, inner, true);
      expect(
        c.data.every((value, i) => Object.is(value, wanted[i] ?? NaN)),
      ).toBe(true);
    }
  });
});

it("clears the result of a product over nothing", () => {
  const c = numbers(6);
  const empty = new Float64Array(0);
  multiplyMatrices(
    rowMajor(empty, 0),
    rowMajor(empty, 3),
    rowMajor(c, 3),
    2,
    3,
    0,
    false,
  );
  expect(c).toEqual(new Float64Array(6));
});

it.each([
  [
    [2, 1, 9, 17],
    [3, 17, 8],
  ],
  [
    [4, 9, 17],
    [17, 8],
  ],
  [
    [5, 6],
    [3, 6, 7],
  ],
  [[40], [2, 40, 30]],
  [[3, 20, 40], [40]],
])("%j @ %j is the naive product of every pair", (shapeA, shapeB) => {
  const outputShape = matmul.shape([shapeA, shapeB], {});
  if ("mismatch" in outputShape) throw new Error(outputShape.mismatch);
  const a = numbers(boundSize(shapeA));
  const b = numbers(boundSize(shapeB));
  const rows = shapeA.at(-2) ?? 1;
  const inner = shapeA.at(-1) ?? 1;
  const columns = shapeB.length > 1 ? (shapeB.at(-1) ?? 1) : 1;
  const bound = outputShape.map(Number);
  const output = new Float64Array(boundSize(bound));
  matmul.forward({
    inputs: [a, b],
    inputShapes: [shapeA, shapeB],
    output,
    outputShape: bound,
    attributes: {},
    saved: new Float64Array(0),
    training: true,
  });
  const matrices = output.length / (rows * columns);
  const wanted = Array.from({ length: matrices }, (_, index) =>
    naive(
      rowMajor(a, inner, startOf(shapeA, index, matrices, rows * inner)),
      rowMajor(b, columns, startOf(shapeB, index, matrices, inner * columns)),
      rowMajor(new Float64Array(rows * columns), columns),
      [rows, columns, inner],
      false,
    ),
  ).flatMap((matrix) => [...matrix]);
  expect([...output]).toEqual(wanted);
});

/** Where the matrix for one of the results starts, in an operand that has one for all, for each, or for each row of them. */
function startOf(
  shape: readonly number[],
  index: number,
  matrices: number,
  size: number,
): number {
  const own = boundSize(shape) / size;
  if (own === 1 || own === matrices) return (index % own) * size;
  // The batches [2, 1] and [3] of the first case: one varies slowly, the other one fast.
  return (shape.length === 4 ? Math.floor(index / 3) : index % 3) * size;
}
