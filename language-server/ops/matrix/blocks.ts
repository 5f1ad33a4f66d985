/**
 * Large products, block by block in the kernel's memory: blocks of both operands are copied in and packed into panels, a
 * block of the result is copied in, added to and copied out. All of it fits into the second-level cache.
 */
import type { PanelKernel } from "./panel-kernel.js";
import { type MatrixView, transposed } from "./view.js";

/**
 * How many numbers of each matrix are in the memory at a time. The right block is wide rather than deep, so that whole rows
 * of the result can be copied together; the left one has few rows, as each four of them go through the whole right one.
 */
const mostRight = 1 << 16;
const mostTarget = 1 << 14;
const mostRows = 64;
const mostColumns = mostTarget / 4;
/** The inner index is split as well: every sum goes on from where the block before left it. */
const mostInner = 256;
/** How many numbers are copied in before they are packed: what the first-level cache keeps. */
const mostCopied = 1 << 12;

/** Where the parts of the memory start. */
const left = 0;
const right = left + mostRows * mostInner;
const target = right + mostRight;
const copied = target + mostTarget;
/** What fills up a last panel stands behind what is copied in: up to three lines more. */
export const blockMemory = copied + mostCopied + 4 * mostInner;

/** C += A · B, or C = A · B without `accumulate`, on a kernel of at least `blockMemory` numbers; no size is 0. */
export function multiplyInBlocks(
  kernel: PanelKernel,
  a: MatrixView,
  b: MatrixView,
  c: MatrixView,
  rows: number,
  columns: number,
  inner: number,
  accumulate: boolean,
): void {
  const depths = Math.min(mostInner, inner);
  const widths = Math.min(mostColumns, downToFours(mostRight / depths));
  for (let j = 0; j < columns; j += widths) {
    const width = Math.min(widths, columns - j);
    const heights = Math.min(
      mostRows,
      downToFours(mostTarget / upToFours(width)),
    );
    for (let p = 0; p < inner; p += depths) {
      const depth = Math.min(depths, inner - p);
      packBlock(kernel, transposed(b), j, p, width, depth, right);
      for (let i = 0; i < rows; i += heights) {
        const height = Math.min(heights, rows - i);
        packBlock(kernel, a, i, p, height, depth, left);
        const fresh = p === 0 && !accumulate;
        addBlock(kernel, c, i, j, height, width, depth, fresh);
      }
    }
  }
}

/** Packs a block of a matrix, from row i and column p on, into panels of its rows. */
function packBlock(
  kernel: PanelKernel,
  { data, offset, rowStride, columnStride }: MatrixView,
  i: number,
  p: number,
  lines: number,
  inner: number,
  panels: number,
): void {
  const { memory, packPanels } = kernel;
  const start = offset + i * rowStride + p * columnStride;
  const panel = 4 * inner;
  if (rowStride === 1) {
    const most = Math.max(1, Math.floor(mostCopied / lines));
    for (let done = 0; done < inner; done += most) {
      const count = Math.min(most, inner - done);
      const from = start + done * columnStride;
      copyIn(memory, data, from, columnStride, 1, count, lines);
      packPanels(copied, 1, lines, lines, count, panels + 4 * done, panel);
    }
  } else {
    const most = Math.floor(mostCopied / panel) * 4;
    for (let done = 0; done < lines; done += most) {
      const count = Math.min(most, lines - done);
      const from = start + done * rowStride;
      copyIn(memory, data, from, rowStride, columnStride, count, inner);
      packPanels(copied, inner, 1, count, inner, panels + done * inner, panel);
    }
  }
}

/** Shorter runs are copied number by number. */
const shortestRun = 24;

/** Copies `runs` runs, `stride` apart and each of `length` numbers, `step` apart, behind one another. */
function copyIn(
  memory: Float64Array,
  data: Float64Array,
  start: number,
  stride: number,
  step: number,
  runs: number,
  length: number,
): void {
  if (step === 1 && stride === length) {
    memory.set(data.subarray(start, start + runs * length), copied);
    return;
  }
  const whole = step === 1 && length >= shortestRun;
  let to = copied;
  for (let run = 0; run < runs; run++) {
    let from = start + run * stride;
    if (whole) {
      memory.set(data.subarray(from, from + length), to);
      to += length;
    } else {
      for (const end = to + length; to < end; from += step)
        memory[to++] = data[from] ?? 0;
    }
  }
}

/** Adds the product of the packed blocks to the block of C at row i and column j, or to zeros where it is `fresh`. */
function addBlock(
  { memory, multiplyPanels }: PanelKernel,
  { data, offset, rowStride, columnStride }: MatrixView,
  i: number,
  j: number,
  height: number,
  width: number,
  depth: number,
  fresh: boolean,
): void {
  const stride = upToFours(width);
  const start = offset + i * rowStride + j * columnStride;
  const end = target + height * stride;
  const together =
    columnStride === 1 && rowStride === stride && width === stride;
  const inRuns = columnStride === 1 && width >= shortestRun;
  if (fresh) memory.fill(0, target, end);
  else if (together)
    memory.set(data.subarray(start, start + height * stride), target);
  else
    for (let row = 0; row < height; row++) {
      let from = start + row * rowStride;
      let to = target + row * stride;
      if (inRuns) memory.set(data.subarray(from, from + width), to);
      else
        for (const end = to + width; to < end; from += columnStride)
          memory[to++] = data[from] ?? 0;
    }
  multiplyPanels(left, right, target, upToFours(height), stride, depth);
  if (together) data.set(memory.subarray(target, end), start);
  else
    for (let row = 0; row < height; row++) {
      let to = start + row * rowStride;
      let from = target + row * stride;
      if (inRuns) data.set(memory.subarray(from, from + width), to);
      else
        for (const end = from + width; from < end; to += columnStride)
          data[to] = memory[from++] ?? 0;
    }
}

const downToFours = (count: number): number => count & ~3;
const upToFours = (count: number): number => (count + 3) & ~3;
