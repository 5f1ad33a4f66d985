/** Arrays for numbers from files. They go to the worker that evaluates, once for each evaluation. */

/** Zeros. The memory is shared between threads where the host has such memory, so that sending it copies nothing. */
export function allocateNumbers(count: number): Float64Array {
  return typeof SharedArrayBuffer === "undefined"
    ? new Float64Array(count)
    : new Float64Array(
        new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT),
      );
}
