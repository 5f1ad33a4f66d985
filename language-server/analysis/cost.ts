/**
 * What a network costs, statement by statement: parameters and multiply-adds, from shapes alone, so that nothing is
 * allocated and symbolic dimensions stay as they are. The multiply-adds of an operation stand in its record.
 */
import { addDimensions, type Dimension } from "../graph/dimension.js";
import type { Graph, NameKind, NamedValue, NodeId } from "../graph/graph.js";
import { placeInNetwork } from "../graph/places.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import { operations } from "../ops/registry.js";

/** One statement that owns parameters or multiplies: a layer, a weight, a definition with a product. */
export interface StatementCost {
  readonly name: string;
  readonly kind: NameKind;
  /** The shape of its value. */
  readonly shape: Shape;
  /** How many trainable numbers it owns. */
  readonly parameters: Dimension;
  /** Multiplications, each with its addition, of one forward pass. */
  readonly multiplyAdds: Dimension;
}

export interface NetworkCost {
  /** Layers, and whatever else costs something, in the program's order. */
  readonly statements: readonly StatementCost[];
  readonly parameters: Dimension;
  readonly multiplyAdds: Dimension;
}

export function costOf(graph: Graph): NetworkCost {
  const rows = rowsOf(graph);
  const statementAt = statementFinder(rows);
  for (const named of graph.names) {
    if (!named.trainable) continue;
    const row = statementAt(named.statement.start);
    if (row)
      row.parameters = addDimensions(row.parameters, sizeOfNode(graph, named));
  }
  for (const node of graph.nodes) {
    const multiplyAdds = operations.get(node.operation)?.cost?.(
      node.operands.map((operand) => shapeOfNode(graph, operand)),
      node.shape,
      node.attributes,
    );
    if (multiplyAdds === undefined) continue;
    const row = statementAt(placeInNetwork(node, graph.groups).start);
    if (row) row.multiplyAdds = addDimensions(row.multiplyAdds, multiplyAdds);
  }
  const statements = rows
    .filter(
      ({ kind, parameters, multiplyAdds }) =>
        kind === "layer" || parameters !== 0 || multiplyAdds !== 0,
    )
    .map(({ name, kind, shape, parameters, multiplyAdds }) => ({
      name,
      kind,
      shape,
      parameters,
      multiplyAdds,
    }));
  return {
    statements,
    parameters: sumOf(statements.map(({ parameters }) => parameters)),
    multiplyAdds: sumOf(statements.map(({ multiplyAdds }) => multiplyAdds)),
  };
}

interface Row extends StatementCost {
  parameters: Dimension;
  multiplyAdds: Dimension;
  readonly start: number;
  readonly end: number;
}

/** A row for each statement of the network itself that defines a value, in the program's order. */
function rowsOf(graph: Graph): Row[] {
  const rows = graph.names
    .filter(({ kind, inner }) => kind !== "parameter" && !inner)
    .map(({ name, kind, node, statement }): Row => ({
      name,
      kind,
      shape: shapeOfNode(graph, node),
      parameters: 0,
      multiplyAdds: 0,
      start: statement.start,
      end: statement.end,
    }));
  return rows.sort((a, b) => a.start - b.start);
}

/** Finds the row whose statement holds an offset: none for what only a check computes. */
function statementFinder(
  rows: readonly Row[],
): (offset: number) => Row | undefined {
  return (offset) => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.start ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    const row = rows[low - 1];
    return row && offset < row.end ? row : undefined;
  };
}

const shapeOfNode = (graph: Graph, node: NodeId): Shape =>
  graph.nodes[node]?.shape ?? [];

const sizeOfNode = (graph: Graph, { node }: NamedValue): Dimension =>
  sizeOf(shapeOfNode(graph, node));

const sumOf = (dimensions: readonly Dimension[]): Dimension =>
  dimensions.reduce(addDimensions, 0);
