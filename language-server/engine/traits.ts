/**
 * What the engine asks of an operation's record for every node, in objects that all have the same form: reading the same
 * from a hundred differently built records is several times as slow.
 */
import type { Operation } from "../ops/operation.js";
import { operations } from "../ops/registry.js";

export interface Traits {
  readonly operation: Operation;
  readonly elementwise: boolean;
  /** See `Operation.sharesElements`. */
  readonly sharesElements: boolean;
  /** Whether the forward kernel may keep numbers for the backward one. */
  readonly keeps: boolean;
  /** Whether it is a literal, an input or a parameter, a `∂a/∂b`. */
  readonly literal: boolean;
  readonly given: boolean;
  readonly derivative: boolean;
  /** Bit k is set where a gradient flows to operand k; the last bit stands for all further operands. */
  readonly differentiable: number;
}

const lastBit = 31;

const byName: ReadonlyMap<string, Traits> = new Map(
  Array.from(operations.values(), (each) => [each.name, traits(each)]),
);

/** The traits of the operation of this name, which has to exist. */
export function traitsOf(name: string): Traits {
  const found = byName.get(name);
  if (!found) throw new Error(`There is no operation ${name}`);
  return found;
}

function traits(operation: Operation): Traits {
  const { name } = operation;
  return {
    operation,
    elementwise: operation.kernel === "elementwise",
    sharesElements: operation.sharesElements === true,
    keeps: operation.kernel === "tensor" && operation.saved !== undefined,
    literal: name === "constant",
    given: name === "input" || name === "parameter",
    derivative: name === "derivative",
    differentiable: differentiableOperands(operation),
  };
}

function differentiableOperands(operation: Operation): number {
  if (operation.kernel === "elementwise") return bitsOf(operation.partials);
  const { backward, derivatives, signature } = operation;
  if (!backward) return 0;
  // A variadic operation has one derivative for all of its operands.
  const isVariadic = signature.some(({ kind }) => kind === "tensors");
  if (isVariadic && derivatives[0]) return -1;
  return bitsOf(derivatives);
}

function bitsOf(derivatives: readonly unknown[]): number {
  let bits = 0;
  for (const [operand, derivative] of derivatives.entries())
    if (derivative !== undefined) bits |= 1 << operand;
  return bits;
}

/**
 * Whether a gradient flows to this operand. It does where the derivative is 0 everywhere (`step`), it does not where
 * the operand only selects (ids) or is no part of the network (an input's value).
 */
export const isDifferentiable = (
  { differentiable }: Traits,
  operand: number,
): boolean => ((differentiable >> Math.min(operand, lastBit)) & 1) === 1;
