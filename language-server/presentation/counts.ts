/** The numbers that the letters in an operation's formulas stand for: the N of a mean, the d of attention. */
import type { Graph, GraphNode } from "../graph/graph.js";
import type { BoundShape } from "../graph/shape.js";
import { operations } from "../ops/registry.js";
import { formatInFull } from "./numbers.js";

/** By letter; empty for an operation without, and where sizes are not bound. */
export function countsOf(
  { nodes }: Pick<Graph, "nodes">,
  { operation, operands, boundShape, boundAttributes, attributes }: GraphNode,
): Readonly<Record<string, string>> {
  const { counts } = operations.get(operation) ?? {};
  const shapes = operands.map((operand) => nodes[operand]?.boundShape);
  const bound = shapes.filter((shape): shape is BoundShape => !!shape);
  if (!counts || !boundShape || bound.length < shapes.length) return {};
  const found = counts(bound, boundShape, boundAttributes ?? attributes);
  return Object.fromEntries(
    Object.entries(found).map(([letter, count]) => [
      letter,
      formatInFull(count),
    ]),
  );
}
