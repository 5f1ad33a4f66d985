/** What people call the nodes of a graph: their names, otherwise the expression that they compute. */
import type { Graph, GraphNode, NodeId, SourceRange } from "../graph/graph.js";
import { placeInNetwork } from "../graph/places.js";
import { operations } from "../ops/registry.js";
import { fillTemplate } from "./formulas.js";
import { notationWithArguments } from "./notation.js";
import { formatNumber } from "./numbers.js";
import {
  briefExpression,
  readableSource,
  withoutParentheses,
} from "./source-text.js";

/** The text that stands at a place; absent where the file's text is not at hand. */
export type TextAt = (source: SourceRange) => string | undefined;

/** The longest expression that stands for a node. */
const longestExpression = 40;
/** How deep an operation that the program does not spell is written out in operations. */
const deepest = 2;

/** What a constant tensor is called that stands nowhere in the text. */
const unspelledConstant = "a constant";

/** The names in a drawing, in which a value that has several is drawn once. */
export const namesOfDrawn = (
  nodes: readonly { readonly node: NodeId; readonly name?: string }[],
): ReadonlyMap<NodeId, string> =>
  new Map(
    nodes.flatMap(({ node, name }) =>
      name === undefined ? [] : [[node, name]],
    ),
  );

export class NodeLabels {
  private readonly names = new Map<NodeId, string>();
  /** By place, the node whose value is the value of the expression there: the last of those that it is made of. */
  private readonly results = new Map<string, NodeId>();

  /** Nodes inside a network used as a layer that have a name of their own. */
  private readonly inner = new Set<NodeId>();

  /** @param drawn the names by which a drawing shows nodes that have several, see `namesOfDrawn` */
  constructor(
    private readonly graph: Graph,
    private readonly textAt: TextAt,
    drawn: ReadonlyMap<NodeId, string> = new Map(),
  ) {
    for (const [node, name] of drawn) this.names.set(node, name);
    for (const { node, name, inner } of graph.names) {
      if (!this.names.has(node)) this.names.set(node, name);
      if (inner) this.inner.add(node);
    }
    for (const node of graph.nodes)
      this.results.set(key(placeInNetwork(node, graph.groups)), node.id);
  }

  /** The name that the program gives the node, if any. */
  name(node: NodeId): string | undefined {
    return this.names.get(node);
  }

  /** Name, source text (`a3 − y`), or for what a function is made of inside, its operation (`log_softmax(z3)`). */
  label(id: NodeId): string {
    return this.describe(id, deepest);
  }

  /** The expression that gives the node its value, also where it has a name. */
  expression(id: NodeId): string {
    const node = this.graph.nodes[id];
    if (!node) return "?";
    const given = this.givenBy(node);
    if (given?.operation === "initialise") return initialiserCall(given);
    const standard = given && isInserted(given, node) && numberOf(given);
    if (typeof standard === "number") return formatNumber(standard);
    const text = given && this.textAt(given.source);
    if (text !== undefined) return inBrief(text);
    // The call of a network stands there for one of its outputs, and says nothing of how it comes about.
    const call = this.inner.has(id) ? undefined : this.sourceText(node);
    return call ?? this.spelledOut(node, deepest);
  }

  /** The value that an input or a parameter is given. */
  private givenBy({ operation, operands }: GraphNode): GraphNode | undefined {
    const [operand] = operands;
    const isGiven = operation === "input" || operation === "parameter";
    return isGiven && operand !== undefined
      ? this.graph.nodes[operand]
      : undefined;
  }

  private describe(id: NodeId, depth: number): string {
    const name = this.names.get(id);
    if (name !== undefined) return name;
    const node = this.graph.nodes[id];
    if (!node) return "?";
    return this.sourceText(node) ?? this.spelledOut(node, depth);
  }

  /** What stands at the node's place; of what a function is made of only its result stands there, as the call. */
  private sourceText(node: GraphNode): string | undefined {
    const place = placeInNetwork(node, this.graph.groups);
    if (this.results.get(key(place)) !== node.id) return undefined;
    const text = this.textAt(place);
    return text === undefined ? undefined : inBrief(text);
  }

  private spelledOut(node: GraphNode, depth: number): string {
    if (node.operation === "constant") return constantLabel(node);
    if (node.operation === "initialise") return initialiserCall(node);
    const operands = node.operands.map((operand) =>
      depth > 0 ? this.describe(operand, depth - 1) : "…",
    );
    const record = operations.get(node.operation);
    const { attributes } = node;
    const notation = record && notationWithArguments(record, attributes);
    if (notation === undefined)
      return `${node.operation}(${operands.join(", ")})`;
    return fillTemplate(notation, {
      operands,
      out: node.operation,
      attributes,
    });
  }
}

/** `0.2`, also where the text has another name for it, such as a `const` of another file. */
function constantLabel(node: GraphNode): string {
  const number = numberOf(node);
  return number === undefined ? unspelledConstant : formatNumber(number);
}

/** Whether a number stands where the call stands that it is for: nobody wrote it, it is a layer's default. */
const isInserted = (given: GraphNode, node: GraphNode): boolean =>
  key(given.source) === key(node.source) && given.operation === "constant";

function numberOf({ attributes }: GraphNode): number | undefined {
  const { data } = attributes;
  return typeof data === "number" ? data : undefined;
}

const inBrief = (text: string): string =>
  briefExpression(withoutParentheses(readableSource(text)), longestExpression);

/** `normal(0, 1)` */
function initialiserCall({ attributes }: GraphNode): string {
  const { initialiser, values } = attributes;
  const numbers = Array.isArray(values)
    ? values.filter((value) => typeof value === "number")
    : [];
  const formatted = numbers.map((value) => formatNumber(value));
  const name = typeof initialiser === "string" ? initialiser : "?";
  return `${name}(${formatted.join(", ")})`;
}

const key = ({ file, start, end }: SourceRange): string =>
  `${file}:${start}:${end}`;
