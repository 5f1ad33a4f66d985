/** Columns of a dataset beside each other, as one array. Joined once for each choice of columns, however often it is asked for. */
import { allocateNumbers } from "../numbers.js";
import type { FileArray } from "./array.js";

interface Joined {
  readonly parts: readonly FileArray[];
  readonly whole: FileArray;
}

/** Kept by the numbers of the first part, so that it goes with them. */
const joins = new WeakMap<Float64Array, Joined[]>();
const mostKept = 8;

/** Rows of an array of one axis are rows of one column. */
export const asColumn = ({ shape, data }: FileArray): FileArray => ({
  shape: shape.length === 1 ? [...shape, 1] : shape,
  data,
});

/**
 * `[rows, a, …]` beside `[rows, b, …]` is `[rows, a + b, …]`. Absent where there is nothing to join, or the axes behind
 * the second differ.
 */
export function joinColumns(
  parts: readonly FileArray[],
): FileArray | undefined {
  const [first] = parts;
  if (!first || parts.length === 1) return first;
  const isKnown = ({ parts: known }: Joined): boolean =>
    known.length === parts.length &&
    known.every(({ data }, index) => data === parts[index]?.data);
  const known = joins.get(first.data) ?? [];
  const found = known.find(isKnown);
  if (found) return found.whole;
  const whole = join(first, parts);
  if (whole)
    joins.set(first.data, [{ parts, whole }, ...known].slice(0, mostKept));
  return whole;
}

function join(
  first: FileArray,
  parts: readonly FileArray[],
): FileArray | undefined {
  const [rows = 0, , ...behind] = first.shape;
  const fits = parts.every(
    ({ shape }) =>
      shape[0] === rows &&
      shape.length === behind.length + 2 &&
      behind.every((size, axis) => shape[axis + 2] === size),
  );
  if (!fits) return undefined;
  const width = parts.reduce((sum, { shape }) => sum + (shape[1] ?? 1), 0);
  const rowSizes = parts.map(({ data }) => data.length / rows);
  const rowSize = rowSizes.reduce((sum, size) => sum + size, 0);
  const data = allocateNumbers(rows * rowSize);
  let offset = 0;
  for (const [index, part] of parts.entries()) {
    const size = rowSizes[index] ?? 0;
    for (let row = 0; row < rows; row++) {
      for (let element = 0; element < size; element++)
        data[row * rowSize + offset + element] =
          part.data[row * size + element] ?? 0;
    }
    offset += size;
  }
  return { shape: [rows, width, ...behind], data };
}

const splits = new WeakMap<Float64Array, Map<number, FileArray>>();

/** One column of a matrix of rows and columns. */
export function columnOf(matrix: FileArray, index: number): FileArray {
  const { shape, data } = matrix;
  const [rows = 0, width = 1] = shape;
  if (width === 1) return matrix;
  const known = splits.get(data) ?? new Map<number, FileArray>();
  splits.set(data, known);
  const found = known.get(index);
  if (found) return found;
  const numbers = allocateNumbers(rows);
  for (let row = 0; row < rows; row++)
    numbers[row] = data[row * width + index] ?? 0;
  const column: FileArray = { shape: [rows, 1], data: numbers };
  known.set(index, column);
  return column;
}
