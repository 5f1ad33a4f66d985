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

/** Computes all values. Reverse passes of `∂a/∂b` run where their result is first needed. */
export function forward(
  execution: Execution,
  interruption: Interruption,
): StopReason | undefined {
  const { plan, values } = execution;
  const { sources, literals, tensors, scalarsBefore, scalars } = plan;
  for (let at = 0; at < literals.nodes.length; at++)
    values[literals.nodes[at] ?? 0] = literals.values[at] ?? 0;
  for (const node of sources) {
    const stop = interruption();
    if (stop) return stop;
    runTensor(execution, node);
  }
  let done = 0;
  for (let at = 0; at < tensors.length; at++) {
    const node = tensors[at] ?? 0;
    const before = scalarsBefore[at] ?? 0;
    const stop =
      runScalars(execution, done, before, interruption) ??
      interruption() ??
      runStep(execution, node, interruption);
    if (stop) return stop;
    done = before;
  }
  return runScalars(execution, done, scalars.length, interruption);
}

/** Runs the entries of the scalar program from `from` up to `to`, not included. */
function runScalars(
  execution: Execution,
  from: number,
  to: number,
  interruption: Interruption,
): StopReason | undefined {
  const { scalars } = execution.plan;
  for (let start = from; start < to; start += scalarsPerQuestion) {
    const end = Math.min(to, start + scalarsPerQuestion);
    runForward(scalars, execution.values, start, end);
    if (execution.absent) {
      for (let entry = start; entry < end; entry++)
        execution.hasOperands(scalars.nodes[entry] ?? 0);
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
  const { operations, valueOffsets, graph } = execution.plan;
  const [operand] = graph.nodes[id]?.operands ?? [];
  if (operand !== undefined && valueOffsets[operand] === valueOffsets[id])
    return;
  const elementwise = execution.elementwise(id);
  if (elementwise) {
    elementwiseForward(elementwise, execution.valueOf(id));
    return;
  }
  const operation = operations[id];
  if (operation?.kernel !== "tensor") return;
  const fault = operation.forward(execution.kernelCall(id));
  if (fault) execution.addFault(id, fault);
}
