/**
 * What has to be known before a graph runs: which nodes run on flat arrays and which as tensor kernels, where each
 * value stands, which reverse passes there are and what they reach, and how much memory all of it takes.
 */
import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import type { Operation } from "../ops/operation.js";
import { operations as records } from "../ops/registry.js";
import {
  type Memory,
  type OverBudget,
  excessOf,
  measureMemory,
  sharesOperand,
} from "./memory.js";
import { gradientCarriers, reachedNodes } from "./reach.js";
import { type ScalarProgram, ScalarProgramBuilder } from "./scalar-program.js";

/** A reverse pass: the gradients of one scalar. */
export interface Pass {
  readonly numerator: NodeId;
  /** What gets a gradient, ascending. */
  readonly nodes: Int32Array;
  /** Where each one's gradient starts in the pass's array. */
  readonly offsets: Int32Array;
  /** Length of the pass's array. */
  readonly elements: number;
}

export interface Plan {
  readonly graph: Graph;
  /** The record of each node. */
  readonly operations: readonly Operation[];
  /** Elements of each node's value. */
  readonly sizes: Int32Array;
  /** Where each value starts in the arena. A scalar's is its node's number; nodes that share elements share theirs. */
  readonly valueOffsets: Int32Array;
  /** Where what each kernel keeps starts in the arena, and how much it is, by node; absent where it is nothing. */
  readonly saved: ReadonlyMap<NodeId, { offset: number; length: number }>;
  /** Elements of the arena that holds values and what kernels keep. */
  readonly arenaElements: number;
  /** Nodes without operands that are no plain number; they run before everything else. */
  readonly sources: Int32Array;
  /** Scalar literals: where they stand, and what they are. */
  readonly literals: {
    readonly nodes: Int32Array;
    readonly values: Float64Array;
  };
  readonly scalars: ScalarProgram;
  /** Nodes that run one by one, in order. */
  readonly tensors: Int32Array;
  /** For each of `tensors`, how many entries of the scalar program run before it. */
  readonly scalarsBefore: Int32Array;
  readonly objective: Pass | undefined;
  /** By numerator; the objective's is among them. */
  readonly passes: ReadonlyMap<NodeId, Pass>;
  /** What the run allocates for tensors: values, gradients and what kernels keep. */
  readonly bytes: number;
}

/**
 * Plans a run of a graph in at most `limit` bytes of tensors. Nodes that are not bound (`boundShape`, `boundAttributes`),
 * and what depends on them, take no part in it.
 */
export function planGraph(
  graph: Graph,
  limit: number,
): { readonly kind: "plan"; readonly plan: Plan } | OverBudget {
  const operations = graph.nodes.map(recordOf);
  const reached = nodesOfPasses(graph, operations);
  const memory = measureMemory(graph.nodes, operations, reached);
  const excess = excessOf(memory, limit);
  if (excess) return excess;
  const { sizes } = memory;
  const passes = new Map<NodeId, Pass>();
  for (const [numerator, nodes] of reached)
    passes.set(numerator, layOutPass(numerator, nodes, sizes));
  return {
    kind: "plan",
    plan: {
      graph,
      operations,
      sizes,
      ...layOutArena(graph.nodes, operations, memory),
      ...schedule(graph.nodes, operations),
      objective: graph.objective && passes.get(graph.objective.node),
      passes,
      bytes: memory.bytes,
    },
  };
}

function recordOf({ operation }: GraphNode): Operation {
  const record = records.get(operation);
  if (!record) throw new Error(`There is no operation ${operation}`);
  return record;
}

/** By numerator, what its reverse pass reaches. The objective's comes first and reaches everything it can. */
function nodesOfPasses(
  graph: Graph,
  operations: readonly Operation[],
): Map<NodeId, Int32Array> {
  const objective = graph.objective?.node;
  const denominators = new Map<NodeId, NodeId[]>();
  for (const { operation, operands } of graph.nodes) {
    if (operation !== "derivative") continue;
    const [numerator = 0, denominator = 0] = operands;
    const together = denominators.get(numerator);
    if (together) together.push(denominator);
    else denominators.set(numerator, [denominator]);
  }
  const reached = new Map<NodeId, Int32Array>();
  if (objective === undefined && denominators.size === 0) return reached;
  const carriers = gradientCarriers(graph, operations);
  const reach = (numerator: NodeId, towards?: readonly NodeId[]): void => {
    reached.set(
      numerator,
      reachedNodes(graph.nodes, operations, carriers, numerator, towards),
    );
  };
  if (objective !== undefined) reach(objective);
  for (const [numerator, towards] of denominators) {
    if (numerator !== objective) reach(numerator, towards);
  }
  return reached;
}

