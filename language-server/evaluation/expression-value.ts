/**
 * The value of an expression on top of a tape: what the graph computed is given, only what the expression adds is run,
 * by the same engine.
 */
import { runGraph } from "../engine/run.js";
import type { Tape } from "../engine/tape.js";
import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import { boundSize, scalarShape } from "../graph/shape.js";
import { formatBytes } from "../presentation/bytes.js";
import type { ExpressionOf } from "./questions.js";
import { type Tensor, tensorOf } from "./tensors-of.js";

export interface NoValue {
  /** Why there is none, for people. */
  readonly fault: string;
}

export function evaluateExpression(
  tape: Tape,
  expression: ExpressionOf,
): Tensor | NoValue {
  const { result, derivatives } = expression;
  const fixed = new Map<NodeId, Tensor>();
  for (const [node, of] of derivatives) {
    const known = of === "zero" ? undefined : tensorOf(tape, of);
    fixed.set(node, known ?? zeroAt(expression, node));
  }
  for (const node of expression.nodes) {
    if (node.operation !== "derivative" || fixed.has(node.id)) continue;
    const derivative = differentiate(tape, expression, node, fixed);
    if ("fault" in derivative) return derivative;
    fixed.set(node.id, derivative);
  }
  const run = new Extension(tape, expression, result, fixed).run();
  return run.kind === "tape" ? run.value : run;
}

/** ∂a/∂b of an `a` of the graph, or of one that the expression itself makes (`∂z[0]/∂x`). */
function differentiate(
  tape: Tape,
  expression: ExpressionOf,
  node: GraphNode,
  fixed: ReadonlyMap<NodeId, Tensor>,
): Tensor | NoValue {
  const [numerator = 0, denominator = 0] = node.operands;
  const shape = node.boundShape ?? scalarShape;
  let seeds = new Map<NodeId, Float64Array>([[numerator, Float64Array.of(1)]]);
  if (numerator >= tape.graph.nodes.length) {
    const run = new Extension(tape, expression, numerator, fixed).run();
    if (run.kind !== "tape") return run;
    seeds = run.gradients;
  }
  const data = tape.pullBack(seeds, denominator);
  return data ? { shape, data } : zeroAt(expression, node.id);
}

function zeroAt({ nodes }: ExpressionOf, id: NodeId): Tensor {
  const found = nodes.find((node) => node.id === id);
  const shape = found?.boundShape ?? scalarShape;
  return { shape, data: new Float64Array(boundSize(shape)) };
}

interface ExtensionRun {
  readonly kind: "tape";
  readonly value: Tensor;
  /** By node of the tape that the value depends on, its gradient by it; only of a scalar. */
  readonly gradients: Map<NodeId, Float64Array>;
}

/** A graph of its own: constants for what is known, and the expression's nodes. */
class Extension {
  private readonly nodes: GraphNode[] = [];
  private readonly copies = new Map<NodeId, NodeId>();
  /** The tape's nodes among them. */
  private readonly given = new Map<NodeId, NodeId>();

  constructor(
    private readonly tape: Tape,
    private readonly expression: ExpressionOf,
    private readonly result: NodeId,
    private readonly fixed: ReadonlyMap<NodeId, Tensor>,
  ) {}

  run(): ExtensionRun | (NoValue & { readonly kind: "none" }) {
    const added = new Map(this.expression.nodes.map((each) => [each.id, each]));
    for (const id of this.needed(added)) {
      const node = added.get(id);
      const known = this.fixed.get(id) ?? (node ? undefined : this.known(id));
      if (known) this.copies.set(id, this.give(id, known));
      else if (!node)
        return none("A value that it needs could not be computed.");
      else this.copies.set(id, this.copy(node));
    }
    const result = this.copies.get(this.result) ?? 0;
    const shape = this.nodes[result]?.boundShape ?? scalarShape;
    const { memoryLimit } = this.expression;
    const run = runGraph(this.graph(result, shape.length === 0), {
      memoryLimit,
    });
    if (run.kind === "over-budget")
      return none(
        `It would take ${formatBytes(run.needed)}, the memory limit is ${formatBytes(run.limit)}.`,
      );
    if (run.kind === "stopped") return none("It was stopped.");
    const data = run.tape.value(result);
    if (!data) return none(run.tape.faults[0]?.fault ?? "It has no value.");
    const gradients = new Map<NodeId, Float64Array>();
    for (const [id, copy] of this.given) {
      const gradient = run.tape.gradient(copy);
      if (gradient) gradients.set(id, gradient.slice());
    }
    return { kind: "tape", value: { shape, data: data.slice() }, gradients };
  }

  /** What the result depends on, operands first. */
  private needed(added: ReadonlyMap<NodeId, GraphNode>): NodeId[] {
    const needed = new Set([this.result]);
    const open = [this.result];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (this.fixed.has(id)) continue;
      for (const operand of added.get(id)?.operands ?? []) {
        if (needed.has(operand)) continue;
        needed.add(operand);
        open.push(operand);
      }
    }
    return [...needed].sort((a, b) => a - b);
  }

  private known(id: NodeId): Tensor | undefined {
    const data = this.tape.value(id);
    const shape = this.tape.graph.nodes[id]?.boundShape ?? scalarShape;
    return data && { shape, data };
  }

  /** An input, so that gradients are computed of it. */
  private give(id: NodeId, { shape, data }: Tensor): NodeId {
    const constant = this.add("constant", [], { data, shape }, shape);
    const input = this.add("input", [constant], { shape }, shape);
    if (id < this.tape.graph.nodes.length) this.given.set(id, input);
    return input;
  }

  private copy({
    operation,
    operands,
    boundAttributes = {},
    boundShape = scalarShape,
  }: GraphNode): NodeId {
    const copies = operands.map((operand) => this.copies.get(operand) ?? 0);
    return this.add(operation, copies, boundAttributes, boundShape);
  }

  private add(
    operation: string,
    operands: readonly NodeId[],
    attributes: GraphNode["attributes"],
    shape: readonly number[],
  ): NodeId {
    const id = this.nodes.length;
    this.nodes.push({
      id,
      operation,
      operands,
      attributes,
      shape,
      boundShape: shape,
      boundAttributes: attributes,
      source: { file: 0, start: 0, end: 0 },
      group: -1,
    });
    return id;
  }

  private graph(result: NodeId, isScalar: boolean): Graph {
    return {
      network: this.tape.graph.network,
      files: [],
      nodes: this.nodes,
      groups: [],
      names: [],
      checks: [],
      dimensions: [],
      ...(isScalar && { objective: { node: result, name: "" } }),
      seed: this.tape.graph.seed,
      evaluable: true,
    };
  }
}

const none = (fault: string): NoValue & { readonly kind: "none" } => ({
  kind: "none",
  fault,
});
