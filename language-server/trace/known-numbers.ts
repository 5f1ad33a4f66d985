/** What is known of a value at a step, for hovers and the graph's card: nothing that a later step computes. */
import type {
  OperandUse,
  Summary,
  Use,
  UseOf,
} from "../evaluation/questions.js";
import type { NodeId } from "../graph/graph.js";
import type { StepIndex } from "../graph/trace-model.js";
import type { TraceSession } from "./session.js";

export interface KnownNumbers {
  readonly value: Summary | undefined;
  /** The sum of what has come back so far. */
  readonly gradient: Summary | undefined;
  /** The uses along which something has come back, in that order. */
  readonly uses: readonly Use[];
  /** How many further contributions the gradient waits for. */
  readonly missing: number;
  /** Local derivatives, and what has been passed back; empty before the value is computed. */
  readonly operands: readonly OperandUse[];
  /** The values of the operands, in order; empty before the value is computed. */
  readonly operandValues: readonly (Summary | undefined)[];
}

/** As many elements of a tensor are asked for. */
const elements = 256;

export async function knownNumbers(
  session: TraceSession,
  node: NodeId,
  at: StepIndex,
): Promise<KnownNumbers> {
  const { trace, run } = session;
  const { progress, drawn } = trace;
  const hasValue = progress.hasValue(node, at);
  const carrier = progress.carrierOf(node);
  const gradient =
    carrier === undefined ? undefined : progress.gradient(carrier, at);
  const passed = progress.usesOf(gradient?.steps ?? []);
  const ids = hasValue ? (drawn.network.graph.nodes[node]?.operands ?? []) : [];
  const [[value, sum], operandValues, uses = [], operands = []] =
    await Promise.all([
      readBoth(session, hasValue ? node : undefined, gradient?.of),
      session.read(ids.map((id) => ({ kind: "value", node: id }))),
      passed.length > 0 ? run.ask("uses", { node, elements }) : [],
      hasValue ? run.ask("operands", { node, elements }) : [],
    ]);
  const known = new Map(uses.map((use) => [keyOf(use), use]));
  return {
    value,
    gradient: sum,
    uses: passed.flatMap((use) => known.get(keyOf(use)) ?? []),
    missing: gradient
      ? progress.contributionsTo(carrier ?? "").length - gradient.steps.length
      : 0,
    operands: operands.map((use) => masked(session, use, at)),
    operandValues,
  };
}

async function readBoth(
  session: TraceSession,
  node: NodeId | undefined,
  gradient: Parameters<TraceSession["read"]>[0][number] | undefined,
): Promise<[Summary | undefined, Summary | undefined]> {
  const [value, sum] = await Promise.all([
    node === undefined ? [] : session.read([{ kind: "value", node }]),
    gradient ? session.read([gradient]) : [],
  ]);
  return [value[0], sum[0]];
}

const keyOf = ({ consumer, operand }: UseOf): string =>
  `${consumer}#${operand}`;

/** The local derivative follows from the values; what goes back along the use only when its step is done. */
function masked(
  { trace: { progress } }: TraceSession,
  { consumer, operand, local, upstream, contribution, kinks }: OperandUse,
  at: StepIndex,
): OperandUse {
  const isPassed = progress.hasPassedAlong({ consumer, operand }, at);
  return {
    consumer,
    operand,
    ...(local && { local }),
    ...(kinks !== undefined && { kinks }),
    ...(isPassed && upstream && { upstream }),
    ...(isPassed && contribution && { contribution }),
  };
}
