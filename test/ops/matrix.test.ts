/** The matrix kernel against the naive triple loop, bit for bit, with strides and every kind of edge. */
import { describe, expect, it } from "vitest";
import {
  type MatrixView,
  multiplyMatrices,
  rowMajor,
  transposed,
} from "../../language-server/ops/matrix/multiply.js";
import { Draw } from "./draw.js";

const draw = new Draw(7);
const numbers = (count: number): Float64Array =>
  Float64Array.from({ length: count }, () => draw.uniform() - 0.5);

const at = (
  { data, offset, rowStride, columnStride }: MatrixView,
  row: number,
  column: number,
): number => data[offset + row * rowStride + column * columnStride] ?? NaN;

function naive(
  a: MatrixView,
  b: MatrixView,
  rows: number,
  columns: number,
  inner: number,
): number[] {
  return Array.from({ length: rows * columns }, (_, i) => {
    let sum = 0;
    for (let p = 0; p < inner; p++)
      sum += at(a, Math.floor(i / columns), p) * at(b, p, i % columns);
    return sum;
  });
}

describe("multiplyMatrices", () => {
  it.each([
    [1, 1, 1],
    [1, 7, 5],
    [7, 1, 5],
    [3, 3, 3],
    [4, 4, 200],
    [5, 6, 100],
    [17, 13, 19],
    [64, 33, 70],
    [8, 9000, 33],
  ])("%i × %i over %i", (rows, columns, inner) => {
    for (const flipA of [false, true]) {
      for (const flipB of [false, true]) {
        const a = flipA
          ? transposed(rowMajor(numbers(rows * inner), rows))
          : rowMajor(numbers(rows * inner + 3), inner, 3);
        const b = flipB
          ? transposed(rowMajor(numbers(columns * inner), inner))
          : rowMajor(numbers(columns * inner), columns);
        const wanted = naive(a, b, rows, columns, inner);
        const c = new Float64Array(rows * columns).fill(NaN);
        multiplyMatrices(
          a,
          b,
          rowMajor(c, columns),
          rows,
          columns,
          inner,
          false,
        );
        expect(c.every((value, i) => value === wanted[i])).toBe(true);
        multiplyMatrices(
          a,
          b,
          rowMajor(c, columns),
          rows,
          columns,
          inner,
          true,
        );
        expect(
          c.every(
            (value, i) =>
              Math.abs(value - 2 * (wanted[i] ?? NaN)) < 1e-13 * inner,
          ),
        ).toBe(true);
      }
    }
  });

  it("writes through strides", () => {
    const a = rowMajor(numbers(30), 6);
    const b = rowMajor(numbers(42), 7);
    const c = new Float64Array(35);
    multiplyMatrices(a, b, transposed(rowMajor(c, 5)), 5, 7, 6, false);
    const wanted = naive(a, b, 5, 7, 6);
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 7; j++) expect(c[j * 5 + i]).toBe(wanted[i * 7 + j]);
  });

  it("propagates infinities and NaN as the sum does", () => {
    const a = rowMajor(Float64Array.of(Infinity, 0), 2);
    const b = rowMajor(Float64Array.of(0, 1), 1);
    const c = new Float64Array(1);
    multiplyMatrices(a, b, rowMajor(c, 1), 1, 1, 2, false);
    expect(c[0]).toBeNaN();
  });
});
