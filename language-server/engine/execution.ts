/** One run of a plan: the arena with every value, what each reverse pass left, and which nodes have no value. */
import type { NodeId } from "../graph/graph.js";
import { scalarShape } from "../graph/shape.js";
import type { Fault, KernelCall } from "../ops/operation.js";
import { type ElementwiseCall, elementwiseCall } from "./elementwise.js";
import { operandShapes } from "./memory.js";
import type { Pass, Plan } from "./plan.js";
import type { LocalDerivatives } from "./scalar-loops.js";
import { indexIn } from "./scalar-program.js";

/** Why a run was ended before it was complete. */
export type StopReason = "cancelled" | "time-limit";

/** Says whether a run shall end now; asked often, so it has to be quick. */
export type Interruption = () => StopReason | undefined;

/** How many scalars run, forward or backward, between two questions whether to stop. */
export const scalarsPerQuestion = 4096;

/** A node whose kernel refused its operands' values. */
export interface NodeFault extends Fault {
  readonly node: NodeId;
}

export class Execution {
  /** Scalars by node, then tensors and what kernels keep. */
  readonly values: Float64Array;
  /** By pass, the gradients of what it reached; see `Pass.offsets`. */
  readonly gradients = new Map<Pass, Float64Array>();
  /** Of scalar entries that a reverse pass went through, by entry. */
  readonly locals: LocalDerivatives;
  readonly faults: NodeFault[] = [];
  /** By node, 1 where there is no value: not bound, or a fault; absent while every node has one. */
  absent: Uint8Array | undefined;
  private readonly views: Float64Array[];

  constructor(
    readonly plan: Plan,
    /** Whether this is a training step (dropout, batch statistics) or inference. */
    readonly training: boolean,
  ) {
    const { length } = plan.scalars;
    this.values = new Float64Array(plan.arenaElements);
    const differentiated = plan.passes.size > 0 ? length : 0;
    this.locals = [
      new Float64Array(differentiated),
      new Float64Array(differentiated),
      new Float64Array(differentiated),
    ];
    this.views = new Array<Float64Array>(plan.graph.nodes.length);
    for (const { id, boundShape } of plan.graph.nodes) {
      if (!boundShape) this.markAbsent(id);
    }
  }

  hasValue(node: NodeId): boolean {
    return this.absent?.[node] !== 1;
  }

  /** A view of the node's value in the arena. */
  valueOf(node: NodeId): Float64Array {
    const known = this.views[node];
    if (known) return known;
    const offset = this.plan.valueOffsets[node] ?? 0;
    const size = this.plan.sizes[node] ?? 0;
    const view = this.values.subarray(offset, offset + size);
    this.views[node] = view;
    return view;
  }

  /** A view of what a pass left at a node; absent where it did not arrive, or has not run. */
  gradientOf(pass: Pass, node: NodeId): Float64Array | undefined {
    const gradients = this.gradients.get(pass);
    const at = indexIn(pass.nodes, node);
    if (!gradients || at < 0) return undefined;
    const offset = pass.offsets[at] ?? 0;
    return gradients.subarray(offset, offset + (this.plan.sizes[node] ?? 0));
  }

  /** What a tensor kernel of this node is given. */
  kernelCall(id: NodeId): KernelCall {
    const { graph, saved } = this.plan;
    const node = graph.nodes[id];
    const kept = saved.get(id);
    return {
      inputs: (node?.operands ?? []).map((operand) => this.valueOf(operand)),
      inputShapes: node ? operandShapes(node, graph.nodes) : [],
      output: this.valueOf(id),
      outputShape: node?.boundShape ?? scalarShape,
      attributes: node?.boundAttributes ?? {},
      saved: kept
        ? this.values.subarray(kept.offset, kept.offset + kept.length)
        : nothing,
      training: this.training,
    };
  }

  /** The node as an elementwise operation on its operands; absent where it is none. */
  elementwise(id: NodeId): ElementwiseCall | undefined {
    const operation = this.plan.operations[id];
    const node = this.plan.graph.nodes[id];
    if (operation?.kernel !== "elementwise" || !node) return undefined;
    return elementwiseCall(
      operation,
      node.operands.map((operand) => this.valueOf(operand)),
      operandShapes(node, this.plan.graph.nodes),
      node.boundShape ?? scalarShape,
      node.boundAttributes ?? {},
    );
  }

  /** Records that a node has no value, because its kernel refused. */
  addFault(node: NodeId, fault: Fault): void {
    this.faults.push({ node, ...fault });
    this.markAbsent(node);
  }

  private markAbsent(node: NodeId): void {
    this.absent ??= new Uint8Array(this.plan.graph.nodes.length);
    this.absent[node] = 1;
  }

  /** Whether a node can run: it is bound and has all of its operands; if not it has no value. */
  hasOperands(id: NodeId): boolean {
    const { absent } = this;
    if (!absent) return true;
    if (absent[id] === 1) return false;
    const operands = this.plan.graph.nodes[id]?.operands ?? [];
    if (operands.every((operand) => absent[operand] !== 1)) return true;
    absent[id] = 1;
    return false;
  }
}

const nothing = new Float64Array(0);
