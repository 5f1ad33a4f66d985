/** One run of a plan: the arena with every value, what each reverse pass left, and which nodes have no value. */
import type { NodeId } from "../graph/graph.js";
import { scalarShape } from "../graph/shape.js";
import type { Fault, KernelCall } from "../ops/operation.js";
import { type ElementwiseCall, elementwiseCall } from "./elementwise.js";
import { operandShapes } from "./memory.js";
import type { Pass, Plan } from "./plan.js";
import type { LocalDerivatives } from "./scalar-loops.js";

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
  /** The array of each pass that has run; see `Pass.offsets`. */
  readonly gradients = new Map<Pass, Float64Array>();
  /** By node, of the scalars that a reverse pass went through. */
  readonly locals: LocalDerivatives;
  readonly faults: NodeFault[] = [];
  /** By node, 1 where there is no value: not bound, or a fault; absent while every node has one. */
  absent: Uint8Array | undefined;
  private readonly views = new Map<NodeId, Float64Array>();

  constructor(
    readonly plan: Plan,
    /** Whether this is a training step (dropout, batch statistics) or inference. */
    readonly training: boolean,
  ) {
    this.values = new Float64Array(plan.arenaElements);
    const length = plan.passes.size > 0 ? plan.graph.nodes.length : 0;
    this.locals = [
      new Float64Array(length),
      new Float64Array(length),
      new Float64Array(Math.min(length, plan.scalars.c.length)),
    ];
    for (const node of plan.topology.unbound) this.markAbsent(node);
  }

  hasValue(node: NodeId): boolean {
    return this.absent?.[node] !== 1;
  }

  /** A view of the node's value in the arena. */
  valueOf(node: NodeId): Float64Array {
    const known = this.views.get(node);
    if (known) return known;
    const { valueOffsets, topology } = this.plan;
    const offset = valueOffsets[node] ?? 0;
    const view = this.values.subarray(
      offset,
      offset + (topology.sizes[node] ?? 0),
    );
    // There can be very many scalars, and few of them are ever asked for.
    if (topology.scalar[node] === 0) this.views.set(node, view);
    return view;
  }

  /** Whether no element of the node's value is NaN or infinite. */
  isFinite(node: NodeId): boolean {
    const { valueOffsets, topology } = this.plan;
    const start = valueOffsets[node] ?? 0;
    const end = start + (topology.sizes[node] ?? 0);
    for (let at = start; at < end; at++) {
      if (!Number.isFinite(this.values[at])) return false;
    }
    return true;
  }

  /** A view of what a pass left at a node; absent where it did not arrive, or has not run. */
  gradientOf(pass: Pass, node: NodeId): Float64Array | undefined {
    const gradients = this.gradients.get(pass);
    const offset = pass.offsets[node] ?? -1;
    if (!gradients || offset < 0) return undefined;
    const size = this.plan.topology.sizes[node] ?? 0;
    return gradients.subarray(offset, offset + size);
  }

  /** What a tensor kernel of this node is given. */
  kernelCall(id: NodeId): KernelCall {
    const { graph, saved } = this.plan;
    const node = graph.nodes[id];
    const kept = saved.get(id);
    return {
      inputs: (node?.operands ?? []).map((operand) => this.valueOf(operand)),
      inputShapes: operandShapes(node, graph.nodes),
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
    const operation = this.plan.topology.traits[id]?.operation;
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
    const { starts, operands } = this.plan.topology;
    const end = starts[id + 1] ?? 0;
    for (let edge = starts[id] ?? 0; edge < end; edge++) {
      if (absent[operands[edge] ?? 0] === 1) absent[id] = 1;
    }
    return absent[id] !== 1;
  }
}

const nothing = new Float64Array(0);
