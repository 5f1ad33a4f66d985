/** Random orthogonal matrices, the way PyTorch's `orthogonal_` makes them. */
import type { BoundShape } from "../graph/shape.js";
import { fillNormal } from "./random.js";

/**
 * Fills `numbers` with a random (semi-)orthogonal matrix: the tensor is seen as rows × columns, rows being its first
 * dimension; a matrix A of that shape is drawn from the standard normal distribution, element by element in row-major
 * order; A (its transpose where there are fewer rows than columns) is factored as Q R with a positive diagonal of R, and
 * Q (transposed back) is the result. Rows or columns, whichever are fewer, are orthonormal.
 *
 * A positive diagonal makes the factorisation unique; what is used here is Gram and Schmidt's process, applied twice to
 * each vector, which keeps the vectors orthogonal to rounding error.
 *
 * Source: A. Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2013.
 */
export function fillOrthogonal(
  numbers: Float64Array,
  shape: BoundShape,
  seed: number,
  name: string,
): void {
  fillNormal(numbers, seed, name);
  const rows = shape[0] ?? 1;
  const columns = numbers.length / rows;
  const vectors =
    rows < columns
      ? { count: rows, length: columns, next: columns, step: 1 }
      : { count: columns, length: rows, next: 1, step: columns };
  for (let vector = 0; vector < vectors.count; vector++) {
    for (let sweep = 0; sweep < 2; sweep++) {
      for (let earlier = 0; earlier < vector; earlier++)
        removeProjection(numbers, vectors, vector, earlier);
    }
    normalise(numbers, vectors, vector);
  }
}

/** Vectors inside a matrix: `next` elements from one vector to the following, `step` from one component to the next. */
interface Vectors {
  readonly count: number;
  readonly length: number;
  readonly next: number;
  readonly step: number;
}

/** Takes the part along the unit vector `unit` out of the vector `vector`. */
function removeProjection(
  numbers: Float64Array,
  { length, next, step }: Vectors,
  vector: number,
  unit: number,
): void {
  const from = vector * next;
  const along = unit * next;
  let product = 0;
  for (let i = 0; i < length; i++)
    product +=
      (numbers[from + i * step] ?? 0) * (numbers[along + i * step] ?? 0);
  for (let i = 0; i < length; i++) {
    const at = from + i * step;
    numbers[at] =
      (numbers[at] ?? 0) - product * (numbers[along + i * step] ?? 0);
  }
}

function normalise(
  numbers: Float64Array,
  { length, next, step }: Vectors,
  vector: number,
): void {
  let squares = 0;
  for (let i = 0; i < length; i++)
    squares += (numbers[vector * next + i * step] ?? 0) ** 2;
  const norm = Math.sqrt(squares);
  for (let i = 0; i < length; i++) {
    const at = vector * next + i * step;
    numbers[at] = (numbers[at] ?? 0) / norm;
  }
}
