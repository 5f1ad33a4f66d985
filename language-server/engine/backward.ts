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
import { runBackward } from "./scalar-loops.js";

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
  run.gradients[pass.numerator] = 1;
  const stop = run.walk(interruption);
  if (!stop) execution.gradients.set(pass, run.gradients);
  return stop;
}

/**
 * A pass that does not begin with 1 at its numerator but with the gradients that are given, each of its node's shape.
 * Nothing of it is kept: what comes back is the pass's array, see `Pass.offsets`.
 */
export function runSeededPass(
  execution: Execution,
  pass: Pass,
  seeds: ReadonlyMap<NodeId, Float64Array>,
): Float64Array {
  const run = new ReversePass(execution, pass);
  for (const [node, seed] of seeds)
    run.gradients.set(seed, pass.offsets[node] ?? 0);
  run.walk(() => undefined);
  return run.gradients;
}

class ReversePass {
  /** The pass's array. */
  readonly gradients: Float64Array;

  constructor(
    private readonly execution: Execution,
    private readonly pass: Pass,
  ) {
    this.gradients = new Float64Array(pass.elements);
  }

  walk(interruption: Interruption): StopReason | undefined {
    const { tensors } = this.execution.plan;
    const { numerator, offsets } = this.pass;
    let end = numerator + 1;
    for (let at = tensors.length - 1; at >= 0; at--) {
      const node = tensors[at] ?? 0;
      if (node > numerator) continue;
      const stop = this.runScalars(node + 1, end, interruption);
      if (stop) return stop;
      end = node;
      if ((offsets[node] ?? -1) < 0) continue;
      const stopHere = interruption();
      if (stopHere) return stopHere;
      this.passBack(node);
    }
    return this.runScalars(0, end, interruption);
  }

  /** The scalars among the nodes from `to` (not included) down to `from`. */
  private runScalars(
    from: NodeId,
    to: NodeId,
    interruption: Interruption,
  ): StopReason | undefined {
    const { plan, values, locals } = this.execution;
    const { offsets } = this.pass;
    for (let end = to; end > from; end -= scalarsPerQuestion) {
      const start = Math.max(from, end - scalarsPerQuestion);
      runBackward(
        plan.scalars,
        values,
        this.gradients,
        offsets,
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
    const { execution } = this;
    const { traits, starts, operands, differentiable } =
      execution.plan.topology;
    const operation = traits[id]?.operation;
    const upstream = this.gradientOf(id);
    if (!operation || !upstream) return;
    const elementwise = execution.elementwise(id);
    const call = elementwise ? undefined : execution.kernelCall(id);
    const first = starts[id] ?? 0;
    const end = starts[id + 1] ?? 0;
    for (let edge = first; edge < end; edge++) {
      const gradient = this.gradientOf(operands[edge] ?? 0);
      if (!gradient || differentiable[edge] === 0) continue;
      const operand = edge - first;
      if (elementwise)
        elementwiseBackward(
          elementwise,
          execution.valueOf(id),
          upstream,
          operand,
          gradient,
        );
      else if (operation.kernel === "tensor" && call)
        operation.backward?.({ ...call, upstream, gradient }, operand);
    }
  }

  /** A view of a node's gradient; absent where the pass does not reach it. */
  private gradientOf(node: NodeId): Float64Array | undefined {
    const offset = this.pass.offsets[node] ?? -1;
    if (offset < 0) return undefined;
    const size = this.execution.plan.topology.sizes[node] ?? 0;
    return this.gradients.subarray(offset, offset + size);
  }
}
