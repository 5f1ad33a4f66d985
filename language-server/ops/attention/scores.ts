/**
 * The scores of scaled dot-product attention: queries `[…, l, d]` against keys `[…, s, d]`, divided by √d → `[…, l, s]`.
 * With `causal` a query sees no key behind its own position: these scores are −∞, which softmax makes 0.
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
import {
  type MatrixView,
  multiplyMatrices,
  rowMajor,
  transposed,
} from "../matrix/multiply.js";
import type {
  BackwardCall,
  KernelCall,
  TensorOperation,
} from "../operation.js";

export const attentionScores: TensorOperation = {
  name: "attention_scores",
  family: "linear algebra",
  summary:
    "How well each query fits each key, divided by the root of their length.",
  formula: "q kᵀ / √d",
  callable: false,
  notation: "{0} · {1}ᵀ / √d",
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
  derivatives: [
    { contribution: "{up} · {1} / √d" },
    { contribution: "{up}ᵀ · {0} / √d" },
  ],
  forward: (call) => {
    const { output, attributes } = call;
    const { length, sources, size } = sizesOf(call);
    visitPairs(call, (q, k, start) => {
      const target = rowMajor(output, sources, start);
      multiplyMatrices(q, transposed(k), target, length, sources, size, false);
    });
    const scale = 1 / Math.sqrt(size);
    const causal = attributes["causal"] === true;
    for (let row = 0; row * sources < output.length; row++) {
      const seen = causal ? Math.min(sources, (row % length) + 1) : sources;
      const start = row * sources;
      for (let at = start; at < start + seen; at++)
        output[at] = (output[at] ?? 0) * scale;
      output.fill(-Infinity, start + seen, start + sources);
    }
    return undefined;
  },
  backward: (call, operand) => {
    const { gradient } = call;
    const { length, sources, size } = sizesOf(call);
    const above = scaledUpstream(call);
    visitPairs(call, (q, k, start) => {
      const up = rowMajor(above, sources, start);
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

/** The upstream gradient over √d, 0 where a score is hidden. */
function scaledUpstream(call: BackwardCall): Float64Array {
  const { upstream, attributes } = call;
  const { length, sources, size } = sizesOf(call);
  const scale = 1 / Math.sqrt(size);
  const scaled = upstream.map((value) => value * scale);
  if (attributes["causal"] !== true) return scaled;
  for (let row = 0; row * sources < scaled.length; row++) {
    const seen = Math.min(sources, (row % length) + 1);
    scaled.fill(0, row * sources + seen, (row + 1) * sources);
  }
  return scaled;
}
