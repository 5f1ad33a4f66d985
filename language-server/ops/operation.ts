/**
 * What one record says of an operation: everything that the product knows of it. Completion, hover, documentation,
 * shape checking, evaluation, gradients, cost and tests are all driven by these records; a new operation is a new
 * record and nothing else.
 */
import type { Attributes, AttributeValue } from "../graph/graph.js";
import type { BoundShape, Shape } from "../graph/shape.js";
import type { DiagnosticCode } from "../graph/diagnostic-codes.js";
import type { Dimension } from "../graph/dimension.js";

/** How functions are grouped in the reference, in its order. */
export type Family =
  | "arithmetic"
  | "comparison"
  | "elementwise"
  | "reduction"
  | "linear algebra"
  | "shape"
  | "normalising"
  | "loss"
  | "layer"
  | "pooling"
  | "source";

/** What may stand for an argument in a program. Only `tensor` and `ids` become operands, the others attributes. */
export type ArgumentKind =
  /** A tensor that gradients flow to. */
  | "tensor"
  /** Any number of tensors (only as the last positional argument). */
  | "tensors"
  /** Whole numbers that select (class numbers, token ids, conditions of no gradient). */
  | "ids"
  /** A constant number. */
  | "number"
  /** A constant whole number. */
  | "whole"
  /** A number of elements, possibly symbolic. */
  | "dimension"
  /** `[2, batch, -1]`: a list of dimensions. */
  | "shape"
  /** A whole number, negative from the end. */
  | "axis"
  /** An axis or a list of axes. */
  | "axes"
  /** A whole number, or one for each spatial axis; where there are `choices`, one of these as a string too. */
  | "sizes"
  /** A list of constants, nested or not. */
  | "numbers"
  /** `true` or `false`. */
  | "switch"
  /** One of `choices`, as a string. */
  | "text";

/** An argument that a function accepts, in the order in which it may be given by position. */
export interface FormalArgument {
  readonly name: string;
  readonly kind: ArgumentKind;
  /** The value where it is left out. An argument without one is required; `null` says that it may be absent. */
  readonly default?: AttributeValue;
  /** Whether it can only be given by name. */
  readonly named?: boolean;
  readonly choices?: readonly string[];
  /** Whether a dimension of a shape may be −1, which stands for what is left. */
  readonly open?: boolean;
  readonly summary: string;
}

/** A call that the reference shows with the shape of its result, which the record's own rule works out. */
export interface CallExample {
  /** The operands' shapes, in the order of the signature, as a program declares them: `[batch, 3, 32, 32]`. */
  readonly operands: readonly string[];
  /** The arguments that are no operands and differ from their defaults. */
  readonly attributes?: Attributes;
}

/** What the documentation shows of anything that can be called. */
export interface Documented {
  /** As called in a program, and unique among all records. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly family: Family;
  /** One sentence. */
  readonly summary: string;
  /** What it computes, for people: `1 / (1 + e⁻ˣ)`. */
  readonly formula?: string;
  readonly signature: readonly FormalArgument[];
  /** Typical calls, for the reference. An elementwise function needs none: its shapes are clear. */
  readonly examples?: readonly CallExample[];
  /** Whether a program can call it by name; operators and what lowering inserts cannot be called. */
  readonly callable: boolean;
  /**
   * For a record that answers to another one's name once a call has that many positional arguments: `max(x)` is the
   * reduction `max`, `max(a, b)` the record `maximum`. See `resolveFunction` in registry.ts.
   */
  readonly overloads?: { readonly name: string; readonly from: number };
}

/** Why operands do not fit together, in words and in numbers. `axes` are counted from the front of each operand. */
export interface Mismatch {
  readonly mismatch: string;
  readonly code?: DiagnosticCode;
  /** The operands that disagree, and for each the axis, where there is one. */
  readonly operands?: readonly number[];
  readonly axes?: readonly (number | undefined)[];
  /** A size that would have fitted, for the quick fix. */
  readonly expected?: Dimension;
}

export const isMismatch = (result: Shape | Mismatch): result is Mismatch =>
  "mismatch" in result;

/**
 * The derivative by one operand, for people. Templates: `{0}`, `{1}`, … are the operands, `{out}` the result, `{up}`
 * the upstream gradient, `{N}` and the like what `counts` gives, `{slope}` and the like attributes.
 */
export interface DerivativeFormula {
  /** The local derivative ∂out/∂operand, where it is elementwise: `{out}(1 − {out})`. */
  readonly local?: string;
  /**
   * A shorter template for `local` where operands are literal numbers: `2 · {0}` for a square. Given are the literal
   * operands' numbers, `undefined` for those that are not literal; `undefined` comes back where `local` is as good.
   */
  readonly localOfLiterals?: (
    literals: readonly (number | undefined)[],
  ) => string | undefined;
  /** What `local` is for attributes other than the defaults; `undefined` comes back where it is `local`. */
  readonly localOfAttributes?: (attributes: Attributes) => string | undefined;
  /** The contribution passed back, where it is not upstream · local: `{up} · {1}ᵀ`. */
  readonly contribution?: string;
  /** What `contribution` is for attributes other than the defaults; `undefined` comes back where it is `contribution`. */
  readonly contributionOfAttributes?: (
    attributes: Attributes,
    /** How many operands there are, where one may be left out. */
    operands: number,
  ) => string | undefined;
  /** How `contribution` reads where one of the operands is a vector: `{up} ⊗ {1}`. */
  readonly contributionWithVector?: string;
  /** Whether an operand that has fewer matrices than the other gets the sum over those that it serves. */
  readonly sumsOverBatch?: boolean;
  /** What holds where the derivative does not exist: `relu′(0) = 0`. */
  readonly convention?: string;
  /** What `convention` is for attributes other than the defaults; `undefined` comes back where it is `convention`. */
  readonly conventionOfAttributes?: (
    attributes: Attributes,
  ) => string | undefined;
}

