/**
 * Functions that are made of operations: attention, and the layers, which own parameters. A record says what it
 * accepts, which parameters it owns and how it is built; lowering calls `build`.
 *
 * A function whose meaning depends on the shape of an operand is a composite too: `cross_entropy` asks `shapeOf` its
 * target and applies the operation for class numbers (no gradient to the target) or the one for probabilities. So
 * each operation has one shape rule and one list of derivatives; the ones that are picked are not callable themselves.
 *
 * Operands are the arguments of kind `tensor`, `tensors` and `ids` in the signature's order; one that may be absent
 * (`default: null`) stands last, and the list is shorter without it.
 */
import type { Attributes, NodeId } from "../graph/graph.js";
import type { Shape } from "../graph/shape.js";
import type { Documented, Mismatch } from "./operation.js";

/** A value under construction: absent where an error was already reported, so that errors do not cascade. */
export type Operand = NodeId | undefined;

/** What a composite builds with. Mismatches are reported by the builder, at the place of the call. */
export interface Builder {
  /** Adds a node; absent where an operand is, or where the operation's shape rule refuses. */
  apply(
    operation: string,
    operands: readonly Operand[],
    attributes?: Attributes,
  ): Operand;
  constant(value: number): NodeId;
  /**
   * State that a layer keeps besides its parameters, `name` after the layer's own (`running_mean`): a tensor that is
   * not trained, not counted and not listed, filled with a number at first. Absent where state is not kept: the number
   * itself then stands for it.
   */
  state?(name: string, shape: Shape, initial: number): NodeId;
  shapeOf(node: NodeId): Shape;
  /** Reports why the call cannot be built. */
  refuse(mismatch: Mismatch): undefined;
}

export interface CompositeFunction extends Documented {
  readonly kind: "composite";
  readonly build: (
    builder: Builder,
    operands: readonly NodeId[],
    attributes: Attributes,
  ) => Operand;
}

/** A parameter that a layer owns, under `name` after the layer's own. */
export interface OwnedParameter {
  /** `weight`, `in_proj_bias`, `out_proj.weight`. */
  readonly name: string;
  readonly shape: Shape;
  /** Where the program gives none: a number that fills the parameter, or an initialiser that draws it. */
  readonly initialiser:
    number | { readonly name: string; readonly values: readonly number[] };
  readonly isBias: boolean;
}

export interface LayerFunction extends Documented {
  readonly kind: "layer";
  /** The parameters that a call owns, from the shapes of its operands, or why the call is wrong. */
  readonly parameters: (
    operands: readonly Shape[],
    attributes: Attributes,
  ) => readonly OwnedParameter[] | Mismatch;
  /** Every name that `parameters` can give, for completion and for naming what a call may set. */
  readonly parameterNames: readonly string[];
  /** `parameters` by name; those switched off (`bias: false`) are absent. */
  readonly build: (
    builder: Builder,
    operands: readonly NodeId[],
    parameters: ReadonlyMap<string, Operand>,
    attributes: Attributes,
  ) => Operand;
}
