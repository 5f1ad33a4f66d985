/** Runs a graph: plan, forward, backward. The result is a tape, or the reason why there is none. */
import type { Graph } from "../graph/graph.js";
import { runReversePass } from "./backward.js";
import { Execution, type Interruption, type StopReason } from "./execution.js";
import { forward } from "./forward.js";
import type { OverBudget } from "./memory.js";
import { type Plan, planGraph } from "./plan.js";
import { RecordedTape, type Tape } from "./tape.js";

export interface RunOptions {
  /** Bytes that values, gradients and what kernels keep may take together. */
  readonly memoryLimit: number;
  /** Milliseconds that the run may take; no limit where it is left out. */
  readonly timeLimit?: number;
  /** Asked between kernels, and every few thousand scalars, whether to give up. */
  readonly shouldStop?: () => boolean;
  /** Whether the network runs as in inference instead of a training step. */
  readonly inference?: boolean;
}

/** The run was ended: by `shouldStop`, or by the time limit. */
export interface Stopped {
  readonly kind: "stopped";
  readonly reason: StopReason;
}

export interface Recorded {
  readonly kind: "tape";
  readonly tape: Tape;
  /** Bytes of the tape's tensors. */
  readonly bytes: number;
}

/** Runs a graph whose every node is bound (`evaluable`). */
export function runGraph(
  graph: Graph,
  options: RunOptions,
): Recorded | OverBudget | Stopped {
  const planned = planGraph(graph, options.memoryLimit);
  return planned.kind === "plan" ? runPlan(planned.plan, options) : planned;
}

/** Runs a plan. Each run has its own tape. */
export function runPlan(
  plan: Plan,
  options: RunOptions,
): Recorded | OverBudget | Stopped {
  const interruption = interruptionOf(options);
  const execution = allocate(plan, options);
  if ("kind" in execution) return execution;
  const reason =
    forward(execution, interruption) ?? backward(execution, interruption);
  if (reason) return { kind: "stopped", reason };
  return { kind: "tape", tape: new RecordedTape(execution), bytes: plan.bytes };
}

/** The objective's pass, where there is an objective and it has a value. */
function backward(
  execution: Execution,
  interruption: Interruption,
): StopReason | undefined {
  const { objective } = execution.plan;
  return objective && execution.hasValue(objective.numerator)
    ? runReversePass(execution, objective, interruption)
    : undefined;
}

/** The machine can have less memory than the budget allows; that is told like a budget. */
function allocate(plan: Plan, options: RunOptions): Execution | OverBudget {
  try {
    return new Execution(plan, options.inference !== true);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      kind: "over-budget",
      node: largestOf(plan.topology.sizes),
      scope: "network",
      needed: plan.bytes,
      limit: options.memoryLimit,
    };
  }
}

const largestOf = (sizes: Float64Array): number =>
  sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0));

function interruptionOf({ timeLimit, shouldStop }: RunOptions): Interruption {
  const end =
    timeLimit === undefined ? Infinity : performance.now() + timeLimit;
  return () => {
    if (shouldStop?.() === true) return "cancelled";
    return end < Infinity && performance.now() > end ? "time-limit" : undefined;
  };
}