/** The letters that stand for numbers of elements in the formulas of operations. */
export const countLetters = ["N", "C", "d"] as const;

/** How many elements a letter stands for. */
export type Counts = Readonly<
  Partial<Record<(typeof countLetters)[number], number>>
>;

interface OperationBase extends Documented {
  /** The shape of the result, or why there is none. Called with symbolic shapes while typing and with bound ones before a run. */
  readonly shape: (
    operands: readonly Shape[],
    attributes: Attributes,
  ) => Shape | Mismatch;
  /** By operand; a variadic operation has one that serves all. Absent for an operand without gradient. */
  readonly derivatives: readonly (DerivativeFormula | undefined)[];
  /** How a node reads where the program does not spell it: `{0} · {1}`. */
  readonly notation?: string;
  /**
   * The numbers of elements that its templates call by a letter, for bound shapes: `{N}` of a mean. One that depends on
   * more than shapes is left out, and stays a letter.
   */
  readonly counts?: (
    operands: readonly BoundShape[],
    result: BoundShape,
    attributes: Attributes,
  ) => Counts;
  /**
   * Whether the result, where it has as many elements as the only operand, has the same ones in the same order
   * (`identity`, `reshape`): the engine then keeps them once and runs no forward kernel.
   */
  readonly sharesElements?: boolean;
  /**
   * Whether it draws random numbers. Lowering then adds the attributes `seed`, of the network, and `key`, the full name
   * that the numbers depend on (`h.dropout[0]`).
   */
  readonly random?: boolean;
  /** How many numbers training keeps besides the parameters, without training them: running statistics. Absent: none. */
  readonly state?: (
    operands: readonly Shape[],
    attributes: Attributes,
  ) => Dimension;
  /** Multiply-adds of one run. Absent: none. */
  readonly cost?: (
    operands: readonly Shape[],
    result: Shape,
    attributes: Attributes,
  ) => Dimension;
}

/** Numeric attributes of an elementwise operation, in the order of its signature. */
export type ScalarParameters = readonly number[];

/**
 * The attributes of an elementwise operation as its functions take them: those of kind `number`, `whole` and `switch`
 * (1 for `true`) in the order of the signature, the signature's default where one is not given.
 */
export function scalarParameters(
  operation: Documented,
  attributes: Attributes,
): ScalarParameters {
  const parameters: number[] = [];
  for (const { name, kind, default: fallback } of operation.signature) {
    if (kind !== "number" && kind !== "whole" && kind !== "switch") continue;
    parameters.push(Number(attributes[name] ?? fallback ?? 0));
  }
  return parameters;
}

/**
 * One number in, one out, broadcast over at most three operands. The functions are pure and serve both the flat scalar
 * tape and tensors. Operands that the operation does not have are passed as 0.
 */
export interface ElementwiseOperation extends OperationBase {
  readonly kernel: "elementwise";
  readonly arity: 1 | 2 | 3;
  readonly forward: (
    a: number,
    b: number,
    c: number,
    parameters: ScalarParameters,
  ) => number;
  /** ∂out/∂operand at the point, by operand; `undefined` for an operand that no gradient flows to. */
  readonly partials: readonly (
    | ((
        a: number,
        b: number,
        c: number,
        out: number,
        parameters: ScalarParameters,
      ) => number)
    | undefined
  )[];
  /**
   * Whether a partial of 0 is a closed gate, which passes nothing back whatever arrives (also of an infinite or NaN
   * upstream gradient, as PyTorch's relu and where); otherwise upstream and partial are multiplied, 0 · ∞ being NaN.
   */
  readonly gate?: boolean;
  /** Whether the derivative does not exist at the point, so that the convention was used. */
  readonly kink?: (
    a: number,
    b: number,
    c: number,
    parameters: ScalarParameters,
  ) => boolean;
}

/** What a tensor kernel is given. Arrays are views into the tape, row-major; never keep them. */
export interface KernelCall {
  readonly inputs: readonly Float64Array[];
  readonly inputShapes: readonly BoundShape[];
  readonly output: Float64Array;
  readonly outputShape: BoundShape;
  readonly attributes: Attributes;
  /** What the forward kernel keeps for the backward one; `saved(…)` numbers, zero at first. */
  readonly saved: Float64Array;
  /** Whether the network runs as in a training step (dropout, batch statistics) or as in inference. */
  readonly training: boolean;
}

export interface BackwardCall extends KernelCall {
  /** ∂objective/∂out, of the output's shape. */
  readonly upstream: Float64Array;
  /** Where ∂objective/∂operand is added (+=), of the operand's shape. */
  readonly gradient: Float64Array;
}

/** A value that an operation cannot take: a class number out of range, a length that does not exist. */
export interface Fault {
  readonly fault: string;
  readonly code: DiagnosticCode;
  readonly operand?: number;
}

export interface TensorOperation extends OperationBase {
  readonly kernel: "tensor";
  /** Writes every element of `output`. */
  readonly forward: (call: KernelCall) => Fault | undefined;
  /** Adds the contribution to one operand's gradient; `undefined` for an operation that no gradient flows through. */
  readonly backward?: (call: BackwardCall, operand: number) => void;
  /** How many numbers the forward kernel keeps. */
  readonly saved?: (
    operands: readonly BoundShape[],
    result: BoundShape,
    attributes: Attributes,
  ) => number;
  /** How often the derivative was taken at a point where it does not exist. */
  readonly kinks?: (call: KernelCall) => number;
}

export type Operation = ElementwiseOperation | TensorOperation;
