/**
 * Expressions of the language on top of a traced network. The text is read once more with the expression as one more
 * statement at the end of the network, so that names, shapes and messages are the language's own; of what that gives only
 * the added nodes are computed, from the numbers that the trace has so far.
 */
import type { ExpressionOf, TensorOf } from "../evaluation/questions.js";
import type { GraphNode, NodeId } from "../graph/graph.js";
import type { LoweredFile } from "../graph/lowered.js";
import type { StepIndex } from "../graph/trace-model.js";
import { gradientName } from "../presentation/gradient-names.js";
import { type BoundShape, scalarShape } from "../graph/shape.js";
import type { NetworkTrace } from "./network-trace.js";
import type { TracedTensor } from "./variable-reference.js";

/** An expression that the language understands. */
interface Compiled {
  readonly kind: "compiled";
  readonly nodes: readonly GraphNode[];
  readonly result: NodeId;
}

interface Refused {
  readonly kind: "problem";
  readonly message: string;
  /** It will have a value further on. */
  readonly isPending: boolean;
}

/** What an expression is at a position. */
export type ExpressionNow =
  | {
      readonly kind: "tensor";
      readonly tensor: TracedTensor;
      readonly shape: BoundShape;
    }
  | {
      readonly kind: "expression";
      readonly expression: ExpressionOf;
      readonly shape: BoundShape;
    }
  | Refused;

/** Expressions that are kept, so that conditions and watches are read once. */
const mostKept = 200;

export class Expressions {
  private readonly known = new Map<string, Compiled | Refused>();

  constructor(
    private readonly trace: NetworkTrace,
    /** The program with another text in place of its own. */
    private readonly lower: (text: string) => LoweredFile,
    private readonly memoryLimit: number,
  ) {}

  at(text: string, step: StepIndex): ExpressionNow {
    const compiled = this.compile(text);
    if (compiled.kind === "problem") return compiled;
    const { nodes, result } = compiled;
    const shape = nodes.find(({ id }) => id === result)?.boundShape;
    const derivatives: [NodeId, TensorOf | "zero"][] = [];
    for (const node of nodes) {
      const missing =
        node.operation === "derivative"
          ? this.readDerivative(node, step, derivatives)
          : this.missingOperand(node, step);
      if (missing !== undefined) return pending(missing);
    }
    const plain = this.plainTensor(compiled);
    if (plain)
      return { kind: "tensor", tensor: plain, shape: shape ?? scalarShape };
    return {
      kind: "expression",
      expression: { nodes, result, derivatives, memoryLimit: this.memoryLimit },
      shape: shape ?? scalarShape,
    };
  }

  /** Why a node has no value yet: the name of an operand that has none. */
  private missingOperand(
    { operands }: GraphNode,
    step: StepIndex,
  ): string | undefined {
    const { progress, drawn } = this.trace;
    const count = drawn.network.graph.nodes.length;
    const missing = operands.find(
      (operand) => operand < count && !progress.hasValue(operand, step),
    );
    return missing === undefined
      ? undefined
      : (progress.drawnAs(missing)?.label ?? "A value");
  }

  /** Of the objective what has come back so far, of anything else what follows from the values. */
  private readDerivative(
    node: GraphNode,
    step: StepIndex,
    derivatives: [NodeId, TensorOf | "zero"][],
  ): string | undefined {
    const { progress, drawn } = this.trace;
    const { objective } = drawn.network.graph;
    const [numerator = -1, denominator = -1] = node.operands;
    if (!this.isObjective(numerator)) {
      return this.missingOperand(node, step);
    }
    const target = progress.drawnAs(denominator);
    if (!target || !progress.hasGradient(target.id)) {
      derivatives.push([node.id, "zero"]);
      return undefined;
    }
    const gradient = progress.gradient(target.id, step);
    if (!gradient) return gradientName(objective?.name ?? "", target.label);
    derivatives.push([node.id, gradient.of]);
    return undefined;
  }

  private isObjective(node: NodeId): boolean {
    const { drawn } = this.trace;
    const { objective, nodes } = drawn.network.graph;
    return (
      objective !== undefined &&
      node < nodes.length &&
      drawn.idOf(node) === drawn.idOf(objective.node)
    );
  }

  /** What is a name alone, or its gradient, is that tensor, and not a copy of it. */
  private plainTensor({ nodes, result }: Compiled): TracedTensor | undefined {
    const { progress, drawn } = this.trace;
    const byId = new Map(nodes.map((node) => [node.id, node]));
    let node = byId.get(result);
    let id = result;
    while (node?.operation === "identity") {
      id = node.operands[0] ?? id;
      node = byId.get(id);
    }
    if (!node)
      return id < drawn.network.graph.nodes.length
        ? { kind: "value", node: id }
        : undefined;
    const [numerator = -1, denominator = -1] = node.operands;
    if (node.operation !== "derivative" || !this.isObjective(numerator))
      return undefined;
    const target = progress.drawnAs(denominator);
    return target && progress.hasGradient(target.id)
      ? { kind: "gradient", id: target.id }
      : undefined;
  }

  private compile(text: string): Compiled | Refused {
    const known = this.known.get(text);
    if (known) return known;
    const compiled = this.read(text);
    const [oldest] = this.known.keys();
    if (this.known.size >= mostKept && oldest !== undefined)
      this.known.delete(oldest);
    this.known.set(text, compiled);
    return compiled;
  }

  private read(text: string): Compiled | Refused {
    if (text.trim() === "") return refused("Expected an expression.");
    const { network } = this.trace.drawn;
    const own = this.trace.texts.textOf(0) ?? "";
    const name = unusedName(own);
    const begin = `\n${name} = `;
    const place = network.source.end - 1;
    const start = place + begin.length;
    const lowered = this.lower(
      `${own.slice(0, place)}${begin}${text}\n${own.slice(place)}`,
    );
    const end = start + text.length;
    const problem = lowered.problems.find(
      ({ severity, source }) =>
        severity === "error" &&
        source.file === 0 &&
        source.end >= place &&
        source.start <= end + 2,
    );
    if (problem) return refused(withoutClosing(problem.message));
    const graph = lowered.networks.find(
      (each) => each.name === network.name,
    )?.graph;
    const found = graph?.names.find((each) => each.name === name);
    if (!graph || !found) return refused("Expected an expression.");
    const rest = text.slice(Math.max(0, found.statement.end - start));
    if (!onlyComments.test(rest))
      return refused("Expected one expression, found more behind it.");
    const count = network.graph.nodes.length;
    const isSame = network.graph.nodes.every(
      ({ operation }, index) => graph.nodes[index]?.operation === operation,
    );
    if (!isSame || found.node < count)
      return refused(
        "The program is another one by now. Restart the trace to evaluate expressions.",
      );
    return {
      kind: "compiled",
      nodes: graph.nodes.slice(count),
      result: found.node,
    };
  }
}

const refused = (message: string): Refused => ({
  kind: "problem",
  message,
  isPending: false,
});

/** Behind the expression the network is closed, which is nothing that the reader has written. */
const withoutClosing = (message: string): string =>
  message.replace(/found `\}`/, "found its end");

const onlyComments = /^(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*$/;

const pending = (what: string): Refused => ({
  kind: "problem",
  message: `${what} has not been computed yet.`,
  isPending: true,
});

/** No name of the text. */
function unusedName(text: string): string {
  let name = "expression";
  while (text.includes(name)) name += "_";
  return name;
}
