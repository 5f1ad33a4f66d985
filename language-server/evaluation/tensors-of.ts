/** Tensors of a tape, what is made of them, and their parts. */
import type { Tape } from "../engine/tape.js";
import type { NodeId } from "../graph/graph.js";
import { type BoundShape, boundSize, scalarShape } from "../graph/shape.js";
import { evaluateExpression } from "./expression-value.js";
import type { Questions, Summary, TensorOf, TensorPart } from "./questions.js";
import { sumAlong } from "./running-sums.js";
import { summarise } from "./summary.js";

/** A tensor's elements, row-major. */
export interface Tensor {
  readonly shape: BoundShape;
  readonly data: Float64Array;
}

export function tensorsOf(
  tape: Tape,
  { of, elements }: Questions["tensors"]["params"],
): (Summary | undefined)[] {
  // The rows of one tensor are asked for together.
  const known = new Map<string | Uint32Array, Tensor | undefined>();
  return of.map((wanted) => {
    const key = keyOf(wanted);
    const whole = known.has(key) ? known.get(key) : tensorOf(tape, wanted);
    known.set(key, whole);
    const part = whole && partOf(whole, wanted.at ?? []);
    return part && summarise(part.data, part.shape, elements);
  });
}

/** Absent where there is no such tensor. */
export function tensorOf(tape: Tape, of: TensorOf): Tensor | undefined {
  switch (of.kind) {
    case "value":
      return tensor(tape, of.node, tape.value(of.node));
    case "gradient":
      return tensor(
        tape,
        of.node,
        of.uses ? sumAlong(tape, of.node, of.uses) : tape.gradient(of.node),
      );
    case "contribution": {
      const to = tape.graph.nodes[of.consumer]?.operands[of.operand];
      return tensor(tape, to ?? -1, tape.contribution(of.consumer, of.operand));
    }
    case "local":
      return tensor(
        tape,
        of.consumer,
        tape.localDerivative(of.consumer, of.operand),
      );
    case "expression": {
      const value = evaluateExpression(tape, of.expression);
      return "fault" in value ? undefined : value;
    }
  }
}

function tensor(
  tape: Tape,
  node: NodeId,
  data: Float64Array | undefined,
): Tensor | undefined {
  const shape = tape.graph.nodes[node]?.boundShape ?? scalarShape;
  return data && { shape, data };
}

function partOf(
  { shape, data }: Tensor,
  at: readonly number[],
): Tensor | undefined {
  let size = data.length;
  let start = 0;
  for (const [axis, index] of at.entries()) {
    const length = shape[axis];
    if (length === undefined || index < 0 || index >= length) return undefined;
    size /= length;
    start += index * size;
  }
  const rest = shape.slice(at.length);
  return {
    shape: rest,
    data: data.subarray(start, start + boundSize(rest)),
  };
}

/** One for all parts of a tensor; an expression is asked for alone. */
function keyOf(of: TensorPart): string | Uint32Array {
  if (of.kind === "expression") return of.kind;
  return of.kind === "gradient" && of.uses
    ? of.uses
    : JSON.stringify({ ...of, at: undefined });
}
