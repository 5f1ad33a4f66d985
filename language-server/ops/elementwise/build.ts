/**
 * Builders of elementwise records: a unary or binary operation is said as a function of one or two numbers, its
 * partial derivatives and what people read; shape rule and kernel kind follow.
 */
import type { Attributes } from "../../graph/graph.js";
import type { Shape } from "../../graph/shape.js";
import { broadcastRule } from "../broadcasting.js";
import type {
  DerivativeFormula,
  ElementwiseOperation,
  Family,
  FormalArgument,
  Mismatch,
} from "../operation.js";

/** What unary and binary operations have in common. */
interface Description {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly family?: Family;
  readonly summary: string;
  readonly formula?: string;
  readonly callable?: boolean;
  readonly overloads?: { readonly name: string; readonly from: number };
  /** How a node reads; the call `name(…)` where it is left out. */
  readonly notation?: string;
  /** See `ElementwiseOperation.gate`. */
  readonly gate?: boolean;
}

/** The derivative by one operand: its formula as text, or text with a convention. */
type Formula = string | DerivativeFormula;

const asFormula = (formula: Formula): DerivativeFormula =>
  typeof formula === "string" ? { local: formula } : formula;

/** The argument that a unary operation is applied to. */
const operandX: FormalArgument = {
  name: "x",
  kind: "tensor",
  summary: "The operand, of any shape.",
};

export interface UnaryDescription extends Description {
  /** Numbers and switches behind the operand, at most two: `p` and `q` of the functions below. */
  readonly parameters?: readonly FormalArgument[];
  readonly forward: (x: number, p: number, q: number) => number;
  readonly derivative: {
    /** ∂out/∂x at the point. */
    readonly at: (x: number, out: number, p: number, q: number) => number;
    readonly formula: string;
    /** What `formula` is for attributes other than the defaults. */
    readonly formulaOfAttributes?: (
      attributes: Attributes,
    ) => string | undefined;
    readonly convention?: string;
  };
  /** Where the derivative does not exist. */
  readonly kink?: (x: number, p: number, q: number) => boolean;
}

/** One operand; the result has its shape. */
export function unary(description: UnaryDescription): ElementwiseOperation {
  const { forward, derivative, kink, parameters = [], ...said } = description;
  const { at, formula, formulaOfAttributes, convention } = derivative;
  const plain = parameters.length === 0;
  return {
    family: "elementwise",
    callable: true,
    notation: callNotation(said.name, 1),
    ...said,
    kernel: "elementwise",
    arity: 1,
    signature: [operandX, ...parameters],
    shape: ([x = []]) => x,
    derivatives: [
      {
        local: formula,
        ...(formulaOfAttributes && { localOfAttributes: formulaOfAttributes }),
        ...(convention !== undefined && { convention }),
      },
    ],
    // Without parameters nothing is read from the list of them: these functions run for every element.
    forward: plain
      ? (a) => forward(a, 0, 0)
      : (a, _b, _c, values) => forward(a, values[0] ?? 0, values[1] ?? 0),
    partials: [
      plain
        ? (a, _b, _c, out) => at(a, out, 0, 0)
        : (a, _b, _c, out, values) =>
            at(a, out, values[0] ?? 0, values[1] ?? 0),
    ],
    ...(kink && {
      kink: (a, _b, _c, values) => kink(a, values[0] ?? 0, values[1] ?? 0),
    }),
  };
}

export interface BinaryDescription extends Description {
  /** The names of the two operands; `a` and `b` where they are left out. */
  readonly operands?: readonly [FormalArgument, FormalArgument];
  readonly forward: (a: number, b: number) => number;
  readonly partials: readonly [
    (a: number, b: number, out: number) => number,
    (a: number, b: number, out: number) => number,
  ];
  readonly formulas: readonly [Formula, Formula];
  readonly kink?: (a: number, b: number) => boolean;
}

/** The two operands of a binary operation. */
const operandsAB: readonly [FormalArgument, FormalArgument] = [
  { name: "a", kind: "tensor", summary: "The left operand." },
  { name: "b", kind: "tensor", summary: "The right operand, broadcast." },
];

/** Two operands, broadcast against each other. */
export function binary(description: BinaryDescription): ElementwiseOperation {
  const { forward, partials, formulas, kink, operands, ...said } = description;
  const [byA, byB] = partials;
  return {
    family: "elementwise",
    callable: true,
    notation: callNotation(said.name, 2),
    ...said,
    kernel: "elementwise",
    arity: 2,
    signature: operands ?? operandsAB,
    shape: broadcast,
    derivatives: formulas.map(asFormula),
    forward: (a, b) => forward(a, b),
    partials: [
      (a, b, _c, out) => byA(a, b, out),
      (a, b, _c, out) => byB(a, b, out),
    ],
    ...(kink && { kink: (a, b) => kink(a, b) }),
  };
}

/** The shape rule of operations whose operands broadcast. */
export const broadcast = (operands: readonly Shape[]): Shape | Mismatch =>
  broadcastRule(operands);

/** `name({0}, {1})`. */
function callNotation(name: string, arity: number): string {
  const operands = Array.from({ length: arity }, (_, index) => `{${index}}`);
  return `${name}(${operands.join(", ")})`;
}
