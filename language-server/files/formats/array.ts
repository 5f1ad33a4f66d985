/** Arrays of numbers with their shape, as files hold them. */

export interface FileArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float64Array;
}

/** How many numbers a shape holds; `undefined` where no array can hold so many. */
export function countOf(shape: readonly number[]): number | undefined {
  let count = 1;
  for (const size of shape) count *= size;
  return Number.isSafeInteger(count) ? count : undefined;
}
