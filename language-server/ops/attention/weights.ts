/**
 * The weights of scaled dot-product attention: queries `[…, l, d]` against keys `[…, s, d]`, divided by √d, then softmax
 * over the keys → `[…, l, s]`. With `causal` a query sees no key behind its own position: these weights are 0.
 */
import {
  type Dimension,
  formatDimension,
  multiplyDimensions,
  provablyDiffer,
} from "../../graph/dimension.js";
import {
  type BoundShape,
  broadcastShapes,
  formatShape,
  isDisagreement,
  sizeOf,
} from "../../graph/shape.js";
import { batchStarts } from "../matrix/batches.js";
import { multiplyMatrices } from "../matrix/multiply.js";
import { type MatrixView, rowMajor, transposed } from "../matrix/view.js";
import { largestOf } from "../reduction/sums.js";
import type {
  BackwardCall,
  KernelCall,
  TensorOperation,
} from "../operation.js";

export const attentionWeights: TensorOperation = {
  name: "attention_weights",
  family: "linear algebra",
  summary:
    "How much each query attends to each key: the softmax of their scaled products.",
  formula: "softmax(q kᵀ / √d)",
  callable: false,
  notation: "softmax({0} · {1}ᵀ / √{d})",
  signature: [
    { name: "q", kind: "tensor", summary: "Queries, `[…, l, d]`." },
    { name: "k", kind: "tensor", summary: "Keys, `[…, s, d]`." },
    {
      name: "causal",
      kind: "switch",
      default: false,
      summary: "Whether later keys are hidden.",
    },
  ],
  kernel: "tensor",
  shape: ([q = [], k = []]) => {
    const short = [q, k].findIndex((shape) => shape.length < 2);
    if (short >= 0)
      return {
        mismatch: `Attention needs [batch, seq, size] or [seq, size], and was given ${formatShape([q, k][short] ?? [])}`,
        operands: [short],
      };
    const [length = 1, size = 1] = q.slice(-2);
    const [sources = 1, other = 1] = k.slice(-2);
    if (provablyDiffer(size, other))
      return {
        mismatch: `Queries ${formatShape(q)} have the size ${formatDimension(size)}, keys ${formatShape(k)} the size ${formatDimension(other)}`,
        operands: [0, 1],
        axes: [q.length - 1, k.length - 1],
        expected: size,
      };
    const batch = broadcastShapes([q.slice(0, -2), k.slice(0, -2)]);
    if (isDisagreement(batch))
      return {
        mismatch: `The leading axes of queries ${formatShape(q)} and keys ${formatShape(k)} do not broadcast`,
        operands: [0, 1],
        axes: batch.axes,
      };
    return [...batch, length, sources];
  },
  counts: ([q = []]) => ({ d: q.at(-1) ?? 1 }),
  derivatives: [
    { contribution: "S · {1} / √{d} with S = {out}({up} − Σ {up} · {out})" },
    { contribution: "Sᵀ · {0} / √{d} with S = {out}({up} − Σ {up} · {out})" },
  ],
  forward: (call) => {
    const { output } = call;
    const { length, sources, size } = sizesOf(call);
    visitPairs(call, (q, k, start) => {
      const target = rowMajor(output, sources, start);
      multiplyMatrices(q, transposed(k), target, length, sources, size, false);
    });
    const scale = 1 / Math.sqrt(size);
    visitRows(call, (start, seen) => {
      softmaxInPlace(output, start, seen, scale);
      output.fill(0, start + seen, start + sources);
    });
    return undefined;
  },
  backward: (call, operand) => {
    const { gradient } = call;
    const { length, sources, size } = sizesOf(call);
    const byScores = gradientOfScores(call);
    visitPairs(call, (q, k, start) => {
      const up = rowMajor(byScores, sources, start);
      if (operand === 0)
        multiplyMatrices(
          up,
          k,
          { ...q, data: gradient },
          length,
          size,
          sources,
          true,
        );
      else
        multiplyMatrices(
          transposed(up),
          q,
          { ...k, data: gradient },
          sources,
          size,
          length,
          true,
        );
    });
  },
  cost: ([q = []], result): Dimension =>
    multiplyDimensions(sizeOf(result), q.at(-1) ?? 1),
};

interface ScoreSizes {
  readonly length: number;
  readonly sources: number;
  readonly size: number;
}

function sizesOf({ inputShapes: [q = [], k = []] }: KernelCall): ScoreSizes {
  return {
    length: q.at(-2) ?? 1,
    sources: k.at(-2) ?? 1,
    size: q.at(-1) ?? 1,
  };
}

/** The queries and keys of each element of the batch, and where its scores start. */
function visitPairs(
  call: KernelCall,
  visit: (q: MatrixView, k: MatrixView, start: number) => void,
): void {
  const {
    inputs: [q, k],
    inputShapes: [shapeQ = [], shapeK = []],
  } = call;
  if (!q || !k) return;
  const { length, sources, size } = sizesOf(call);
  const batch: BoundShape = call.outputShape.slice(0, -2);
  const startsQ = batchStarts(shapeQ.slice(0, -2), batch, length * size);
  const startsK = batchStarts(shapeK.slice(0, -2), batch, sources * size);
  for (const [index, startQ] of startsQ.entries())
    visit(
      rowMajor(q, size, startQ),
      rowMajor(k, size, startsK[index]),
      index * length * sources,
    );
}

/** Every row of weights: where it starts, and how many keys its query sees. */
function visitRows(
  call: KernelCall,
  visit: (start: number, seen: number) => void,
): void {
  const { length, sources } = sizesOf(call);
  const causal = call.attributes["causal"] === true;
  for (let row = 0; row * sources < call.output.length; row++)
    visit(
      row * sources,
      causal ? Math.min(sources, (row % length) + 1) : sources,
    );
}

/** softmax of `scale` times the first `count` numbers from `start`. */
function softmaxInPlace(
  numbers: Float64Array,
  start: number,
  count: number,
  scale: number,
): void {
  const largest = largestOf(numbers, start, 1, count);
  let total = 0;
  for (let at = start; at < start + count; at++) {
    const e = Math.exp(((numbers[at] ?? 0) - largest) * scale);
    numbers[at] = e;
    total += e;
  }
  for (let at = start; at < start + count; at++)
    numbers[at] = (numbers[at] ?? 0) / total;
}

/** ∂ by the products of queries and keys: back through softmax, over √d, 0 where a key is hidden. */
function gradientOfScores(call: BackwardCall): Float64Array {
  const { output, upstream } = call;
  const scale = 1 / Math.sqrt(sizesOf(call).size);
  const gradient = new Float64Array(output.length);
  visitRows(call, (start, seen) => {
    let inner = 0;
    for (let at = start; at < start + seen; at++)
      inner += (upstream[at] ?? 0) * (output[at] ?? 0);
    for (let at = start; at < start + seen; at++)
      gradient[at] = (output[at] ?? 0) * ((upstream[at] ?? 0) - inner) * scale;
  });
  return gradient;
}
