/** What of a graph runs as an entry of the scalar program, what as a tensor kernel, and in which order. */
import type { GraphNode, NodeId } from "../graph/graph.js";
import { type ScalarProgram, ScalarProgramBuilder } from "./scalar-program.js";
import type { Topology } from "./topology.js";
import type { Traits } from "./traits.js";

export interface Schedule {
  /** Scalar literals: where they stand, and what they are. */
  readonly literals: {
    readonly nodes: Int32Array;
    readonly values: Float64Array;
  };
  /** Other nodes without operands; they run before everything else. */
  readonly sources: Int32Array;
  /** The scalars that are computed from scalars. */
  readonly scalars: ScalarProgram;
  /** Nodes that run one by one, in order; the scalars between two of them run in one go. */
  readonly tensors: Int32Array;
}

export function scheduleOf(
  nodes: readonly GraphNode[],
  topology: Topology,
): Schedule {
  const { traits, starts, operands, scalar, sizes } = topology;
  const scalars = new ScalarProgramBuilder(nodes, topology);
  const literals: NodeId[] = [];
  const values: number[] = [];
  const sources: NodeId[] = [];
  const tensors: NodeId[] = [];
  for (let id = 0; id < traits.length; id++) {
    const own = traits[id];
    if (!own || sizes[id] === 0) continue;
    const start = starts[id] ?? 0;
    if (start === starts[id + 1]) {
      const literal =
        own.literal && scalar[id] === 1 ? literalOf(nodes[id]) : undefined;
      if (literal === undefined) sources.push(id);
      else {
        literals.push(id);
        values.push(literal);
      }
    } else if (
      scalar[id] === 1 &&
      runsAsScalar(own, scalar[operands[start] ?? 0] === 1)
    ) {
      scalars.append(id, own);
    } else tensors.push(id);
  }
  return {
    literals: {
      nodes: new Int32Array(literals),
      values: new Float64Array(values),
    },
    sources: new Int32Array(sources),
    scalars: scalars.finish(),
    tensors: new Int32Array(tensors),
  };
}

/** The number of a scalar literal, where it is given as a number. */
function literalOf(node: GraphNode | undefined): number | undefined {
  const data = node?.boundAttributes?.["data"];
  return typeof data === "number" ? data : undefined;
}

/** Whether a scalar comes from scalars by an elementwise operation, or is one that is handed on. */
const runsAsScalar = (
  { elementwise, sharesElements }: Traits,
  fromScalar: boolean,
): boolean => elementwise || (sharesElements && fromScalar);
