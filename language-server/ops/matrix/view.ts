/** Matrices as they stand in flat arrays: views with strides, so that a transpose costs no copy. */

/** Element (i, j) is `data[offset + i · rowStride + j · columnStride]`. */
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
