/**
 * From a network's graph to the graph as it is drawn: structure only, no values. What is drawn is chosen in
 * shown-nodes.ts, boxes in group-tree.ts; here everything gets its texts, its place and its wires.
 */
import type {
  GraphModel,
  ModelId,
  ModelLiteral,
  ModelNode,
  ModelNodeKind,
  ModelWire,
  TextRange,
} from "../graph/graph-model.js";
import type {
  Graph,
  GraphNode,
  NamedValue,
  NodeId,
  SourceRange,
} from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import { placeInNetwork } from "../graph/places.js";
import { boundSize, formatShape, isBound } from "../graph/shape.js";
import { NodeLabels } from "../presentation/node-labels.js";
import { numberWidth, shortWidth } from "../presentation/short-tensors.js";
import { ConstantTexts } from "./constant-texts.js";
import { type GroupTree, groupTree } from "./group-tree.js";
import { GroupLabels } from "./group-texts.js";
import { modelGroups } from "./groups.js";
import { ModelIds } from "./ids.js";
import { writtenNumbers } from "./literals.js";
import { lastMember } from "./member-names.js";
import { type ShownNodes, shownNodes } from "./shown-nodes.js";
import { symbolOf } from "./symbols.js";

/** A network, and the text that it was read from. */
export interface ModelSource {
  readonly uri: string;
  readonly version: number;
  readonly network: LoweredNetwork;
  /** By number of the file; the file itself is number 0. */
  readonly texts: readonly string[];
  /** The lines of a place in the file itself. */
  readonly rangeOf: (source: SourceRange) => TextRange;
}

/** The drawing of one network, and the way from its graph to it. */
export interface DrawnNetwork {
  readonly network: LoweredNetwork;
  readonly model: GraphModel;
  /** Where the value of a graph's node is seen; absent for what only a check computes. */
  readonly idOf: (node: NodeId) => ModelId | undefined;
}

/** A graph of more nodes is no picture any more, and takes long to be made one. */
const mostNodes = 40_000;

/** Why the network cannot be drawn, for people; absent where it can. */
export function tooLarge({ name, graph }: LoweredNetwork): string | undefined {
  const count = graph.nodes.length;
  return count > mostNodes
    ? `${name} has ${count.toLocaleString("en")} operations, and no more than ${mostNodes.toLocaleString("en")} are drawn.`
    : undefined;
}

export function drawNetwork(source: ModelSource): DrawnNetwork {
  return new ModelBuilder(source).build();
}

class ModelBuilder {
  private readonly graph: Graph;
  private readonly shown: ShownNodes;
  private readonly tree: GroupTree;
  private readonly names = new Map<NodeId, NamedValue>();
  private readonly outputs: ReadonlySet<NodeId>;
  private readonly ids: ModelIds;
  private readonly labels: NodeLabels;
  private readonly constants: ConstantTexts;

  constructor(private readonly source: ModelSource) {
    const { texts, network } = source;
    const textAt = ({ file, start, end }: SourceRange): string | undefined =>
      texts[file]?.slice(start, end);
    this.graph = network.graph;
    this.constants = new ConstantTexts(textAt);
    this.shown = shownNodes(this.graph, this.constants);
    this.tree = groupTree(this.graph, this.shown.shown);
    this.outputs = new Set(this.graph.outputs);
    this.findNames();
    this.labels = new NodeLabels(this.graph, textAt, this.namesOfNodes());
    this.ids = new ModelIds(this.graph, this.shown, this.namesOfNodes());
  }

  build(): DrawnNetwork {
    const { uri, version, network } = this.source;
    const { objective } = this.graph;
    const symbols = new Map<NodeId, string>();
    const drafts = this.shown.shown.flatMap((id) => {
      const node = this.graph.nodes[id];
      if (!node) return [];
      const kind = this.kindOf(node);
      const symbol = this.symbolOf(node);
      if (isStep(node, this.shown)) symbols.set(id, symbol);
      return [{ node, kind, symbol }];
    });
    const groups = modelGroups({
      graph: this.graph,
      tree: this.tree,
      ids: this.ids,
      labels: new GroupLabels(
        this.graph,
        this.tree,
        symbols,
        this.namesOfNodes(),
      ),
      carriedBy: this.shown.carriedBy,
      rangeOf: (place) => this.rangeOf(place),
    });
    const nodes = drafts.map(({ node, kind, symbol }) =>
      this.modelNode(node, kind, symbol, groups.idOf),
    );
    return {
      network,
      model: {
        network: network.name,
        uri,
        version,
        ...(objective && { objective: objective.name }),
        nodes,
        groups: groups.groups,
        wires: this.wires(),
      },
      idOf: (node) => {
        const drawn = this.shown.drawnAs(node);
        return drawn === undefined ? undefined : this.ids.node(drawn);
      },
    };
  }

