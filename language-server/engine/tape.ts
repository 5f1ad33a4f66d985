/**
 * What a run leaves behind, for everything that shows a number: every value and gradient, and per operand the local
 * derivative and the contribution. Plain lookups; what is not stored is computed by the same kernels from the same numbers.
 */
import type { Graph, NodeId } from "../graph/graph.js";
import {
  elementwiseBackward,
  elementwiseKinks,
  elementwiseLocalDerivative,
} from "./elementwise.js";
import type { Execution, NodeFault } from "./execution.js";
import type { Pass } from "./plan.js";
import { pullBack } from "./pull-back.js";
import { hasKink } from "./scalar-program.js";
import { isDifferentiable } from "./traits.js";

/** A node where derivatives were taken at points without one, and at how many of its elements. */
export interface Kink {
  readonly node: NodeId;
  readonly count: number;
}

/**
 * Arrays are row-major. They are views into the tape: never write to them. Wherever `numerator` can be given, it is the
 * scalar whose reverse pass is meant, the objective where it is left out; without that pass there is nothing.
 */
export interface Tape {
  readonly graph: Graph;
  /** The scalars that a reverse pass ran from; the objective first, where there is one. */
  readonly numerators: readonly NodeId[];
  /** Of the node's shape; absent where a fault, its own or an operand's, left it without a value. */
  value(node: NodeId): Float64Array | undefined;
  /** ∂numerator/∂node, of the node's shape; absent where the numerator does not depend on it. */
  gradient(node: NodeId, numerator?: NodeId): Float64Array | undefined;
  /** ∂node/∂operand of an elementwise operation, of the node's (not the operand's) shape. */
  localDerivative(node: NodeId, operand: number): Float64Array | undefined;
  /** What the node passed back to that operand, of the operand's shape; absent where it passes nothing. */
  contribution(
    node: NodeId,
    operand: number,
    numerator?: NodeId,
  ): Float64Array | undefined;
  /**
   * What the node would pass back to that operand if this upstream gradient, of the node's shape, arrived: the upstream
   * gradient times the Jacobian. Absent where it passes nothing.
   */
  vectorJacobian(
    node: NodeId,
    operand: number,
    upstream: Float64Array,
  ): Float64Array | undefined;
  /** What a tensor operation would make of these operands, each of its own operand's shape; absent where it refuses. */
  applied(
    node: NodeId,
    operands: readonly Float64Array[],
  ): Float64Array | undefined;
  /** The gradient by a node of what has these gradients by others; see pull-back.ts. */
  pullBack(
    seeds: ReadonlyMap<NodeId, Float64Array>,
    denominator: NodeId,
  ): Float64Array | undefined;
  /** Where the objective's gradient went through a point without a derivative, so that the convention was used. */
  readonly kinks: readonly Kink[];
  /** Nodes that could not be computed from their operands' values. */
  readonly faults: readonly NodeFault[];
  /** Nodes with a NaN or an infinity where no operand has any, in evaluation order: where such numbers arise. */
  readonly nonFiniteOrigins: readonly NodeId[];
  /** The first of them. */
  readonly firstNonFinite: NodeId | undefined;
  /** The first node, going backward from the objective, with a NaN or an infinity in its gradient. */
  readonly firstNonFiniteGradient: NodeId | undefined;
}

/** Elements that are kept of what views asked for and the run itself did not store. */
const cachedElements = 4_000_000;
/** What an array and its entry take besides its elements, in elements: a scalar's are mostly that. */
const entrySize = 32;

export class RecordedTape implements Tape {
  readonly graph: Graph;
  readonly numerators: readonly NodeId[];
  private readonly cache = new Map<string, Float64Array>();
  private cacheSize = 0;
  private knownKinks: readonly Kink[] | undefined;
  private knownOrigins: readonly NodeId[] | undefined;

  constructor(private readonly execution: Execution) {
    this.graph = execution.plan.graph;
    this.numerators = [...execution.plan.passes.values()]
      .filter((pass) => execution.gradients.has(pass))
      .map(({ numerator }) => numerator);
  }

  get faults(): readonly NodeFault[] {
    return this.execution.faults;
  }

  get kinks(): readonly Kink[] {
    this.knownKinks ??= this.findKinks();
    return this.knownKinks;
  }

  get nonFiniteOrigins(): readonly NodeId[] {
    this.knownOrigins ??= this.findOrigins();
    return this.knownOrigins;
  }

  get firstNonFinite(): NodeId | undefined {
    return this.nonFiniteOrigins[0];
  }

  get firstNonFiniteGradient(): NodeId | undefined {
    return this.graph.nodes.findLast(({ id }) =>
      this.gradient(id)?.some(isNonFinite),
    )?.id;
  }

  value(node: NodeId): Float64Array | undefined {
    return this.execution.hasValue(node)
      ? this.execution.valueOf(node)
      : undefined;
  }

  gradient(node: NodeId, numerator?: NodeId): Float64Array | undefined {
    const pass = this.passOf(numerator);
    return pass && this.execution.gradientOf(pass, node);
  }

