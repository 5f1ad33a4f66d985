/**
 * Every product of matrices, and with it every layer and convolution, goes through `multiplyMatrices`. Each sum is taken
 * in the order of the inner index, as in the naive triple loop, so the numbers do not depend on what computes them.
 */
import { blockMemory, multiplyInBlocks } from "./blocks.js";
import type { PanelKernel } from "./panel-kernel.js";
import { scalarKernel } from "./scalar-kernel.js";
import { simdKernel } from "./simd-kernel.js";
import type { MatrixView } from "./view.js";

/** Below this many multiply-adds copying and packing costs more than it saves. */
const smallProduct = 256;

/** Made when the first product asks for it. */
let kernel: PanelKernel | undefined;

/**
 * C = A · B, or C += A · B with `accumulate`; A is rows × inner, B inner × columns, C rows × columns. C must not
 * overlap A or B.
 */
export function multiplyMatrices(
  a: MatrixView,
  b: MatrixView,
  c: MatrixView,
  rows: number,
  columns: number,
  inner: number,
  accumulate: boolean,
): void {
  if (rows * columns * inner < smallProduct) {
    multiplyNaively(a, b, c, rows, columns, inner, accumulate);
    return;
  }
  kernel ??= simdKernel(blockMemory) ?? scalarKernel(blockMemory);
  multiplyInBlocks(kernel, a, b, c, rows, columns, inner, accumulate);
}

function multiplyNaively(
  a: MatrixView,
  b: MatrixView,
  c: MatrixView,
  rows: number,
  columns: number,
  inner: number,
  accumulate: boolean,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const to = c.offset + i * c.rowStride + j * c.columnStride;
      let sum = accumulate ? (c.data[to] ?? 0) : 0;
      let left = a.offset + i * a.rowStride;
      let right = b.offset + j * b.columnStride;
      for (let p = 0; p < inner; p++) {
        sum += (a.data[left] ?? 0) * (b.data[right] ?? 0);
        left += a.columnStride;
        right += b.rowStride;
      }
      c.data[to] = sum;
    }
  }
}
