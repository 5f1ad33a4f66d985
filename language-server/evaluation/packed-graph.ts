/**
 * A graph on its way to the worker: nodes and names in columns, as thousands of small objects take longer to send than
 * to run.
 */
import type {
  Attributes,
  Graph,
  GraphNode,
  NamedValue,
  NameKind,
  SourceRange,
} from "../graph/graph.js";
import type { BoundShape, Shape } from "../graph/shape.js";

export interface PackedGraph extends Omit<Graph, "nodes" | "names"> {
  readonly nodes: PackedNodes;
  readonly names: PackedNames;
}

/** Of every node, in order. What several nodes have in common stands in a list, and in the columns by index. */
interface PackedNodes {
  readonly operations: readonly string[];
  readonly operation: Int32Array;
  /** Where each node's operands begin, and behind the last node's. */
  readonly starts: Int32Array;
  readonly operands: Int32Array;
  readonly shapes: readonly Shape[];
  readonly shape: Int32Array;
  readonly boundShapes: readonly BoundShape[];
  /** −1 for a node that is not bound. */
  readonly boundShape: Int32Array;
  readonly attributeSets: readonly Attributes[];
  readonly attributes: Int32Array;
  /** −1 for a node that is not bound. */
  readonly boundAttributes: Int32Array;
  readonly sources: Int32Array;
  readonly group: Int32Array;
}

interface PackedNames {
  readonly names: readonly string[];
  readonly kinds: readonly NameKind[];
  readonly kind: Int32Array;
  readonly node: Int32Array;
  /** One bit each for `trainable`, `isBias`, `inner`. */
  readonly flags: Int32Array;
  readonly sources: Int32Array;
  readonly statements: Int32Array;
  /** By the name's index. */
  readonly declarations: ReadonlyMap<number, SourceRange>;
}

export function packGraph(graph: Graph): PackedGraph {
  return {
    ...graph,
    nodes: packNodes(graph.nodes),
    names: packNames(graph.names),
  };
}

export function unpackGraph(packed: PackedGraph): Graph {
  return {
    ...packed,
    nodes: unpackNodes(packed.nodes),
    names: unpackNames(packed.names),
  };
}

function packNodes(nodes: readonly GraphNode[]): PackedNodes {
  const operations = new Listed<string>();
  const shapes = new Listed<Shape>();
  const boundShapes = new Listed<BoundShape>();
  const attributeSets = new Listed<Attributes>();
  const column = (of: (node: GraphNode) => number): Int32Array =>
    Int32Array.from(nodes, of);
  const starts = new Int32Array(nodes.length + 1);
  for (const { id, operands } of nodes)
    starts[id + 1] = (starts[id] ?? 0) + operands.length;
  const operands = new Int32Array(starts.at(-1) ?? 0);
  for (const node of nodes) operands.set(node.operands, starts[node.id]);
  return {
    operation: column(({ operation }) => operations.indexOf(operation)),
    starts,
    operands,
    shape: column(({ shape }) => shapes.indexOf(shape)),
    boundShape: column(({ boundShape }) => boundShapes.indexOf(boundShape)),
    attributes: column(({ attributes }) => attributeSets.indexOf(attributes)),
    boundAttributes: column(({ boundAttributes }) =>
      attributeSets.indexOf(boundAttributes),
    ),
    sources: packRanges(nodes.map(({ source }) => source)),
    group: column(({ group }) => group),
    operations: operations.items,
    shapes: shapes.items,
    boundShapes: boundShapes.items,
    attributeSets: attributeSets.items,
  };
}

function unpackNodes(packed: PackedNodes): GraphNode[] {
  const { starts, operands, sources } = packed;
  const nodes: GraphNode[] = [];
  for (let id = 0; id < packed.operation.length; id++) {
    const node: GraphNode = {
      id,
      operation: packed.operations[packed.operation[id] ?? 0] ?? "",
      operands: [...operands.subarray(starts[id], starts[id + 1])],
      attributes: packed.attributeSets[packed.attributes[id] ?? 0] ?? {},
      shape: packed.shapes[packed.shape[id] ?? 0] ?? [],
      source: rangeAt(sources, id),
      group: packed.group[id] ?? -1,
    };
    const boundShape = packed.boundShapes[packed.boundShape[id] ?? -1];
    const bound = packed.attributeSets[packed.boundAttributes[id] ?? -1];
    if (boundShape) node.boundShape = boundShape;
    if (bound) node.boundAttributes = bound;
    nodes.push(node);
  }
  return nodes;
}

function packNames(names: readonly NamedValue[]): PackedNames {
  const kinds = new Listed<NameKind>();
  const column = (of: (name: NamedValue) => number): Int32Array =>
    Int32Array.from(names, of);
  return {
    names: names.map(({ name }) => name),
    kind: column(({ kind }) => kinds.indexOf(kind)),
    node: column(({ node }) => node),
    flags: column(
      ({ trainable, isBias, inner }) =>
        (trainable ? 1 : 0) + (isBias ? 2 : 0) + (inner ? 4 : 0),
    ),
    sources: packRanges(names.map(({ source }) => source)),
    statements: packRanges(names.map(({ statement }) => statement)),
    declarations: new Map(
      names.flatMap(({ declaration }, index) =>
        declaration ? [[index, declaration] as const] : [],
      ),
    ),
    kinds: kinds.items,
  };
}

function unpackNames(packed: PackedNames): NamedValue[] {
  return packed.names.map((name, index) => {
    const flags = packed.flags[index] ?? 0;
    const declaration = packed.declarations.get(index);
    return {
      name,
      kind: packed.kinds[packed.kind[index] ?? 0] ?? "definition",
      node: packed.node[index] ?? -1,
      trainable: (flags & 1) > 0,
      isBias: (flags & 2) > 0,
      source: rangeAt(packed.sources, index),
      statement: rangeAt(packed.statements, index),
      inner: (flags & 4) > 0,
      ...(declaration && { declaration }),
    };
  });
}

/** Items without repetition, in the order in which they were asked for. */
class Listed<Item> {
  readonly items: Item[] = [];
  private readonly indices = new Map<Item, number>();

  /** −1 for what is absent. */
  indexOf(item: Item | undefined): number {
    if (item === undefined) return -1;
    let index = this.indices.get(item);
    if (index === undefined) {
      index = this.items.push(item) - 1;
      this.indices.set(item, index);
    }
    return index;
  }
}

/** Three numbers for each. */
function packRanges(ranges: readonly SourceRange[]): Int32Array {
  const packed = new Int32Array(3 * ranges.length);
  for (const [index, { file, start, end }] of ranges.entries()) {
    packed[3 * index] = file;
    packed[3 * index + 1] = start;
    packed[3 * index + 2] = end;
  }
  return packed;
}

const rangeAt = (packed: Int32Array, index: number): SourceRange => ({
  file: packed[3 * index] ?? 0,
  start: packed[3 * index + 1] ?? 0,
  end: packed[3 * index + 2] ?? 0,
});
