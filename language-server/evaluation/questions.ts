/**
 * What can be asked of a finished evaluation. The tape stays in the worker; views ask for what they show. A new view
 * asks these questions, or adds one here and its answer in answers.ts.
 */
import type { NodeId } from "../graph/graph.js";
import type { BoundShape } from "../graph/shape.js";

/** One of a node's two tensors: its value, or the objective's gradient by it. */
export type Quantity = "value" | "gradient";

export interface QuantityOf {
  readonly node: NodeId;
  readonly quantity: Quantity;
}

/** A tensor at a glance. Statistics are over the finite elements, and NaN where there are none. */
export interface Summary {
  readonly shape: BoundShape;
  readonly size: number;
  /** The first elements, row-major, as many as were asked for. */
  readonly elements: Float64Array;
  readonly mean: number;
  /** Standard deviation, divided by the number of elements. */
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Counts in equally wide bins from `min` to `max`. */
  readonly histogram: readonly number[];
  readonly nans: number;
  readonly infinities: number;
}

/**
 * A place where a value is used: an operand of another node. Along it the gradient comes back: the consumer's gradient
 * (upstream), times the local derivative, is the contribution to the value's own gradient, which sums all of them.
 */
export interface Use extends OperandUse {
  readonly upstream: Summary;
  readonly contribution: Summary;
}

/** The same where no gradient may have come back. */
export interface OperandUse {
  readonly consumer: NodeId;
  /** Which operand of the consumer the value is. */
  readonly operand: number;
  readonly upstream?: Summary;
  /** ∂consumer/∂operand, element by element of the consumer; absent where it is no elementwise factor. */
  readonly local?: Summary;
  readonly contribution?: Summary;
}

/** A use of a value, by who uses it. */
export interface UseOf {
  readonly consumer: NodeId;
  readonly operand: number;
}

/**
 * Many tensors at a glance, in columns, so that thousands of them are sent as a handful of arrays: entry i of every
 * column is of tensor i.
 */
export interface Glances {
  /** The number of elements; 0 where there is no such tensor. */
  readonly sizes: Float64Array;
  /** Over the finite elements; NaN where there are none. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly means: Float64Array;
  /** Standard deviations, divided by the number of finite elements. */
  readonly deviations: Float64Array;
  readonly nans: Float64Array;
  readonly infinities: Float64Array;
  /** The first elements of all tensors, one tensor behind the other; those of tensor i begin at `starts[i]`. */
  readonly elements: Float64Array;
  /** One more than there are tensors: the last is the end. */
  readonly starts: Uint32Array;
}

/** By the question's kind: what goes with it, and what comes back. */
export interface Questions {
  /** Absent where the node has no such quantity: a gradient that the objective does not depend on. */
  readonly summaries: {
    readonly params: {
      readonly of: readonly QuantityOf[];
      /** How many elements to send of each. */
      readonly elements: number;
    };
    readonly answer: readonly (Summary | undefined)[];
  };
  /** Elements `start` up to `start + count`, row-major. */
  readonly elements: {
    readonly params: QuantityOf & {
      readonly start: number;
      readonly count: number;
    };
    readonly answer: Float64Array | undefined;
  };
  /** The chain rule of a node: everywhere its value is used on the way to the objective. */
  readonly uses: {
    readonly params: { readonly node: NodeId; readonly elements: number };
    readonly answer: readonly Use[];
  };
  /** The other side: what the node passes back to each of its operands. */
  readonly operands: {
    readonly params: { readonly node: NodeId; readonly elements: number };
    readonly answer: readonly OperandUse[];
  };
  /** The whole graph: value and gradient of each node, in turn, and then the contribution along each use. */
  readonly glances: {
    readonly params: {
      readonly nodes: readonly NodeId[];
      readonly uses: readonly UseOf[];
      /** How many elements to send of each. */
      readonly elements: number;
      /** Nodes of which more are wanted, and how many. */
      readonly detailed: {
        readonly nodes: readonly NodeId[];
        readonly elements: number;
      };
    };
    readonly answer: Glances;
  };
}

export type QuestionKind = keyof Questions;

/** A question as it is sent. */
export type Question = {
  [Kind in QuestionKind]: {
    readonly kind: Kind;
    readonly params: Questions[Kind]["params"];
  };
}[QuestionKind];

export type Answer = Questions[QuestionKind]["answer"];
