/** What is said where a gradient went through a point without a derivative: how often that was so, and the convention. */
import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import { boundSize, scalarShape } from "../graph/shape.js";
import type { DerivativeFormula } from "../ops/operation.js";
import { operations } from "../ops/registry.js";
import { fillTemplate } from "./formulas.js";

/** The template of the convention of a derivative; absent where the derivative always exists. */
export const conventionTemplate = (
  { convention, conventionOfAttributes }: DerivativeFormula,
  { boundAttributes, attributes }: GraphNode,
): string | undefined =>
  conventionOfAttributes?.(boundAttributes ?? attributes) ?? convention;

/** `At this value`, `At 2 of 4 elements` */
export function placesOfKink(
  graph: Graph,
  node: NodeId,
  count: number,
): string {
  const size = boundSize(graph.nodes[node]?.boundShape ?? scalarShape);
  return size === 1
    ? "At this value"
    : `At ${count.toLocaleString("en")} of ${size.toLocaleString("en")} elements`;
}

/**
 * The conventions of a node's derivatives, each once.
 * @param operands what its operands are called
 */
export function conventionsOf(
  graph: Graph,
  node: NodeId,
  operands: readonly string[],
): string[] {
  const found = graph.nodes[node];
  const record = found && operations.get(found.operation);
  if (!record) return [];
  const { boundAttributes, attributes } = found;
  const given = {
    operands,
    out: "the result",
    attributes: boundAttributes ?? attributes,
  };
  const conventions = record.derivatives.flatMap((derivative) => {
    const template = derivative && conventionTemplate(derivative, found);
    return template === undefined ? [] : [fillTemplate(template, given)];
  });
  return [...new Set(conventions)];
}

/** A line below a step: `at this value there is no derivative; by convention relu′(0) = 0`. */
export const conventionLine = (
  graph: Graph,
  node: NodeId,
  count: number,
  convention: string,
): string => {
  const where = placesOfKink(graph, node, count);
  return `${where.charAt(0).toLowerCase()}${where.slice(1)} there is no derivative; by convention: ${convention}`;
};
