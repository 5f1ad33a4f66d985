/** Reverse passes: from a scalar back to everything that it depends on, without recursion. */
import type { NodeId } from "../graph/graph.js";
import { elementwiseBackward } from "./elementwise.js";
import {
  type Execution,
  type Interruption,
  type StopReason,
  scalarsPerQuestion,
} from "./execution.js";
import type { Pass } from "./plan.js";
import { isDifferentiable } from "./reach.js";
import { runBackward } from "./scalar-loops.js";
import { countBelow } from "./scalar-program.js";

/**
 * Runs a pass, unless it ran before: its numerator's gradient is 1, every reached node adds upstream · local to its
 * operands' gradients, from the last to the first. All nodes up to the numerator have their values.
 */
export function runReversePass(
  execution: Execution,
  pass: Pass,
  interruption: Interruption,
): StopReason | undefined {
  if (execution.gradients.has(pass)) return undefined;
  const run = new ReversePass(execution, pass);
  const stop = run.walk(interruption);
  if (!stop) execution.gradients.set(pass, run.finish());
  return stop;
}

class ReversePass {
  /** By node: whether the pass reaches it. */
  private readonly reached: Uint8Array;
  /** By node: the gradients of scalars, while the pass runs. */
  private readonly scalars: Float64Array;
  /** The pass's array, and in it by node where a gradient starts. */
  private readonly gradients: Float64Array;
  private readonly offsets: Int32Array;

  constructor(
    private readonly execution: Execution,
    private readonly pass: Pass,
  ) {
    const count = pass.numerator + 1;
    this.reached = new Uint8Array(count);
    this.scalars = new Float64Array(count);
    this.offsets = new Int32Array(count);
    this.gradients = new Float64Array(pass.elements);
    for (let at = 0; at < pass.nodes.length; at++) {
      const node = pass.nodes[at] ?? 0;
      this.reached[node] = 1;
      this.offsets[node] = pass.offsets[at] ?? 0;
    }
  }

  walk(interruption: Interruption): StopReason | undefined {
    const { tensors, scalarsBefore, scalars } = this.execution.plan;
    const { numerator } = this.pass;
    this.scalars[numerator] = 1;
    let end = countBelow(scalars.nodes, numerator + 1);
    for (let at = countBelow(tensors, numerator + 1) - 1; at >= 0; at--) {
      const node = tensors[at] ?? 0;
      const before = scalarsBefore[at] ?? 0;
      const stop = this.runScalars(before, end, interruption);
      if (stop) return stop;
      end = before;
      if (this.reached[node] === 0) continue;
      const stopHere = interruption();
      if (stopHere) return stopHere;
      this.passBack(node);
    }
    return this.runScalars(0, end, interruption);
  }

  /** The pass's array, complete. */
  finish(): Float64Array {
    const { nodes, offsets } = this.pass;
    const { graph } = this.execution.plan;
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at] ?? 0;
      if (graph.nodes[node]?.boundShape?.length === 0)
        this.gradients[offsets[at] ?? 0] = this.scalars[node] ?? 0;
    }
    return this.gradients;
  }

  /** Entries of the scalar program from `to` (not included) down to `from`. */
  private runScalars(
    from: number,
    to: number,
    interruption: Interruption,
  ): StopReason | undefined {
    const { plan, values, locals } = this.execution;
    for (let end = to; end > from; end -= scalarsPerQuestion) {
      const start = Math.max(from, end - scalarsPerQuestion);
      runBackward(
        plan.scalars,
        values,
        this.scalars,
        this.reached,
        locals,
        start,
        end,
      );
      if (start === from) break;
      const stop = interruption();
      if (stop) return stop;
    }
    return undefined;
  }

  /** Adds one node's contributions to the gradients of its operands. */
  private passBack(id: NodeId): void {
    const { plan } = this.execution;
    const operation = plan.operations[id];
    const operands = plan.graph.nodes[id]?.operands ?? [];
    if (!operation) return;
    const upstream = this.gradientOf(id);
    const elementwise = this.execution.elementwise(id);
    const call =
      operation.kernel === "tensor" && operation.backward
        ? this.execution.kernelCall(id)
        : undefined;
    for (let k = 0; k < operands.length; k++) {
      const operand = operands[k] ?? 0;
      if (this.reached[operand] === 0 || !isDifferentiable(operation, k))
        continue;
      const gradient = this.gradientOf(operand);
      if (elementwise)
        elementwiseBackward(
          elementwise,
          this.execution.valueOf(id),
          upstream,
          k,
          gradient,
        );
      else if (operation.kernel === "tensor" && call)
        operation.backward?.({ ...call, upstream, gradient }, k);
    }
  }

  /** A view of a reached node's gradient, while the pass runs. */
  private gradientOf(node: NodeId): Float64Array {
    const { graph, sizes } = this.execution.plan;
    if (graph.nodes[node]?.boundShape?.length === 0)
      return this.scalars.subarray(node, node + 1);
    const offset = this.offsets[node] ?? 0;
    return this.gradients.subarray(offset, offset + (sizes[node] ?? 0));
  }
}
