/**
 * What has to be known before a graph runs: in which order its nodes run and how, where each value stands, which
 * reverse passes there are and what they reach, and how much memory all of it takes.
 */
import type { Graph, NodeId } from "../graph/graph.js";
import {
  type Memory,
  type OverBudget,
  excessOf,
  measureMemory,
} from "./memory.js";
import { gradientCarriers, reachedFrom } from "./reach.js";
import { type Schedule, scheduleOf } from "./schedule.js";
import {
  type Topology,
  derivativeOperands,
  readTopology,
  sharesOperand,
} from "./topology.js";

/** A reverse pass: the gradients of one scalar. */
export interface Pass {
  readonly numerator: NodeId;
  /**
   * By node up to the numerator, where its gradient starts in the pass's array; −1 for what the pass does not reach. A
   * scalar's is its node's number, tensors come behind.
   */
  readonly offsets: Int32Array;
  /** Length of the pass's array. */
  readonly elements: number;
}

/** A part of the arena, in elements. */
export interface Region {
  readonly offset: number;
  readonly length: number;
}

export interface Plan extends Schedule {
  readonly graph: Graph;
  readonly topology: Topology;
  /** Where each value starts in the arena. A scalar's is its node's number; nodes that share elements share theirs. */
  readonly valueOffsets: Int32Array;
  /** By node, what its kernel keeps, where it keeps anything. */
  readonly saved: ReadonlyMap<NodeId, Region>;
  /** Elements of the arena that holds values and what kernels keep. */
  readonly arenaElements: number;
  readonly objective: Pass | undefined;
  /** By numerator; the objective's comes first. */
  readonly passes: ReadonlyMap<NodeId, Pass>;
  /** What the run allocates: values, gradients and what kernels keep. */
  readonly bytes: number;
}

/**
 * Plans a run of a graph in at most `limit` bytes. Nodes that are not bound (`boundShape`, `boundAttributes`), and what
 * depends on them, take no part in it.
 */
export function planGraph(
  graph: Graph,
  limit: number,
): { readonly kind: "plan"; readonly plan: Plan } | OverBudget {
  const { nodes } = graph;
  const topology = readTopology(nodes);
  const reached = reachedByPasses(graph, topology);
  const memory = measureMemory(nodes, topology, reached);
  const excess = excessOf(memory, topology, limit);
  if (excess) return excess;
  const passes = new Map<NodeId, Pass>();
  for (const [numerator, nodesOfPass] of reached)
    passes.set(numerator, layOutPass(numerator, nodesOfPass, topology));
  return {
    kind: "plan",
    plan: {
      graph,
      topology,
      ...scheduleOf(nodes, topology),
      ...layOutArena(topology, memory),
      objective: graph.objective && passes.get(graph.objective.node),
      passes,
      bytes: memory.bytes,
    },
  };
}

/** By numerator, what its reverse pass reaches. The objective's comes first and reaches everything it can. */
function reachedByPasses(
  graph: Graph,
  topology: Topology,
): Map<NodeId, Uint8Array> {
  const objective = graph.objective?.node;
  const denominators = new Map<NodeId, NodeId[]>();
  for (const derivative of topology.derivatives) {
    const [numerator, denominator] = derivativeOperands(topology, derivative);
    const together = denominators.get(numerator);
    if (together) together.push(denominator);
    else denominators.set(numerator, [denominator]);
  }
  const reached = new Map<NodeId, Uint8Array>();
  if (objective === undefined && denominators.size === 0) return reached;
  const carriers = gradientCarriers(graph, topology);
  if (objective !== undefined)
    reached.set(objective, reachedFrom(topology, carriers, objective));
  for (const [numerator, towards] of denominators) {
    if (numerator !== objective)
      reached.set(
        numerator,
        reachedFrom(topology, carriers, numerator, towards),
      );
  }
  return reached;
}

/** Where the gradients stand of a pass that reaches these nodes. */
export function layOutPass(
  numerator: NodeId,
  reached: Uint8Array,
  { sizes, scalar }: Topology,
): Pass {
  const offsets = new Int32Array(numerator + 1);
  let end = numerator + 1;
  for (let id = 0; id <= numerator; id++) {
    if (reached[id] === 0) offsets[id] = -1;
    else if (scalar[id] === 1) offsets[id] = id;
    else {
      offsets[id] = end;
      end += sizes[id] ?? 0;
    }
  }
  return { numerator, offsets, elements: end };
}

function layOutArena(
  topology: Topology,
  memory: Memory,
): Pick<Plan, "valueOffsets" | "saved" | "arenaElements"> {
  const { sizes, scalar, starts, operands } = topology;
  const valueOffsets = new Int32Array(sizes.length);
  let end = sizes.length;
  for (let id = 0; id < sizes.length; id++) {
    if (scalar[id] === 1) valueOffsets[id] = id;
    else if (sharesOperand(topology, id))
      valueOffsets[id] = valueOffsets[operands[starts[id] ?? 0] ?? 0] ?? 0;
    else {
      valueOffsets[id] = end;
      end += sizes[id] ?? 0;
    }
  }
  const saved = new Map<NodeId, Region>();
  for (const [id, length] of memory.saved) {
    saved.set(id, { offset: end, length });
    end += length;
  }
  return { valueOffsets, saved, arenaElements: end };
}