function layOutPass(
  numerator: NodeId,
  nodes: Int32Array,
  sizes: Int32Array,
): Pass {
  const offsets = new Int32Array(nodes.length);
  let elements = 0;
  for (let at = 0; at < nodes.length; at++) {
    offsets[at] = elements;
    elements += sizes[nodes[at] ?? 0] ?? 0;
  }
  return { numerator, nodes, offsets, elements };
}

/**
 * Where values and what kernels keep stand in the arena: scalars at their node's number, tensors behind them.
 */
function layOutArena(
  nodes: readonly GraphNode[],
  operations: readonly Operation[],
  { sizes, saved: savedLengths }: Memory,
): Pick<Plan, "valueOffsets" | "saved" | "arenaElements"> {
  const valueOffsets = new Int32Array(nodes.length);
  const saved = new Map<NodeId, { offset: number; length: number }>();
  let end = nodes.length;
  for (const node of nodes) {
    const { id } = node;
    if (isScalar(node)) valueOffsets[id] = id;
    else if (sharesOperand(node, operations[id], sizes))
      valueOffsets[id] = valueOffsets[node.operands[0] ?? 0] ?? 0;
    else {
      valueOffsets[id] = end;
      end += sizes[id] ?? 0;
    }
    const length = savedLengths.get(id);
    if (length === undefined) continue;
    saved.set(id, { offset: end, length });
    end += length;
  }
  return { valueOffsets, saved, arenaElements: end };
}

/** What runs as an entry of the scalar program, what as a tensor kernel, and in which order. */
function schedule(
  nodes: readonly GraphNode[],
  operations: readonly Operation[],
): Pick<
  Plan,
  "sources" | "literals" | "scalars" | "tensors" | "scalarsBefore"
> {
  const scalars = new ScalarProgramBuilder(nodes.length);
  const sources: NodeId[] = [];
  const literals: NodeId[] = [];
  const literalValues: number[] = [];
  const tensors: NodeId[] = [];
  const scalarsBefore: number[] = [];
  for (const node of nodes) {
    const operation = operations[node.id];
    if (!operation) continue;
    const literal = scalarLiteral(node);
    if (literal !== undefined) {
      literals.push(node.id);
      literalValues.push(literal);
    } else if (node.operands.length === 0) sources.push(node.id);
    else if (runsAsScalar(node, operation, nodes))
      scalars.append(node, operation);
    else {
      tensors.push(node.id);
      scalarsBefore.push(scalars.size);
    }
  }
  return {
    sources: Int32Array.from(sources),
    literals: {
      nodes: Int32Array.from(literals),
      values: Float64Array.from(literalValues),
    },
    scalars: scalars.finish(),
    tensors: Int32Array.from(tensors),
    scalarsBefore: Int32Array.from(scalarsBefore),
  };
}

const isScalar = ({ boundShape }: GraphNode): boolean =>
  boundShape === undefined || boundShape.length === 0;

function scalarLiteral(node: GraphNode): number | undefined {
  if (node.operation !== "constant" || !isScalar(node)) return undefined;
  const data = node.boundAttributes?.["data"];
  return typeof data === "number" ? data : undefined;
}

/** Whether a scalar comes from scalars by an elementwise operation, or is handed on. */
function runsAsScalar(
  node: GraphNode,
  operation: Operation,
  nodes: readonly GraphNode[],
): boolean {
  if (!isScalar(node)) return false;
  if (operation.kernel === "elementwise") return true;
  const [operand] = node.operands;
  const from = operand === undefined ? undefined : nodes[operand];
  return (
    operation.sharesElements === true && from !== undefined && isScalar(from)
  );
}
