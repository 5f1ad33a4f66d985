/**
 * A window sliding over one plane: the sums of kernel times plane, and those of upstream times plane. The plane has a
 * border, so that no window reaches over its edge. Windows of three columns are written out, being the usual ones.
 */

/** A window that slides over a plane: sizes in elements of the plane, which is `width` wide. */
export interface Sliding {
  readonly rows: number;
  readonly columns: number;
  /** How far the window's rows and columns are apart. */
  readonly rowStep: number;
  readonly columnStep: number;
  readonly placesDown: number;
  readonly placesAcross: number;
  /** How far the window moves. */
  readonly strideDown: number;
  readonly strideAcross: number;
  readonly width: number;
}

/** Adds to every place the sum of kernel times plane over its window. */
export function correlate(
  plane: Float64Array,
  kernels: Float64Array,
  kernel: number,
  output: Float64Array,
  result: number,
  sliding: Sliding,
): void {
  const { rows, columns, placesDown, placesAcross } = sliding;
  for (let y = 0; y < placesDown; y++) {
    const from = y * sliding.strideDown * sliding.width;
    const to = result + y * placesAcross;
    if (rows === 3 && columns === 3)
      correlateRow3(plane, from, kernels, kernel, output, to, sliding);
    else correlateRow(plane, from, kernels, kernel, output, to, sliding);
  }
}

function correlateRow(
  plane: Float64Array,
  from: number,
  kernels: Float64Array,
  kernel: number,
  output: Float64Array,
  to: number,
  sliding: Sliding,
): void {
  const { rows, columns, rowStep, columnStep, width } = sliding;
  const { placesAcross, strideAcross } = sliding;
  for (let x = 0; x < placesAcross; x++) {
    let sum = 0;
    let cell = kernel;
    for (let i = 0; i < rows; i++) {
      let at = from + x * strideAcross + i * rowStep * width;
      for (let j = 0; j < columns; j++, cell++, at += columnStep)
        sum += (kernels[cell] ?? 0) * (plane[at] ?? 0);
    }
    output[to + x] = (output[to + x] ?? 0) + sum;
  }
}

function correlateRow3(
  plane: Float64Array,
  from: number,
  kernels: Float64Array,
  kernel: number,
  output: Float64Array,
  to: number,
  { rowStep, columnStep, width, placesAcross, strideAcross }: Sliding,
): void {
  const k00 = kernels[kernel] ?? 0;
  const k01 = kernels[kernel + 1] ?? 0;
  const k02 = kernels[kernel + 2] ?? 0;
  const k10 = kernels[kernel + 3] ?? 0;
  const k11 = kernels[kernel + 4] ?? 0;
  const k12 = kernels[kernel + 5] ?? 0;
  const k20 = kernels[kernel + 6] ?? 0;
  const k21 = kernels[kernel + 7] ?? 0;
  const k22 = kernels[kernel + 8] ?? 0;
  const twice = 2 * columnStep;
  let first = from;
  let second = from + rowStep * width;
  let third = second + rowStep * width;
  for (let x = to; x < to + placesAcross; x++) {
    output[x] =
      (output[x] ?? 0) +
      (k00 * (plane[first] ?? 0) +
        k01 * (plane[first + columnStep] ?? 0) +
        k02 * (plane[first + twice] ?? 0) +
        k10 * (plane[second] ?? 0) +
        k11 * (plane[second + columnStep] ?? 0) +
        k12 * (plane[second + twice] ?? 0) +
        k20 * (plane[third] ?? 0) +
        k21 * (plane[third + columnStep] ?? 0) +
        k22 * (plane[third + twice] ?? 0));
    first += strideAcross;
    second += strideAcross;
    third += strideAcross;
  }
}

/** Adds to every cell of the kernel the sum of upstream times plane over all places, row of cells by row. */
export function addCellSums(
  plane: Float64Array,
  upstream: Float64Array,
  up: number,
  gradient: Float64Array,
  kernel: number,
  sliding: Sliding,
): void {
  const { rows, columns, rowStep, columnStep, width } = sliding;
  for (let i = 0; i < rows; i++) {
    const from = i * rowStep * width;
    const to = kernel + i * columns;
    let j = 0;
    for (; j + 3 <= columns; j += 3)
      addThreeCells(
        plane,
        from + j * columnStep,
        upstream,
        up,
        gradient,
        to + j,
        sliding,
      );
    for (; j < columns; j++)
      addCell(
        plane,
        from + j * columnStep,
        upstream,
        up,
        gradient,
        to + j,
        sliding,
      );
  }
}

function addCell(
  plane: Float64Array,
  from: number,
  upstream: Float64Array,
  up: number,
  gradient: Float64Array,
  cell: number,
  sliding: Sliding,
): void {
  const { placesDown, placesAcross, strideDown, strideAcross } = sliding;
  let sum = 0;
  let place = up;
  for (let y = 0; y < placesDown; y++) {
    let at = from + y * strideDown * sliding.width;
    for (const end = place + placesAcross; place < end; place++) {
      sum += (upstream[place] ?? 0) * (plane[at] ?? 0);
      at += strideAcross;
    }
  }
  gradient[cell] = (gradient[cell] ?? 0) + sum;
}

/** Three cells in a row at once, so that the upstream gradient is read once for them. */
function addThreeCells(
  plane: Float64Array,
  from: number,
  upstream: Float64Array,
  up: number,
  gradient: Float64Array,
  cell: number,
  sliding: Sliding,
): void {
  const { placesDown, placesAcross, strideDown, strideAcross } = sliding;
  const { columnStep } = sliding;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let place = up;
  for (let y = 0; y < placesDown; y++) {
    let at = from + y * strideDown * sliding.width;
    for (const end = place + placesAcross; place < end; place++) {
      const upward = upstream[place] ?? 0;
      sum0 += upward * (plane[at] ?? 0);
      sum1 += upward * (plane[at + columnStep] ?? 0);
      sum2 += upward * (plane[at + 2 * columnStep] ?? 0);
      at += strideAcross;
    }
  }
  gradient[cell] = (gradient[cell] ?? 0) + sum0;
  gradient[cell + 1] = (gradient[cell + 1] ?? 0) + sum1;
  gradient[cell + 2] = (gradient[cell + 2] ?? 0) + sum2;
}
