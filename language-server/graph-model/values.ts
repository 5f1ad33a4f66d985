/** The numbers of a drawn graph after an evaluation: what to ask of the tape, and its answer as texts and magnitudes. */
import type {
  ElementQuantity,
  Finding,
  GraphModel,
  GraphValues,
  ModelId,
  ModelNode,
  NodeValues,
  Quantity,
} from "../graph/graph-model.js";
import type { NodeId } from "../graph/graph.js";
import { type BoundShape, scalarShape } from "../graph/shape.js";
import type {
  Glances,
  Questions,
  Summary,
  UseOf,
} from "../evaluation/questions.js";
import { formatElements } from "../presentation/elements.js";
import { formatNumber } from "../presentation/numbers.js";
import {
  type ShortTensor,
  shortGradient,
  shortNumber,
  shortValue,
  shortWidth,
} from "../presentation/short-tensors.js";
import { statistics } from "../presentation/tensors.js";
import type { DrawnNetwork } from "./build.js";
import { detailedNodes, mostElements } from "./details.js";

/** Elements of each tensor: as many as a tooltip writes out. */
const listedElements = 6;

export type GlancesWanted = Questions["glances"]["params"];

/**
 * What to ask of an evaluation of the network, so that `graphValues` can read the answer.
 * @param neurons groups that are drawn as neurons, and need every element
 */
export function glancesWanted(
  { model, network }: DrawnNetwork,
  neurons: readonly ModelId[] = [],
): GlancesWanted {
  return {
    nodes: model.nodes.map(({ node }) => node),
    uses: usesOf(model),
    elements: listedElements,
    detailed: {
      nodes: detailedNodes(model, network.graph, neurons),
      elements: mostElements,
    },
  };
}

export interface ValuesOptions {
  readonly version: number;
  readonly stale: boolean;
  /** Significant digits. */
  readonly digits: number;
  readonly findings: ReadonlyMap<ModelId, readonly Finding[]>;
}

/** @param glances the answer to what was wanted of the same network */
export function graphValues(
  { model, network }: DrawnNetwork,
  wanted: GlancesWanted,
  glances: Glances,
  { version, stale, digits, findings }: ValuesOptions,
): GraphValues {
  const detailed = new Set(wanted.detailed.nodes);
  const shapeOf = (node: NodeId): BoundShape =>
    network.graph.nodes[node]?.boundShape ?? scalarShape;
  const nodes: [ModelId, NodeValues][] = [];
  for (const [index, { id, node }] of model.nodes.entries()) {
    const shape = shapeOf(node);
    const quantity = (
      entry: number,
      short: typeof shortValue,
    ): Quantity | undefined => {
      const tensor = tensorAt(glances, entry, shape);
      return tensor && quantityOf(tensor, short, digits, detailed.has(node));
    };
    const value = quantity(2 * index, shortValue);
    const gradient = quantity(2 * index + 1, shortGradient);
    const found = findings.get(id);
    if (!value && !gradient && !found) continue;
    nodes.push([
      id,
      {
        ...(value && { value }),
        ...(gradient && { gradient }),
        ...(found && { findings: found }),
      },
    ]);
  }
  const wires: [string, Quantity][] = [];
  const byId = nodesById(model.nodes);
  for (const [index, { id, from }] of model.wires.entries()) {
    const shape = shapeOf(byId.get(from)?.node ?? -1);
    const tensor = tensorAt(glances, 2 * model.nodes.length + index, shape);
    if (tensor)
      wires.push([id, quantityOf(tensor, shortGradient, digits, false)]);
  }
  return {
    version,
    stale,
    // Not by assignment: a program may call a value `__proto__`.
    nodes: Object.fromEntries(nodes),
    wires: Object.fromEntries(wires),
  };
}

/**
 * A gradient that is not complete, as the graph shows it.
 * @param isDetailed whether all its elements are sent
 */
export const gradientQuantity = (
  gradient: Summary,
  digits: number,
  isDetailed: boolean,
): Quantity => quantityOf(gradient, shortGradient, digits, isDetailed);

/** In the order of the model's wires. */
function usesOf({ nodes, wires }: GraphModel): UseOf[] {
  const byId = nodesById(nodes);
  return wires.map(({ to, operand }) => ({
    consumer: byId.get(to)?.node ?? -1,
    operand,
  }));
}

const nodesById = (
  nodes: readonly ModelNode[],
): ReadonlyMap<ModelId, ModelNode> =>
  new Map(nodes.map((node) => [node.id, node]));

/** A tensor at a glance; mean and deviation are over its finite elements. */
interface Tensor extends ShortTensor {
  readonly elements: Float64Array;
  readonly mean: number;
  readonly std: number;
}

function tensorAt(
  glances: Glances,
  entry: number,
  shape: BoundShape,
): Tensor | undefined {
  const size = glances.sizes[entry] ?? 0;
  if (size === 0) return undefined;
  const at = (column: Float64Array): number => column[entry] ?? NaN;
  return {
    shape,
    size,
    elements: glances.elements.subarray(
      glances.starts[entry],
      glances.starts[entry + 1],
    ),
    min: at(glances.least),
    max: at(glances.most),
    mean: at(glances.means),
    std: at(glances.deviations),
    nans: at(glances.nans),
    infinities: at(glances.infinities),
  };
}

function quantityOf(
  tensor: Tensor,
  short: typeof shortValue,
  digits: number,
  isDetailed: boolean,
): Quantity {
  const { size, min, max, nans, infinities, elements } = tensor;
  const full = fullText(tensor, digits);
  const isShort = size <= listedElements && full.length <= shortWidth(size);
  const text = isShort ? full : short(tensor, digits);
  const isFinite = nans + infinities < size;
  return {
    text,
    ...(full !== text && { full }),
    magnitude: isFinite ? Math.max(Math.abs(min), Math.abs(max)) : 0,
    broken: nans + infinities > 0,
    ...(isDetailed &&
      elements.length === size && {
        elements: Array.from(elements, (value) => elementOf(value, digits)),
      }),
  };
}

/** Every element of a few, otherwise shape and statistics. */
function fullText(tensor: Tensor, digits: number): string {
  const { size, shape, elements } = tensor;
  if (shape.length === 0) return formatNumber(elements[0] ?? NaN, digits);
  if (size <= listedElements)
    return formatElements(elements, shape, (value) =>
      formatNumber(value, digits),
    );
  return `[${shape.join(", ")}] ${statistics({ ...tensor, histogram: [] }, digits)}`;
}

function elementOf(value: number, digits: number): ElementQuantity {
  const isFinite = Number.isFinite(value);
  const text = shortNumber(value, digits);
  const full = formatNumber(value, digits);
  return {
    text,
    ...(full !== text && { full }),
    magnitude: isFinite ? Math.abs(value) : 0,
    broken: !isFinite,
  };
}
