/**
 * A flag that a worker can look at while it computes, set from outside: one number in shared memory, the run that is to
 * stop. Where a browser's page is not isolated there is no shared memory, and no flag.
 */
import type { RunId } from "./messages.js";

export function createCancelFlag(): Int32Array | undefined {
  return typeof SharedArrayBuffer === "undefined"
    ? undefined
    : new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

export function cancelRun(flag: Int32Array, run: RunId): void {
  Atomics.store(flag, 0, run);
}

export function isCancelled(flag: Int32Array, run: RunId): boolean {
  return Atomics.load(flag, 0) === run;
}