  localDerivative(node: NodeId, operand: number): Float64Array | undefined {
    const { locals } = this.execution;
    const { scalars } = this.execution.plan;
    if (!this.execution.hasValue(node)) return undefined;
    const opcode = scalars.opcodes[node] ?? -1;
    if (opcode >= 0 && this.passedThrough(node)) {
      return scalars.instructions[opcode]?.partials[operand]
        ? locals[operand]?.subarray(node, node + 1)
        : undefined;
    }
    return this.cached(`local ${node} ${operand}`, () => {
      const call = this.execution.elementwise(node);
      if (!call) return undefined;
      const output = this.execution.valueOf(node);
      const local = new Float64Array(output.length);
      return elementwiseLocalDerivative(call, output, operand, local)
        ? local
        : undefined;
    });
  }

  contribution(
    node: NodeId,
    operand: number,
    numerator?: NodeId,
  ): Float64Array | undefined {
    const pass = this.passOf(numerator);
    const upstream = pass && this.execution.gradientOf(pass, node);
    if (!upstream) return undefined;
    const key = `contribution ${node} ${operand} ${pass.numerator}`;
    return this.cached(key, () => this.vectorJacobian(node, operand, upstream));
  }

  vectorJacobian(
    node: NodeId,
    operand: number,
    upstream: Float64Array,
  ): Float64Array | undefined {
    const { execution } = this;
    const { traits, sizes } = execution.plan.topology;
    const operation = traits[node]?.operation;
    const to = this.graph.nodes[node]?.operands[operand];
    if (!traits[node] || !operation || to === undefined) return undefined;
    if (!isDifferentiable(traits[node], operand)) return undefined;
    if (!execution.hasValue(node)) return undefined;
    const gradient = new Float64Array(sizes[to] ?? 0);
    const call = execution.elementwise(node);
    if (call) {
      const output = execution.valueOf(node);
      elementwiseBackward(call, output, upstream, operand, gradient);
    } else if (operation.kernel === "tensor") {
      const kernelCall = execution.kernelCall(node);
      operation.backward?.({ ...kernelCall, upstream, gradient }, operand);
    }
    return gradient;
  }

  applied(
    node: NodeId,
    operands: readonly Float64Array[],
  ): Float64Array | undefined {
    const { execution } = this;
    const operation = execution.plan.topology.traits[node]?.operation;
    if (operation?.kernel !== "tensor") return undefined;
    const call = execution.kernelCall(node);
    const output = new Float64Array(call.output.length);
    const saved = new Float64Array(call.saved.length);
    const fault = operation.forward({
      ...call,
      inputs: operands,
      output,
      saved,
    });
    return fault ? undefined : output;
  }

  pullBack(
    seeds: ReadonlyMap<NodeId, Float64Array>,
    denominator: NodeId,
  ): Float64Array | undefined {
    return pullBack(this.execution, seeds, denominator);
  }

  private passOf(numerator: NodeId | undefined): Pass | undefined {
    const { objective, passes } = this.execution.plan;
    return numerator === undefined ? objective : passes.get(numerator);
  }

  /** Whether some pass reached the node, so that its local derivatives were stored. */
  private passedThrough(node: NodeId): boolean {
    for (const pass of this.execution.gradients.keys()) {
      if ((pass.offsets[node] ?? -1) >= 0) return true;
    }
    return false;
  }

  private cached(
    key: string,
    compute: () => Float64Array | undefined,
  ): Float64Array | undefined {
    const known = this.cache.get(key);
    if (known) return known;
    const computed = compute();
    if (!computed || computed.length > cachedElements) return computed;
    const size = computed.length + entrySize;
    this.cacheSize += size;
    if (this.cacheSize > cachedElements) {
      this.cache.clear();
      this.cacheSize = size;
    }
    this.cache.set(key, computed);
    return computed;
  }

  private findOrigins(): NodeId[] {
    const { execution } = this;
    const origins: NodeId[] = [];
    const tainted = new Uint8Array(this.graph.nodes.length);
    for (const { id, operands } of this.graph.nodes) {
      if (!execution.hasValue(id) || execution.isFinite(id)) continue;
      tainted[id] = 1;
      if (!operands.some((operand) => tainted[operand] === 1)) origins.push(id);
    }
    return origins;
  }

  private findKinks(): Kink[] {
    const pass = this.passOf(undefined);
    if (!pass || !this.execution.gradients.has(pass)) return [];
    const kinks: Kink[] = [];
    for (const [node, offset] of pass.offsets.entries()) {
      const count = offset < 0 ? 0 : this.kinksAt(node);
      if (count > 0) kinks.push({ node, count });
    }
    return kinks;
  }

  private kinksAt(node: NodeId): number {
    const { scalars, topology } = this.execution.plan;
    if ((scalars.opcodes[node] ?? -1) >= 0)
      return hasKink(scalars, node, this.execution.values) ? 1 : 0;
    const operation = topology.traits[node]?.operation;
    if (operation?.kernel === "tensor")
      return operation.kinks?.(this.execution.kernelCall(node)) ?? 0;
    const call = operation?.kink && this.execution.elementwise(node);
    return call ? elementwiseKinks(call) : 0;
  }
}

const isNonFinite = (number: number): boolean => !Number.isFinite(number);
