/** Every record by name: operations, what a program can call, and initialisers. A new record is added to a list here. */
import { arithmetic } from "./arithmetic.js";
import { attention, multiHeadAttention } from "./attention/attention.js";
import { attentionWeights } from "./attention/weights.js";
import { comparisons } from "./comparison.js";
import type { CompositeFunction, LayerFunction } from "./composite.js";
import { convolution } from "./convolution/convolution.js";
import { globalAveragePool } from "./convolution/global-pooling.js";
import { poolings } from "./convolution/pooling.js";
import { transposedConvolution } from "./convolution/transposed.js";
import { dropout } from "./dropout.js";
import { activations } from "./elementwise/activation.js";
import { choices } from "./elementwise/choice.js";
import { exponentials } from "./elementwise/exponential.js";
import { roundings } from "./elementwise/rounding.js";
import type { Initialiser } from "./initialiser.js";
import { initialiserRecords } from "./initialisers.js";
import { convolutionLayers } from "./layer/convolutions.js";
import { dense } from "./layer/dense.js";
import { embedding } from "./layer/embedding.js";
import { normalisationLayers } from "./layer/normalisation.js";
import { recurrentLayers } from "./layer/recurrent.js";
import { binaryLosses } from "./loss/binary.js";
import { crossEntropies, crossEntropy } from "./loss/cross-entropy.js";
import { likelihoods, nll } from "./loss/likelihood.js";
import { penalties, regressionLosses } from "./loss/regression.js";
import { linear } from "./matrix/linear.js";
import { dot, matmul } from "./matrix/matmul.js";
import { outer } from "./matrix/outer.js";
import { normalisations } from "./normalisation/operations.js";
import type { Operation } from "./operation.js";
import { recurrences } from "./recurrent/operations.js";
import { cumsum } from "./reduction/cumsum.js";
import { extremes } from "./reduction/extremes.js";
import { spreads } from "./reduction/spread.js";
import { sums } from "./reduction/sums.js";
import { creations } from "./shaping/create.js";
import { joinings } from "./shaping/joining.js";
import { pad } from "./shaping/pad.js";
import { reshapings } from "./shaping/reshape.js";
import { selections } from "./shaping/select.js";
import { index } from "./shaping/subscript.js";
import { stridings } from "./shaping/transpose.js";
import { softmaxes } from "./softmax.js";
import { sources } from "./source.js";

/** Whatever a program can call by name, initialisers apart. */
export type Callable = Operation | CompositeFunction | LayerFunction;

const operationRecords: readonly Operation[] = [
  ...sources,
  ...arithmetic,
  ...comparisons,
  ...exponentials,
  ...roundings,
  ...activations,
  ...choices,
  ...sums,
  ...extremes,
  ...spreads,
  cumsum,
  matmul,
  dot,
  outer,
  linear,
  ...reshapings,
  ...stridings,
  ...joinings,
  index,
  pad,
  ...selections,
  ...creations,
  ...softmaxes,
  ...regressionLosses,
  ...binaryLosses,
  ...crossEntropies,
  ...likelihoods,
  ...penalties,
  convolution,
  transposedConvolution,
  ...poolings,
  ...normalisations,
  attentionWeights,
  ...recurrences,
  dropout,
];

const composites: readonly (CompositeFunction | LayerFunction)[] = [
  crossEntropy,
  nll,
  globalAveragePool,
  attention,
  dense,
  ...convolutionLayers,
  ...normalisationLayers,
  embedding,
  multiHeadAttention,
  ...recurrentLayers,
];

const callables: readonly Callable[] = [
  ...operationRecords,
  ...composites,
].filter(({ callable }) => callable);

/** By the name of the record, which is what a graph's node carries. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  operationRecords.map((record) => [record.name, record]),
);

/** What can be called, by name and by alias. Overloads are not among them: see `overloadsOf`. */
export const functions: ReadonlyMap<string, Callable> = new Map(
  callables
    .filter(({ overloads }) => overloads === undefined)
    .flatMap((record) =>
      [record.name, ...(record.aliases ?? [])].map((name) => [name, record]),
    ),
);

export const initialisers: ReadonlyMap<string, Initialiser> = new Map(
  initialiserRecords.map((record) => [record.name, record]),
);

const overloads = Map.groupBy(
  callables.filter((record) => record.overloads !== undefined),
  ({ overloads: overload }) => overload?.name ?? "",
);

/** All records that answer to a name, the one of fewest operands first: what signature help and documentation show. */
export function overloadsOf(name: string): readonly Callable[] {
  const first = functions.get(name);
  return [...(first ? [first] : []), ...(overloads.get(name) ?? [])];
}

/**
 * The record that a call means, by its name and the number of arguments given by position (what is piped in counts):
 * `max(x, axis: 0)` is the reduction, `max(a, b)` elementwise. `undefined` for a name that is no function.
 */
export function resolveFunction(
  name: string,
  positionalCount: number,
): Callable | undefined {
  return overloadsOf(name).findLast(
    ({ overloads: overload }) => (overload?.from ?? 0) <= positionalCount,
  );
}
