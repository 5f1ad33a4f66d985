/**
 * What is known at each position of a trace: a value once its step is done, a gradient as far as contributions have come
 * back. Nothing is stored of a position, so that going back to one gives what was there before.
 */
import {
  type TensorOf,
  type UseOf,
  usesInTurn,
} from "../evaluation/questions.js";
import type { DrawnNetwork } from "../graph-model/build.js";
import type { ModelId, ModelNode } from "../graph/graph-model.js";
import type { NodeId } from "../graph/graph.js";
import type { StepIndex } from "../graph/trace-model.js";
import type { StepList } from "./steps.js";

/** What has come back to a node at a position. */
export interface GradientSoFar {
  readonly of: TensorOf;
  readonly isComplete: boolean;
  /** The backward steps that it is the sum of; none for the objective, whose gradient is 1. */
  readonly steps: readonly StepIndex[];
}

export class Progress {
  /** By drawn node. */
  private readonly nodes = new Map<ModelId, ModelNode>();
  /** By node of the graph, the step that makes its value; −1 for what the program gives as a number. */
  private readonly madeBy: Int32Array;
  /** By drawn node, the steps that pass a contribution back to it. */
  private readonly comingBack = new Map<ModelId, StepIndex[]>();
  /** By drawn node, the uses that these steps go along; made when they are asked for. */
  private readonly usesBack = new Map<ModelId, Uint32Array>();
  /** By wire, and by use (see `useKey`), the step that passes a contribution back along it. */
  private readonly passedBy = new Map<string, StepIndex>();
  private readonly passedAlong = new Map<string, StepIndex>();
  private readonly seed: StepIndex;
  private readonly objective: ModelId | undefined;

  constructor(
    private readonly drawn: DrawnNetwork,
    private readonly steps: StepList,
  ) {
    const { model, network } = drawn;
    const { nodes, objective } = network.graph;
    for (const node of model.nodes) this.nodes.set(node.id, node);
    this.objective = objective && drawn.idOf(objective.node);
    this.seed = steps.backward;
    this.madeBy = new Int32Array(nodes.length).fill(-2);
    for (let index = 0; index < steps.length; index++) {
      const step = steps.at(index);
      if (!step) continue;
      const { kind, node, wire } = step;
      if (kind === "given" || kind === "forward")
        this.madeBy[node.node] = index;
      if (kind === "backward" && wire) {
        const known = this.comingBack.get(wire.from);
        if (known) known.push(index);
        else this.comingBack.set(wire.from, [index]);
        this.passedBy.set(wire.id, index);
        const use = { consumer: node.node, operand: wire.operand };
        this.passedAlong.set(useKey(use), index);
      }
    }
    // What is not drawn is done with what it is made of.
    for (const { id, operation, operands } of nodes)
      if (this.madeBy[id] === -2)
        this.madeBy[id] = operands.reduce(
          (last, operand) => Math.max(last, this.madeBy[operand] ?? -1),
          operation === "derivative" ? this.endOfDerivative(operands) : -1,
        );
  }

  /** The step that completes a derivative that a check asks for: of the objective the one that brings its last part. */
  private endOfDerivative([
    numerator = -1,
    denominator = -1,
  ]: readonly NodeId[]): StepIndex {
    const isOfObjective =
      this.objective !== undefined &&
      this.drawn.idOf(numerator) === this.objective;
    if (!isOfObjective) return -1;
    const id = this.drawn.idOf(denominator);
    return this.comingBack.get(id ?? "")?.at(-1) ?? this.seed;
  }

  node(id: ModelId): ModelNode | undefined {
    return this.nodes.get(id);
  }

  /** The drawn node that shows a node of the graph. */
  drawnAs(node: NodeId): ModelNode | undefined {
    const id = this.drawn.idOf(node);
    return id === undefined ? undefined : this.nodes.get(id);
  }

  /** Whether the node's value has been computed. */
  hasValue(node: NodeId, at: StepIndex): boolean {
    return (this.madeBy[node] ?? 0) <= at;
  }

  /** The step that makes the node's value; −1 for a number of the program. */
  stepOf(node: NodeId): StepIndex {
    return this.madeBy[node] ?? -1;
  }

  /** Whether the objective has a gradient by the node at all. */
  hasGradient(id: ModelId): boolean {
    return id === this.objective || this.comingBack.has(id);
  }

  /** Every step that passes something back to the node, also those that are to come. */
  contributionsTo(id: ModelId): readonly StepIndex[] {
    return this.comingBack.get(id) ?? [];
  }

  /** Whether a contribution has come back along the wire. */
  hasPassed(wire: string, at: StepIndex): boolean {
    return (this.passedBy.get(wire) ?? Infinity) <= at;
  }

  /** The same, by who uses what has come back. */
  hasPassedAlong(use: UseOf, at: StepIndex): boolean {
    return (this.passedAlong.get(useKey(use)) ?? Infinity) <= at;
  }

  /** The drawn node that has the gradient of a node of the graph; absent for numbers and for what a check computes. */
  carrierOf(node: NodeId): ModelId | undefined {
    const { nodes } = this.drawn.network.graph;
    const drawn = this.drawnAs(node);
    let carried = node;
    while (carried !== drawn?.node) {
      const { operation, operands } = nodes[carried] ?? {};
      const [operand] = operands ?? [];
      if (operation !== "identity" || operand === undefined) return undefined;
      carried = operand;
    }
    return drawn.id;
  }

  /** Absent where nothing has come back yet. */
  gradient(id: ModelId, at: StepIndex): GradientSoFar | undefined {
    const node = this.nodes.get(id)?.node;
    if (node === undefined) return undefined;
    if (id === this.objective)
      return at >= this.seed
        ? { of: { kind: "gradient", node }, isComplete: true, steps: [] }
        : undefined;
    const all = this.contributionsTo(id);
    const count = countUpTo(all, at);
    if (count === 0) return undefined;
    const isComplete = count === all.length;
    const of: TensorOf = isComplete
      ? { kind: "gradient", node }
      : { kind: "gradient", node, uses: this.usesBackTo(id, count) };
    return { of, isComplete, steps: all.slice(0, count) };
  }

  /** The first uses of a node that something comes back along. */
  private usesBackTo(id: ModelId, count: number): Uint32Array {
    let uses = this.usesBack.get(id);
    if (!uses) {
      uses = usesInTurn(this.usesOf(this.contributionsTo(id)));
      this.usesBack.set(id, uses);
    }
    return uses.slice(0, 2 * count);
  }

  /** The uses that backward steps go along. */
  usesOf(steps: readonly StepIndex[]): UseOf[] {
    return steps.flatMap((index) => {
      const { node, wire } = this.steps.at(index) ?? {};
      return node && wire
        ? [{ consumer: node.node, operand: wire.operand }]
        : [];
    });
  }
}

const useKey = ({ consumer, operand }: UseOf): string =>
  `${consumer}#${operand}`;

/** How many of the steps, which ascend, are done. */
function countUpTo(steps: readonly StepIndex[], at: StepIndex): number {
  let done = 0;
  let end = steps.length;
  while (done < end) {
    const middle = (done + end) >> 1;
    if ((steps[middle] ?? Infinity) <= at) done = middle + 1;
    else end = middle;
  }
  return done;
}
