/**
 * What a network costs: a row for each statement, opened into what it is made of as far as it is asked for. From shapes
 * alone, so that nothing is allocated and symbolic dimensions stay as they are. What one operation costs is in
 * `node-cost.ts`, how a statement is opened in `cost-parts.ts`.
 */
import type { Graph, GraphNode, NameKind } from "../graph/graph.js";
import { placeInNetwork } from "../graph/places.js";
import type { Shape } from "../graph/shape.js";
import {
  changesShape,
  costsSomething,
  type CostPart,
  partsOfStatement,
} from "./cost-parts.js";
import { type Cost, costsOfNodes, noCost, sumOfCosts } from "./node-cost.js";

/** One statement of the network. */
export interface StatementCost extends Cost {
  readonly name: string;
  readonly kind: NameKind;
  /** The shape of its value. */
  readonly shape: Shape;
  /** The layers, networks and calls that it is made of, where rows go that deep. */
  readonly parts: readonly CostPart[];
}

/** Its own cost is that of all statements, listed or not. */
export interface NetworkCost extends Cost {
  readonly inputs: readonly { readonly name: string; readonly shape: Shape }[];
  /** Layers, parameters, outputs, and whatever else costs something or changes a shape, in the program's order. */
  readonly statements: readonly StatementCost[];
}

/** @param depth how many levels of rows: 1 for the statements alone */
export function costOf(graph: Graph, depth = 1): NetworkCost {
  const costs = costsOfNodes(graph);
  const names = new Map(graph.names.map(({ node, name }) => [node, name]));
  const rows = statementsOf(graph);
  const costOfNodes = (nodes: readonly GraphNode[]): Cost =>
    sumOfCosts(nodes.map(({ id }) => costs[id] ?? noCost));
  const statements = rows
    .filter((row) => isListed(row, graph, costs))
    .map(({ name, kind, shape, nodes }): StatementCost => ({
      name,
      kind,
      shape,
      ...costOfNodes(nodes),
      parts: partsOfStatement(name, nodes, { graph, costs, names }, depth - 1),
    }));
  return {
    inputs: rows
      .filter(({ kind }) => kind === "input")
      .map(({ name, shape }) => ({ name, shape })),
    statements,
    ...sumOfCosts(rows.map(({ nodes }) => costOfNodes(nodes))),
  };
}

function isListed(
  { kind, shape, nodes }: Statement,
  graph: Graph,
  costs: readonly Cost[],
): boolean {
  switch (kind) {
    case "input":
      return false;
    case "definition":
      return (
        nodes.some(({ id }) => costsSomething(costs[id] ?? noCost)) ||
        changesShape(nodes, shape, graph)
      );
    default:
      return true;
  }
}

interface Statement {
  readonly name: string;
  readonly kind: NameKind;
  readonly shape: Shape;
  readonly start: number;
  readonly end: number;
  /** What it computes. */
  readonly nodes: GraphNode[];
}

/** The statements of the network itself that define a value, in the program's order. */
function statementsOf(graph: Graph): readonly Statement[] {
  const statements = graph.names
    .filter(({ kind, inner }) => kind !== "parameter" && !inner)
    .map(({ name, kind, node, statement }): Statement => ({
      name,
      kind,
      shape: graph.nodes[node]?.shape ?? [],
      start: statement.start,
      end: statement.end,
      nodes: [],
    }))
    .sort((a, b) => a.start - b.start);
  for (const node of graph.nodes) {
    const { start } = placeInNetwork(node, graph.groups);
    statementAt(start, statements)?.nodes.push(node);
  }
  return statements;
}

/** The statement that holds an offset: none for what only a check computes. */
function statementAt(
  offset: number,
  statements: readonly Statement[],
): Statement | undefined {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = statements[low - 1];
  return found && offset < found.end ? found : undefined;
}
