// Builds graphs by hand, bound and ready to run, the way lowering would.
import { bindNode } from "../../language-server/engine/bind.js";
import {
  type Recorded,
  type RunOptions,
  runGraph,
} from "../../language-server/engine/run.js";
import type { Tape } from "../../language-server/engine/tape.js";
import type {
  Attributes,
  Graph,
  GraphNode,
  NamedValue,
  NodeId,
} from "../../language-server/graph/graph.js";
import type { BoundShape } from "../../language-server/graph/shape.js";

const nowhere = { file: 0, start: 0, end: 0 };

export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  private readonly names: NamedValue[] = [];

  /** Adds a node; throws where the operation's shape rule refuses. */
  apply(
    operation: string,
    operands: readonly NodeId[] = [],
    attributes: Attributes = {},
  ): NodeId {
    const id = this.nodes.length;
    const shapes = operands.map((operand) => this.shapeOf(operand));
    const node: GraphNode = {
      id,
      operation,
      operands,
      attributes,
      shape: [],
      source: nowhere,
      group: -1,
    };
    const mismatch = bindNode(node, shapes, new Map());
    if (mismatch) throw new Error(mismatch.mismatch);
    this.nodes.push({ ...node, shape: node.boundShape ?? [] });
    return id;
  }

  constant(data: number | ArrayLike<number>, shape?: BoundShape): NodeId {
    return typeof data === "number"
      ? this.apply("constant", [], { data, shape: shape ?? [] })
      : this.apply("constant", [], {
          data: Float64Array.from(data),
          shape: shape ?? [data.length],
        });
  }

  input(data: number | ArrayLike<number>, shape?: BoundShape): NodeId {
    const value = this.constant(data, shape);
    return this.apply("input", [value], { shape: this.shapeOf(value) });
  }

  parameter(data: number | ArrayLike<number>, shape?: BoundShape): NodeId {
    const value = this.constant(data, shape);
    return this.apply("parameter", [value], { shape: this.shapeOf(value) });
  }

  /** Gives a node a name, so that it is worth a gradient. */
  name(node: NodeId, name: string): NodeId {
    this.names.push({
      name,
      node,
      kind: "definition",
      trainable: false,
      isBias: false,
      source: nowhere,
      statement: nowhere,
      inner: false,
    });
    return node;
  }

  shapeOf(node: NodeId): BoundShape {
    return this.nodes[node]?.boundShape ?? [];
  }

  graph(objective?: NodeId): Graph {
    return {
      network: "Test",
      files: [],
      nodes: this.nodes,
      groups: [],
      names: this.names,
      checks: [],
      dimensions: [],
      ...(objective !== undefined && {
        objective: { node: objective, name: "L" },
      }),
      seed: 0,
      evaluable: true,
    };
  }

  /** Runs the graph, which has to end in a tape. */
  run(objective?: NodeId, options: Partial<RunOptions> = {}): Tape {
    return recorded(this.graph(objective), options).tape;
  }
}

export function recorded(
  graph: Graph,
  options: Partial<RunOptions> = {},
): Recorded {
  const result = runGraph(graph, { memoryLimit: 1e9, ...options });
  if (result.kind !== "tape") throw new Error(`The run ended: ${result.kind}`);
  return result;
}

/** The numbers of a value or gradient; absent where there is none. */
export const listed = (
  numbers: Float64Array | undefined,
): number[] | undefined => numbers && [...numbers];

/** The number of a scalar's value or gradient; NaN where there is none. */
export const single = (numbers: Float64Array | undefined): number =>
  numbers?.length === 1 ? (numbers[0] ?? NaN) : NaN;