  /** The name of each drawn node: the program's own rather than one inside a network used as a layer. */
  private findNames(): void {
    const first = new Map<NodeId, NamedValue>();
    for (const name of this.graph.names)
      if (!first.has(name.node)) first.set(name.node, name);
    for (const id of this.shown.shown) {
      const name = first.get(this.shown.alias.get(id) ?? id) ?? first.get(id);
      if (name) this.names.set(id, name);
    }
  }

  private namesOfNodes(): Map<NodeId, string> {
    return new Map([...this.names].map(([node, { name }]) => [node, name]));
  }

  private modelNode(
    node: GraphNode,
    kind: ModelNodeKind,
    symbol: string,
    groupId: (box: number) => ModelId | undefined,
  ): ModelNode {
    const name = this.names.get(node.id);
    const shape = node.boundShape ?? node.shape;
    const group = groupId(this.tree.boxOf(node.id));
    const source = this.rangeOf(this.placeOf(node, name));
    const literals = this.literalsOf(node);
    const width = shortWidth(isBound(shape) ? boundSize(shape) : Infinity);
    const text = this.labels.expression(node.id);
    return {
      id: this.ids.node(node.id),
      node: node.id,
      kind,
      symbol,
      ...(name && { name: name.name }),
      operation: node.operation,
      label: name?.name ?? text,
      text,
      shape: shape.length === 0 ? "" : formatShape(shape),
      ...(width !== numberWidth && { room: width }),
      ...(group !== undefined && { group }),
      ...(source && { source }),
      ...(literals && { literals }),
    };
  }

  private kindOf({ id, operation }: GraphNode): ModelNodeKind {
    const { objective } = this.graph;
    const names = [id, this.shown.alias.get(id) ?? id];
    if (objective && names.includes(objective.node)) return "objective";
    if (names.some((name) => this.outputs.has(name))) return "output";
    if (operation === "input" || operation === "parameter") return operation;
    return this.shown.isConstant(id) ? "constant" : "operation";
  }

  private symbolOf(node: GraphNode): string {
    const { id, operation } = node;
    const name = this.names.get(id)?.name;
    if (operation === "input" || operation === "parameter")
      return lastMember(name ?? operation);
    if (this.shown.isConstant(id)) return this.constants.symbol(node);
    // Inside a network used as a layer its inputs are named, and no operations.
    if (operation === "identity" && this.names.get(id)?.kind === "input")
      return lastMember(name ?? operation);
    return symbolOf(node, this.shown.literalsOf(id));
  }

  /** An input's or weight's statement; for others their expression, or in another file the call that led there. */
  private placeOf(node: GraphNode, name: NamedValue | undefined): SourceRange {
    if (name && !name.inner && statementKinds.has(name.kind))
      return name.statement;
    return node.source.file === 0
      ? node.source
      : placeInNetwork(node, this.graph.groups);
  }

  private rangeOf(source: SourceRange): TextRange | undefined {
    return source.file === 0 ? this.source.rangeOf(source) : undefined;
  }

  /** What a reader can edit: the literal that an input or a parameter has its value from, or is filled with. */
  private literalsOf({
    operation,
    operands,
    shape,
    boundShape,
  }: GraphNode): readonly ModelLiteral[] | undefined {
    if (operation !== "input" && operation !== "parameter") return undefined;
    const given = this.graph.nodes[operands[0] ?? -1];
    const text = this.source.texts[0];
    if (given?.source.file !== 0 || text === undefined) return undefined;
    const isFill = given.shape.length === 0;
    if (
      !isFill &&
      formatShape(given.shape) !== formatShape(boundShape ?? shape)
    )
      return undefined;
    return writtenNumbers(given, (start, end) => text.slice(start, end))?.map(
      ({ start, end, value }) => ({
        range: this.source.rangeOf({ file: 0, start, end }),
        value,
      }),
    );
  }

  private wires(): ModelWire[] {
    const { carriedBy, literalsOf, shown } = this.shown;
    return shown.flatMap((id) => {
      const node = this.graph.nodes[id];
      if (!node || isGiven(node)) return [];
      const literals = literalsOf(id);
      return node.operands.flatMap((operandId, operand): ModelWire[] => {
        const drawn = carriedBy(operandId);
        if (drawn === undefined || literals[operand] !== undefined) return [];
        const from = this.ids.node(drawn);
        const to = this.ids.node(id);
        return [{ id: `${from}→${to}#${operand}`, from, to, operand }];
      });
    });
  }
}

const statementKinds: ReadonlySet<NamedValue["kind"]> = new Set([
  "input",
  "weight",
  "bias",
] as const);

const isGiven = ({ operation }: GraphNode): boolean =>
  operation === "input" || operation === "parameter";

/** Whether it is something that is done, so that it is named among the steps of its box. */
const isStep = (node: GraphNode, { isConstant }: ShownNodes): boolean =>
  !isGiven(node) && !isConstant(node.id) && node.operation !== "identity";
