/**
 * The matrix kernel: every product of matrices, and with it every layer and convolution, goes through
 * `multiplyMatrices`. Operands are views with strides, so that a transpose costs no copy. Each element of the result
 * is summed up in the order of the inner index, as in the naive triple loop.
 */

/** A matrix in a flat array: element (i, j) is `data[offset + i · rowStride + j · columnStride]`. */
export interface MatrixView {
  readonly data: Float64Array;
  readonly offset: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** A contiguous matrix with this many columns. */
export function rowMajor(
  data: Float64Array,
  columns: number,
  offset = 0,
): MatrixView {
  return { data, offset, rowStride: columns, columnStride: 1 };
}

export function transposed(view: MatrixView): MatrixView {
  return {
    ...view,
    rowStride: view.columnStride,
    columnStride: view.rowStride,
  };
}

/** Rows and columns of a register block: 16 sums are held at a time. */
const block = 4;
/** How many packed numbers of the right matrix are kept at a time: 1 MB, which stays in the second-level cache. */
const packedLimit = 1 << 17;
/** Below this many multiply-adds packing costs more than it saves. */
const smallProduct = 2048;

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
  if (!accumulate) clear(c, rows, columns);
  if (rows < block || columns < block || rows * columns * inner < smallProduct)
    multiplySmall(a, b, c, rows, columns, inner);
  else multiplyPacked(a, b, c, rows, columns, inner);
}

function clear(c: MatrixView, rows: number, columns: number): void {
  for (let i = 0; i < rows; i++) {
    let at = c.offset + i * c.rowStride;
    for (let j = 0; j < columns; j++, at += c.columnStride) c.data[at] = 0;
  }
}

/** Plain loops, in the order that reads the right matrix along its shorter stride. */
function multiplySmall(
  a: MatrixView,
  b: MatrixView,
  c: MatrixView,
  rows: number,
  columns: number,
  inner: number,
): void {
  const alongRows = Math.abs(b.columnStride) <= Math.abs(b.rowStride);
  for (let i = 0; i < rows; i++) {
    const aRow = a.offset + i * a.rowStride;
    const cRow = c.offset + i * c.rowStride;
    if (alongRows) {
      for (let p = 0; p < inner; p++) {
        const factor = a.data[aRow + p * a.columnStride] ?? 0;
        let from = b.offset + p * b.rowStride;
        let to = cRow;
        for (let j = 0; j < columns; j++) {
          c.data[to] = (c.data[to] ?? 0) + factor * (b.data[from] ?? 0);
          from += b.columnStride;
          to += c.columnStride;
        }
      }
    } else {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        let left = aRow;
        let right = b.offset + j * b.columnStride;
        for (let p = 0; p < inner; p++) {
          sum += (a.data[left] ?? 0) * (b.data[right] ?? 0);
          left += a.columnStride;
          right += b.rowStride;
        }
        const to = cRow + j * c.columnStride;
        c.data[to] = (c.data[to] ?? 0) + sum;
      }
    }
  }
}

/** Packed panels, grown when needed and kept between calls. */
let packedLeft = new Float64Array(0);
let packedRight = new Float64Array(0);
/** The sums of one register block, row-major. */
const tile = new Float64Array(block * block);

function multiplyPacked(
  a: MatrixView,
  b: MatrixView,
  c: MatrixView,
  rows: number,
  columns: number,
  inner: number,
): void {
  const width = Math.max(
    block,
    Math.floor(packedLimit / inner / block) * block,
  );
  const panel = block * inner;
  if (packedLeft.length < panel) packedLeft = new Float64Array(panel);
  const wanted = Math.min(width, columns + block) * inner;
  if (packedRight.length < wanted) packedRight = new Float64Array(wanted);

  for (let left = 0; left < columns; left += width) {
    const right = Math.min(columns, left + width);
    for (let j = left; j < right; j += block) {
      const count = Math.min(block, columns - j);
      const start = b.offset + j * b.columnStride;
      const to = (j - left) * inner;
      pack(
        b,
        start,
        b.columnStride,
        b.rowStride,
        count,
        inner,
        packedRight,
        to,
      );
    }
    for (let i = 0; i < rows; i += block) {
      const height = Math.min(block, rows - i);
      const start = a.offset + i * a.rowStride;
      pack(a, start, a.rowStride, a.columnStride, height, inner, packedLeft, 0);
      for (let j = left; j < right; j += block) {
        multiplyPanels(packedLeft, packedRight, (j - left) * inner, inner);
        addTile(c, i, j, height, Math.min(block, columns - j));
      }
    }
  }
}

/** Interleaves `count` lines (rows of A, columns of B) of `inner` numbers; lines that are missing are zeros. */
function pack(
  { data }: MatrixView,
  start: number,
  lineStride: number,
  innerStride: number,
  count: number,
  inner: number,
  target: Float64Array,
  offset: number,
): void {
  if (count < block) target.fill(0, offset, offset + block * inner);
  for (let line = 0; line < count; line++) {
    let from = start + line * lineStride;
    let to = offset + line;
    for (let p = 0; p < inner; p++) {
      target[to] = data[from] ?? 0;
      from += innerStride;
      to += block;
    }
  }
}

/** The sums of one block, written into `tile`: the inner loop of everything, unrolled by hand. */
function multiplyPanels(
  left: Float64Array,
  right: Float64Array,
  rightStart: number,
  inner: number,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  const end = block * inner;
  for (let p = 0, q = rightStart; p < end; p += 4, q += 4) {
    const a0 = left[p] ?? 0;
    const a1 = left[p + 1] ?? 0;
    const a2 = left[p + 2] ?? 0;
    const a3 = left[p + 3] ?? 0;
    const b0 = right[q] ?? 0;
    const b1 = right[q + 1] ?? 0;
    const b2 = right[q + 2] ?? 0;
    const b3 = right[q + 3] ?? 0;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  tile[0] = s00;
  tile[1] = s01;
  tile[2] = s02;
  tile[3] = s03;
  tile[4] = s10;
  tile[5] = s11;
  tile[6] = s12;
  tile[7] = s13;
  tile[8] = s20;
  tile[9] = s21;
  tile[10] = s22;
  tile[11] = s23;
  tile[12] = s30;
  tile[13] = s31;
  tile[14] = s32;
  tile[15] = s33;
}

function addTile(
  { data, offset, rowStride, columnStride }: MatrixView,
  row: number,
  column: number,
  height: number,
  width: number,
): void {
  for (let i = 0; i < height; i++) {
    let at = offset + (row + i) * rowStride + column * columnStride;
    for (let j = 0; j < width; j++, at += columnStride)
      data[at] = (data[at] ?? 0) + (tile[i * block + j] ?? 0);
  }
}
