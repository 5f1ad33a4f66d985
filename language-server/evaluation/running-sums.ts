/**
 * Sums of contributions that grow one after the other, as a trace goes back: each starts from the one before it, so that a
 * gradient of ten thousand uses costs ten thousand additions and not fifty million.
 */
import type { Tape } from "../engine/tape.js";

/** Elements of sums that are kept for the next step. */
const mostElements = 2_000_000;

interface Sum {
  readonly uses: Uint32Array;
  readonly total: Float64Array;
}

const sums = new WeakMap<Tape, Map<number, Sum>>();

/**
 * What came back to the node along the uses, added in the order given, which is the engine's: the same sum, to the last
 * digit.
 * @param uses consumer and operand of each, in turn
 * @returns of the node's shape, never to be written to; absent where nothing came back
 */
export function sumAlong(
  tape: Tape,
  node: number,
  uses: Uint32Array,
): Float64Array | undefined {
  const known = keptOf(tape);
  const before = known.get(node);
  const start = before && beginsWith(uses, before.uses) ? before : undefined;
  let total = start?.total;
  let isOwn = false;
  for (let at = start?.uses.length ?? 0; at < uses.length; at += 2) {
    const part = tape.contribution(uses[at] ?? -1, uses[at + 1] ?? -1);
    if (!part) continue;
    if (!total) total = part;
    else {
      // The array that is there may be somebody's answer, or the tape's.
      if (!isOwn) total = total.slice();
      isOwn = true;
      for (let index = 0; index < part.length; index++)
        total[index] = (total[index] ?? 0) + (part[index] ?? 0);
    }
  }
  if (total) keep(known, node, { uses, total });
  return total;
}

function keptOf(tape: Tape): Map<number, Sum> {
  const known = sums.get(tape) ?? new Map<number, Sum>();
  sums.set(tape, known);
  return known;
}

/** The sum that was asked for last is the last to go. */
function keep(known: Map<number, Sum>, node: number, sum: Sum): void {
  known.delete(node);
  known.set(node, sum);
  let size = 0;
  for (const { total, uses } of known.values())
    size += total.length + uses.length;
  for (const [oldest, { total, uses }] of known) {
    if (size <= mostElements) return;
    known.delete(oldest);
    size -= total.length + uses.length;
  }
}

function beginsWith(uses: Uint32Array, beginning: Uint32Array): boolean {
  if (beginning.length > uses.length) return false;
  for (let index = 0; index < beginning.length; index++)
    if (beginning[index] !== uses[index]) return false;
  return true;
}
