/**
 * The matrix kernel in AssemblyScript; the build makes ../generated/panels.ts of it. A panel holds four lines (rows of
 * the left matrix, columns of the right one), interleaved: the first numbers of all four, then the second ones, and so on.
 * Offsets and strides are in numbers, not in bytes. Bounds are the caller's business.
 *
 * V8 unrolls the inner loop itself. Unrolled here as well it runs out of registers and takes half as long again.
 */

/**
 * Interleaves lines of `inner` numbers into panels, which start `panelStride` apart. A number of lines that is no multiple of four is rounded up: what happens to stand behind the last line fills the panel.
 */
export function packPanels(
  source: i32,
  lineStride: i32,
  innerStride: i32,
  lines: i32,
  inner: i32,
  target: i32,
  panelStride: i32,
): void {
  let line = address(source);
  let panel = address(target);
  for (let i = 0; i < lines; i += 4) {
    if (lineStride === 1) packNeighbours(line, innerStride, inner, panel);
    else packLines(line, lineStride, innerStride, inner, panel);
    line += address(4 * lineStride);
    panel += address(panelStride);
  }
}

/** One panel of lines that lie beside each other. */
function packNeighbours(
  from: usize,
  innerStride: i32,
  inner: i32,
  to: usize,
): void {
  const end = to + address(4 * inner);
  for (; to < end; to += 32) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    from += address(innerStride);
  }
}

/** One panel of lines anywhere. */
function packLines(
  line: usize,
  lineStride: i32,
  innerStride: i32,
  inner: i32,
  to: usize,
): void {
  const step = address(innerStride);
  let line1 = line + address(lineStride);
  let line2 = line1 + address(lineStride);
  let line3 = line2 + address(lineStride);
  const end = to + address(4 * inner);
  for (; to < end; to += 32) {
    f64.store(to, f64.load(line));
    f64.store(to, f64.load(line1), 8);
    f64.store(to, f64.load(line2), 16);
    f64.store(to, f64.load(line3), 24);
    line += step;
    line1 += step;
    line2 += step;
    line3 += step;
  }
}

/**
 * Adds to a row-major block of `rows` × `columns` numbers, both multiples of four, the product of the left and the right
 * panels. Every sum goes on from what stands in the block, in the order of the inner index.
 */
export function multiplyPanels(
  left: i32,
  right: i32,
  block: i32,
  rows: i32,
  columns: i32,
  inner: i32,
): void {
  const panel = address(4 * inner);
  const rowBytes = address(columns);
  let a = address(left);
  let row = address(block);
  for (let i = 0; i < rows; i += 4) {
    let b = address(right);
    for (let c = row; c < row + rowBytes; c += 32) {
      multiplyTile(a, b, c, rowBytes, panel);
      b += panel;
    }
    a += panel;
    row += 4 * rowBytes;
  }
}

/** Sixteen sums in eight registers. */
function multiplyTile(
  a: usize,
  b: usize,
  row0: usize,
  rowBytes: usize,
  panel: usize,
): void {
  const row1 = row0 + rowBytes;
  const row2 = row1 + rowBytes;
  const row3 = row2 + rowBytes;
  let c00 = v128.load(row0);
  let c01 = v128.load(row0, 16);
  let c10 = v128.load(row1);
  let c11 = v128.load(row1, 16);
  let c20 = v128.load(row2);
  let c21 = v128.load(row2, 16);
  let c30 = v128.load(row3);
  let c31 = v128.load(row3, 16);
  for (const end = a + panel; a < end; a += 32) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += 32;
    const a0 = v128.load_splat<f64>(a);
    c00 = f64x2.add(c00, f64x2.mul(a0, b0));
    c01 = f64x2.add(c01, f64x2.mul(a0, b1));
    const a1 = v128.load_splat<f64>(a, 8);
    c10 = f64x2.add(c10, f64x2.mul(a1, b0));
    c11 = f64x2.add(c11, f64x2.mul(a1, b1));
    const a2 = v128.load_splat<f64>(a, 16);
    c20 = f64x2.add(c20, f64x2.mul(a2, b0));
    c21 = f64x2.add(c21, f64x2.mul(a2, b1));
    const a3 = v128.load_splat<f64>(a, 24);
    c30 = f64x2.add(c30, f64x2.mul(a3, b0));
    c31 = f64x2.add(c31, f64x2.mul(a3, b1));
  }
  v128.store(row0, c00);
  v128.store(row0, c01, 16);
  v128.store(row1, c10);
  v128.store(row1, c11, 16);
  v128.store(row2, c20);
  v128.store(row2, c21, 16);
  v128.store(row3, c30);
  v128.store(row3, c31, 16);
}

/** Where the number at an offset stands. */
function address(offset: i32): usize {
  return offset << 3;
}
