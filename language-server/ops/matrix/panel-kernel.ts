/**
 * What multiplies blocks of matrices that were copied into its memory: WebAssembly with SIMD where there is that
 * (simd-kernel.ts), plain loops where there is not (scalar-kernel.ts). Both give the same numbers, bit for bit.
 */

/** Functions on one memory. Offsets and strides are in numbers. For panels see assembly/panels.ts. */
export interface PanelKernel {
  readonly memory: Float64Array;
  /**
   * Interleaves lines of `inner` numbers into panels of four, which start `panelStride` apart; what stands behind the last
   * line fills the last panel.
   */
  readonly packPanels: (
    source: number,
    lineStride: number,
    innerStride: number,
    lines: number,
    inner: number,
    target: number,
    panelStride: number,
  ) => void;
  /** Adds left · right to a row-major block whose rows and columns are multiples of four. */
  readonly multiplyPanels: (
    left: number,
    right: number,
    block: number,
    rows: number,
    columns: number,
    inner: number,
  ) => void;
}
