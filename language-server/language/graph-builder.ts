/**
 * Puts a graph together, node by node, checking every operation's shape as it is added. Shared by networks and by the
 * scratch graphs that constants are folded on.
 */
import type {
  Attributes,
  Graph,
  GraphNode,
  Group,
  NodeId,
  SourceRange,
} from "../graph/graph.js";
import type { RelatedPlace } from "../graph/problem.js";
import { type Shape, formatShape, scalarShape } from "../graph/shape.js";
import { sameDimension } from "../graph/dimension.js";
import type { Operand } from "../ops/composite.js";
import { type Mismatch, isMismatch } from "../ops/operation.js";
import { operations } from "../ops/registry.js";

/** More nodes than this are refused: functions that call each other twice grow a graph exponentially. */
const mostNodes = 4_000_000;

/** What most nodes have, so that there is one of it. */
const noAttributes: Attributes = {};

const isEmpty = (attributes: Attributes): boolean =>
  Object.keys(attributes).length === 0;

export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly groups: Group[] = [];
  /** Whether there is a parameter or input whose value cannot be had, or not yet: then nothing can be evaluated. */
  lacksValues = false;
  private readonly labels = new Map<NodeId, string>();
  /** By node: whether its value depends on an input or a parameter, and whether a derivative went into it. */
  private readonly varying: boolean[] = [];
  private readonly derived: boolean[] = [];
  private readonly columns = new Set<NodeId>();
  private group = -1;

  shapeOf(node: NodeId): Shape {
    return this.nodes[node]?.shape ?? [];
  }

  /** Whether the value depends on an input, a weight, a bias or a layer, so that it is not a constant. */
  varies(node: NodeId): boolean {
    return this.varying[node] ?? false;
  }

  /** Whether a `∂` went into the value. */
  isDerived(node: NodeId): boolean {
    return this.derived[node] ?? false;
  }

  /** Whether the node is made of columns of a dataset as they are: one of them fits where one axis is declared. */
  isColumns(node: NodeId): boolean {
    return this.columns.has(node);
  }

  setColumns(node: NodeId): void {
    this.columns.add(node);
  }

  /** What people call the node; used in messages. */
  label(node: NodeId): string | undefined {
    return this.labels.get(node);
  }

  setLabel(node: NodeId, label: string): void {
    if (!this.labels.has(node)) this.labels.set(node, label);
  }

  /** Whether the node already has a name of its own, so that another name needs a node of its own too. */
  isLabelled(node: NodeId): boolean {
    return this.labels.has(node);
  }

  /**
   * Adds a node for an operation, after its shape rule; a mismatch where the rule refuses. Absent operands, whose error
   * was reported, give an absent result.
   */
  add(
    operation: string,
    operands: readonly Operand[],
    attributes: Attributes,
    source: SourceRange,
  ): Operand | Mismatch {
    const present = operands.filter((operand) => operand !== undefined);
    if (present.length < operands.length) return undefined;
    const record = operations.get(operation);
    if (!record) throw new Error(`There is no operation named ${operation}.`);
    if (this.nodes.length >= mostNodes)
      return {
        mismatch: `the network has more than ${mostNodes.toLocaleString("en")} operations`,
        code: "over-budget",
      };
    const shape = record.shape(
      present.map((operand) => this.shapeOf(operand)),
      attributes,
    );
    if (isMismatch(shape)) return shape;
    return this.push(operation, present, attributes, shape, source);
  }

  private push(
    operation: string,
    operands: readonly NodeId[],
    attributes: Attributes,
    shape: Shape,
    source: SourceRange,
  ): NodeId {
    const id = this.nodes.length;
    const node: GraphNode = {
      id,
      operation,
      operands,
      attributes: isEmpty(attributes) ? noAttributes : attributes,
      shape: shape.length === 0 ? scalarShape : shape,
      source,
      group: this.group,
    };
    this.nodes.push(node);
    this.varying.push(
      operation === "input" ||
        operation === "parameter" ||
        operands.some((operand) => this.varies(operand)),
    );
    this.derived.push(
      operation === "derivative" ||
        operands.some((operand) => this.isDerived(operand)),
    );
    return id;
  }

  /** Whatever is added meanwhile belongs to the group. */
  within<Result>(group: Omit<Group, "parent">, build: () => Result): Result {
    const outer = this.group;
    this.groups.push({ ...group, parent: outer });
    this.group = this.groups.length - 1;
    try {
      return build();
    } finally {
      this.group = outer;
    }
  }

  /** Where the operands that a mismatch names got the shapes that disagree. */
  origins(mismatch: Mismatch, operands: readonly Operand[]): RelatedPlace[] {
    const places: RelatedPlace[] = [];
    for (const [index, position] of (mismatch.operands ?? []).entries()) {
      const operand = operands[position];
      if (operand === undefined) continue;
      const axis = mismatch.axes?.[index];
      const origin =
        axis === undefined ? operand : this.originOf(operand, axis);
      const node = this.nodes[origin];
      if (!node) continue;
      const label = this.labels.get(origin);
      const what = label ? `\`${label}\`` : "this";
      places.push({
        message: `${what} has shape ${formatShape(node.shape)}`,
        source: node.source,
      });
    }
    return places;
  }

  /** The node that brought in the size of an axis: elementwise operations pass it on from an operand. */
  private originOf(start: NodeId, axisOfStart: number): NodeId {
    let node = this.nodes[start];
    let axis = axisOfStart;
    for (;;) {
      if (!node) return start;
      const elementwise =
        operations.get(node.operation)?.kernel === "elementwise";
      if (!elementwise && node.operation !== "identity") return node.id;
      const wanted = node.shape[axis];
      const fromEnd = node.shape.length - axis;
      const next = node.operands.find((operand) => {
        const shape = this.shapeOf(operand);
        const dimension = shape[shape.length - fromEnd];
        return (
          dimension !== undefined &&
          wanted !== undefined &&
          sameDimension(dimension, wanted)
        );
      });
      if (next === undefined) return node.id;
      axis = this.shapeOf(next).length - fromEnd;
      node = this.nodes[next];
    }
  }

  /** The parts of a graph that the builder keeps. */
  parts(): Pick<Graph, "nodes" | "groups"> {
    return { nodes: this.nodes, groups: this.groups };
  }
}
