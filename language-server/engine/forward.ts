/** The forward run: every value, in evaluation order. */
import type { NodeId } from "../graph/graph.js";
import { runReversePass } from "./backward.js";
import { elementwiseForward } from "./elementwise.js";
import {
  type Execution,
  type Interruption,
  type StopReason,
  scalarsPerQuestion,
} from "./execution.js";
import { runForward } from "./scalar-loops.js";
import { sharesOperand } from "./topology.js";

/** Computes all values. Reverse passes of `∂a/∂b` run where their result is first needed. */
export function forward(
  execution: Execution,
  interruption: Interruption,
): StopReason | undefined {
  const { plan, values } = execution;
  const { sources, literals, tensors } = plan;
  for (let at = 0; at < literals.nodes.length; at++)
    values[literals.nodes[at] ?? 0] = literals.values[at] ?? 0;
  for (const node of sources) {
    const stop = interruption();
    if (stop) return stop;
    runTensor(execution, node);
  }
  let next = 0;
  for (const node of tensors) {
    const stop =
      runScalars(execution, next, node, interruption) ??
      interruption() ??
      runStep(execution, node, interruption);
    if (stop) return stop;
    next = node + 1;
  }
  return runScalars(execution, next, plan.graph.nodes.length, interruption);
}

/** Runs the scalars among the nodes from `from` up to `to`, not included. */
function runScalars(
  execution: Execution,
  from: NodeId,
  to: NodeId,
  interruption: Interruption,
): StopReason | undefined {
  const { scalars } = execution.plan;
  for (let start = from; start < to; start += scalarsPerQuestion) {
    const end = Math.min(to, start + scalarsPerQuestion);
    runForward(scalars, execution.values, start, end);
    if (execution.absent) {
      for (let node = start; node < end; node++) execution.hasOperands(node);
    }
    if (end === to) break;
    const stop = interruption();
    if (stop) return stop;
  }
  return undefined;
}

function runStep(
  execution: Execution,
  id: NodeId,
  interruption: Interruption,
): StopReason | undefined {
  if (!execution.hasOperands(id)) return undefined;
  const node = execution.plan.graph.nodes[id];
  if (node?.operation === "derivative")
    return differentiate(execution, node.operands, id, interruption);
  runTensor(execution, id);
  return undefined;
}

/** ∂numerator/∂denominator: the gradient that the numerator's pass left at the denominator, 0 where it left none. */
function differentiate(
  execution: Execution,
  [numerator = 0, denominator = 0]: readonly NodeId[],
  id: NodeId,
  interruption: Interruption,
): StopReason | undefined {
  const pass = execution.plan.passes.get(numerator);
  if (!pass) return undefined;
  const stop = runReversePass(execution, pass, interruption);
  if (stop) return stop;
  const gradient = execution.gradientOf(pass, denominator);
  if (gradient) execution.valueOf(id).set(gradient);
  return undefined;
}

/** Runs the kernel of one node; a node that shares its operand's elements has nothing to run. */
function runTensor(execution: Execution, id: NodeId): void {
  const { topology } = execution.plan;
  if (sharesOperand(topology, id)) return;
  const elementwise = execution.elementwise(id);
  if (elementwise) {
    elementwiseForward(elementwise, execution.valueOf(id));
    return;
  }
  const operation = topology.traits[id]?.operation;
  if (operation?.kernel !== "tensor") return;
  const fault = operation.forward(execution.kernelCall(id));
  if (fault) execution.addFault(id, fault);
}
