/** The kernel of assembly/panels.ts without WebAssembly: the same panels, the same order of every sum. */
import type { PanelKernel } from "./panel-kernel.js";

/** A kernel whose memory holds as many numbers. */
export function scalarKernel(numbers: number): PanelKernel {
  const memory = new Float64Array(numbers);
  return {
    memory,
    packPanels: (
      source,
      lineStride,
      innerStride,
      lines,
      inner,
      target,
      panelStride,
    ) => {
      for (let line = 0; line < lines; line += 4) {
        let to = target + (line / 4) * panelStride;
        let at0 = source + line * lineStride;
        let at1 = at0 + lineStride;
        let at2 = at1 + lineStride;
        let at3 = at2 + lineStride;
        for (const end = to + 4 * inner; to < end; to += 4) {
          memory[to] = memory[at0] ?? 0;
          memory[to + 1] = memory[at1] ?? 0;
          memory[to + 2] = memory[at2] ?? 0;
          memory[to + 3] = memory[at3] ?? 0;
          at0 += innerStride;
          at1 += innerStride;
          at2 += innerStride;
          at3 += innerStride;
        }
      }
    },
    multiplyPanels: (left, right, block, rows, columns, inner) => {
      const panel = 4 * inner;
      for (let i = 0; i < rows; i += 4) {
        const a = left + i * inner;
        for (let j = 0; j < columns; j += 4)
          multiplyTile(
            memory,
            a,
            right + j * inner,
            block + i * columns + j,
            columns,
            a + panel,
          );
      }
    },
  };
}

/** Adds the product of two panels to four rows of four numbers. */
function multiplyTile(
  memory: Float64Array,
  a: number,
  b: number,
  row0: number,
  columns: number,
  end: number,
): void {
  const row1 = row0 + columns;
  const row2 = row1 + columns;
  const row3 = row2 + columns;
  let c00 = memory[row0] ?? 0;
  let c01 = memory[row0 + 1] ?? 0;
  let c02 = memory[row0 + 2] ?? 0;
  let c03 = memory[row0 + 3] ?? 0;
  let c10 = memory[row1] ?? 0;
  let c11 = memory[row1 + 1] ?? 0;
  let c12 = memory[row1 + 2] ?? 0;
  let c13 = memory[row1 + 3] ?? 0;
  let c20 = memory[row2] ?? 0;
  let c21 = memory[row2 + 1] ?? 0;
  let c22 = memory[row2 + 2] ?? 0;
  let c23 = memory[row2 + 3] ?? 0;
  let c30 = memory[row3] ?? 0;
  let c31 = memory[row3 + 1] ?? 0;
  let c32 = memory[row3 + 2] ?? 0;
  let c33 = memory[row3 + 3] ?? 0;
  for (; a < end; a += 4, b += 4) {
    const a0 = memory[a] ?? 0;
    const a1 = memory[a + 1] ?? 0;
    const a2 = memory[a + 2] ?? 0;
    const a3 = memory[a + 3] ?? 0;
    const b0 = memory[b] ?? 0;
    const b1 = memory[b + 1] ?? 0;
    const b2 = memory[b + 2] ?? 0;
    const b3 = memory[b + 3] ?? 0;
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
  }
  memory[row0] = c00;
  memory[row0 + 1] = c01;
  memory[row0 + 2] = c02;
  memory[row0 + 3] = c03;
  memory[row1] = c10;
  memory[row1 + 1] = c11;
  memory[row1 + 2] = c12;
  memory[row1 + 3] = c13;
  memory[row2] = c20;
  memory[row2 + 1] = c21;
  memory[row2 + 2] = c22;
  memory[row2 + 3] = c23;
  memory[row3] = c30;
  memory[row3 + 1] = c31;
  memory[row3 + 2] = c32;
  memory[row3 + 3] = c33;
}
