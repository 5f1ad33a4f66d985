/**
 * Which nodes of a network's graph are drawn, and what becomes of the others. Drawn is what a name of the program
 * depends on; what only a check computes is not. Of what an input or a parameter is given, only the input is drawn;
 * a literal number is written into the operation that uses it, as on paper; and a second name that says nothing new
 * (of a network's output, as the layer that calls the network) shares its node with the first.
 */
import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import { operations } from "../ops/registry.js";
import { type ConstantTexts, isInserted } from "./constant-texts.js";

export interface ShownNodes {
  /** The nodes that are drawn, in evaluation order. */
  readonly shown: readonly NodeId[];
  /** By the node that is drawn, the node of the name that shares it. */
  readonly alias: ReadonlyMap<NodeId, NodeId>;
  /** By operand of a drawn node, the number that is written into it; `undefined` for an operand with a wire. */
  readonly literalsOf: (node: NodeId) => readonly (string | undefined)[];
  /** The drawn node whose value this is; absent for what has no node of its own. */
  readonly carriedBy: (node: NodeId) => NodeId | undefined;
  /** The drawn node where a reader finds this one; absent for what a check computes. */
  readonly drawnAs: (node: NodeId) => NodeId | undefined;
  /** Whether the drawn node is a number of the program or computed from such alone. */
  readonly isConstant: (node: NodeId) => boolean;
}

export function shownNodes(graph: Graph, texts: ConstantTexts): ShownNodes {
  const named = namedNodes(graph);
  const needed = neededNodes(graph, named);
  const fixed = fixedNodes(graph, named);
  const drawn = new Uint8Array(graph.nodes.length);
  const literals = new Map<NodeId, (string | undefined)[]>();
  for (const node of graph.nodes) {
    if (needed[node.id] === 0 || fixed[node.id] === 1) continue;
    drawn[node.id] = 1;
    if (isGiven(node)) continue;
    for (const [operand, id] of node.operands.entries()) {
      const constant = graph.nodes[id];
      if (fixed[id] === 0 || !constant) continue;
      const text = literalIn(node, constant, texts);
      if (text === undefined && !isInserted(constant, node)) drawn[id] = 1;
      if (text === undefined) continue;
      const known = literals.get(node.id) ?? node.operands.map(() => undefined);
      known[operand] = text;
      literals.set(node.id, known);
    }
  }
  const shared = sharedNodes(graph, drawn);
  for (const name of shared.keys()) drawn[name] = 0;
  const places = placesOf(graph, drawn, needed, shared);
  return {
    shown: graph.nodes.flatMap(({ id }) => (drawn[id] === 1 ? [id] : [])),
    // Of several names for one node the last, outermost one counts.
    alias: new Map([...shared].map(([name, node]) => [node, name])),
    literalsOf: (node) => literals.get(node) ?? [],
    carriedBy: (node) => (drawn[node] === 1 ? node : shared.get(node)),
    drawnAs: (node) => places[node],
    isConstant: (node) =>
      fixed[node] === 1 || graph.nodes[node]?.operation === "constant",
  };
}

/** Whether its value comes from outside the network or from training: what it is computed from is no part of either. */
const isGiven = ({ operation }: GraphNode): boolean =>
  operation === "input" || operation === "parameter";

function namedNodes({ nodes, names }: Graph): Uint8Array {
  const named = new Uint8Array(nodes.length);
  for (const { node } of names) named[node] = 1;
  return named;
}

/** By node, 1 for names and what they depend on. */
function neededNodes({ nodes }: Graph, named: Uint8Array): Uint8Array {
  const needed = named.slice();
  for (const node of nodes.toReversed()) {
    if (needed[node.id] === 0 || isGiven(node)) continue;
    for (const operand of node.operands) needed[operand] = 1;
  }
  return needed;
}

/** By node, 1 for what depends on no name, input or parameter: numbers, and what is computed from numbers alone. */
function fixedNodes({ nodes }: Graph, named: Uint8Array): Uint8Array {
  const fixed = new Uint8Array(nodes.length);
  for (const node of nodes) {
    const isFixed =
      named[node.id] === 0 &&
      !isGiven(node) &&
      node.operands.every((operand) => fixed[operand] === 1);
    if (isFixed) fixed[node.id] = 1;
  }
  return fixed;
}

/** How a number reads inside the operation that uses it; absent where it has to stand outside. */
function literalIn(
  consumer: GraphNode,
  constant: GraphNode,
  texts: ConstantTexts,
): string | undefined {
  const isElementwise =
    operations.get(consumer.operation)?.kernel === "elementwise";
  return isElementwise ? texts.short(constant, consumer) : undefined;
}

/**
 * `layer e = Encoder(x)` gives the network's output `e.y` the name `e`. Where nothing else uses `e.y`, the two have one
 * value and one gradient, and are drawn once. By the node of the name, the node that is drawn; inner names first.
 */
function sharedNodes(
  { nodes, names }: Graph,
  drawn: Uint8Array,
): Map<NodeId, NodeId> {
  const uses = new Uint32Array(nodes.length);
  for (const { id, operation, operands } of nodes) {
    if (drawn[id] === 0 || operation === "derivative") continue;
    for (const operand of operands) uses[operand] = (uses[operand] ?? 0) + 1;
  }
  const inner = new Set<NodeId>();
  const inputs = new Set<NodeId>();
  for (const { node, inner: isInner, kind } of names) {
    if (isInner) inner.add(node);
    if (kind === "input") inputs.add(node);
  }
  const shared = new Map<NodeId, NodeId>();
  for (const { id, operation, operands } of nodes) {
    const [output] = operands;
    if (operation !== "identity" || output === undefined) continue;
    if (drawn[id] === 0 || drawn[output] === 0 || inputs.has(id)) continue;
    if (inner.has(output) && uses[output] === 1)
      shared.set(id, shared.get(output) ?? output);
  }
  return shared;
}

/**
 * By node, the drawn node where a reader finds it: itself, what uses the number, the input that is given it, for a
 * derivative of a check what it is taken by.
 */
function placesOf(
  { nodes }: Graph,
  drawn: Uint8Array,
  needed: Uint8Array,
  shared: ReadonlyMap<NodeId, NodeId>,
): (NodeId | undefined)[] {
  const places = new Array<NodeId | undefined>(nodes.length).fill(undefined);
  for (const { id } of nodes) if (drawn[id] === 1) places[id] = id;
  for (const [name, node] of shared) places[name] = node;
  for (const { id, operands } of nodes.toReversed()) {
    if (needed[id] === 0 && places[id] === undefined) continue;
    for (const operand of operands) places[operand] ??= places[id];
  }
  for (const { id, operation, operands } of nodes) {
    const denominator = operands[1];
    if (operation === "derivative" && denominator !== undefined)
      places[id] ??= places[denominator];
  }
  return places;
}
