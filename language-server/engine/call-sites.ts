/**
 * The commonest elementwise operations, numbered, for the loops that give each of them a call site of its own: an engine
 * inlines a function only where the same one is always called, and that makes the loops two to three times as
 * fast. The functions themselves are the records'; every other operation is called through its record.
 */
import type {
  ElementwiseOperation,
  ScalarParameters,
} from "../ops/operation.js";
import { operations } from "../ops/registry.js";

type Forward = ElementwiseOperation["forward"];
type Partial = NonNullable<ElementwiseOperation["partials"][number]>;

export interface CallSite {
  readonly operation: ElementwiseOperation;
  readonly forward: Forward;
  /** ∂out/∂a and ∂out/∂b; 0 for an operand that the operation does not have. */
  readonly byA: Partial;
  readonly byB: Partial;
}

const absent: Partial = () => 0;

function callSite(name: string): CallSite {
  const operation = operations.get(name);
  if (operation?.kernel !== "elementwise")
    throw new Error(`No elementwise operation is called ${name}`);
  const [byA = absent, byB = absent] = operation.partials;
  return { operation, forward: operation.forward, byA, byB };
}

export const identity = callSite("identity");
export const negate = callSite("negate");
export const abs = callSite("abs");
export const exp = callSite("exp");
export const log = callSite("log");
export const sqrt = callSite("sqrt");
export const tanh = callSite("tanh");
export const sigmoid = callSite("sigmoid");
export const relu = callSite("relu");
export const add = callSite("add");
export const subtract = callSite("subtract");
export const multiply = callSite("multiply");
export const divide = callSite("divide");
export const power = callSite("power");
export const minimum = callSite("minimum");
export const maximum = callSite("maximum");

/** A call site's number is its index here; the loops' `case` labels are these numbers. Unary ones come first. */
export const callSites: readonly CallSite[] = [
  identity,
  negate,
  abs,
  exp,
  log,
  sqrt,
  tanh,
  sigmoid,
  relu,
  add,
  subtract,
  multiply,
  divide,
  power,
  minimum,
  maximum,
];

/** Sites with a smaller number have one operand, the others two. */
export const firstBinarySite = 9;

const numbers = new Map(
  callSites.map(({ operation }, number) => [operation, number]),
);

/** The number of an operation's call site; −1 where it has none. */
export const siteOf = (operation: ElementwiseOperation): number =>
  numbers.get(operation) ?? -1;

/** What the operations above are given in place of parameters. */
export const noParameters: ScalarParameters = [];
