/**
 * What can be asked of a finished evaluation. The tape stays in the worker; views ask for what they show. A new view
 * asks these questions, or adds one here and its answer in answers.ts.
 */
import type { GraphNode, NodeId } from "../graph/graph.js";
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

/** A tensor as it is drawn. `min` and `max` are over the finite elements, NaN where there are none. */
export interface Pixels {
  readonly shape: BoundShape;
  readonly min: number;
  readonly max: number;
  /** A histogram, in equally wide bins from `min` to `max`. */
  readonly counts: readonly number[];
  /** Of a matrix: the means of blocks of it, row-major. */
  readonly cells?: {
    readonly rows: number;
    readonly columns: number;
    readonly means: Float64Array;
  };
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
  /** At how many elements of the consumer the derivative does not exist, so that a convention was used. */
  readonly kinks?: number;
}

/** A use of a value, by who uses it. */
export interface UseOf {
  readonly consumer: NodeId;
  readonly operand: number;
}

/** Uses as one array, which is sent at once however many they are: consumer and operand of each, in turn. */
export const usesInTurn = (uses: readonly UseOf[]): Uint32Array =>
  Uint32Array.from(
    uses.flatMap(({ consumer, operand }) => [consumer, operand]),
  );

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

/** A tensor of a tape, or one that is made of its numbers. */
export type TensorOf =
  | { readonly kind: "value"; readonly node: NodeId }
  /** The objective's gradient by the node; with `uses`, as much of it as came back along these: see `usesInTurn`. */
  | {
      readonly kind: "gradient";
      readonly node: NodeId;
      readonly uses?: Uint32Array;
    }
  /** What comes back along one use. */
  | ({ readonly kind: "contribution" } & UseOf)
  /** ∂consumer/∂operand, of the consumer's shape; absent where it is no elementwise factor. */
  | ({ readonly kind: "local" } & UseOf)
  | { readonly kind: "expression"; readonly expression: ExpressionOf };

/** An expression of the language on top of a graph: the nodes that it adds, and what its derivatives are. */
export interface ExpressionOf {
  /** Bound; their ids go on where the graph's end. */
  readonly nodes: readonly GraphNode[];
  readonly result: NodeId;
  /** By the node of a ∂a/∂b, the tensor that stands for it; others are computed. */
  readonly derivatives: readonly (readonly [NodeId, TensorOf | "zero"])[];
  /** Bytes that it may take. */
  readonly memoryLimit: number;
}

/** A tensor, or the part of it that its first indices choose: a row, an element. */
export type TensorPart = TensorOf & { readonly at?: readonly number[] };

/** An element of a tensor as a sum: Σ factor · local, over the elements of another one that count. */
export interface ElementSum {
  /** At most as many as were asked for, the largest first; those that are 0 are left out. */
  readonly terms: readonly {
    /** The other tensor's element, row-major. */
    readonly index: number;
    /** Its number. */
    readonly factor: number;
    /** The element of the Jacobian. */
    readonly local: number;
  }[];
  /** How many terms there are. */
  readonly count: number;
  /** Of all of them. */
  readonly sum: number;
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
  /** Tensors as they are drawn; absent where the node has no such quantity. */
  readonly pixels: {
    readonly params: { readonly of: readonly QuantityOf[] };
    readonly answer: readonly (Pixels | undefined)[];
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
  /** Tensors and parts of them; absent where there is no such tensor. */
  readonly tensors: {
    readonly params: {
      readonly of: readonly TensorPart[];
      /** How many elements to send of each. */
      readonly elements: number;
    };
    readonly answer: readonly (Summary | undefined)[];
  };
  /** The value of an expression; `fault` says why there is none. */
  readonly expression: {
    readonly params: {
      readonly expression: ExpressionOf;
      readonly elements: number;
    };
    readonly answer: { readonly value: Summary } | { readonly fault: string };
  };
  /**
   * How one element is made of others. `backward`: of what comes back to the operand, Σⱼ upstream[j] · ∂out[j]/∂in[i].
   * `forward`: of the result of an operation that is linear in the operand, Σᵢ in[i] · ∂out[j]/∂in[i]. `too large` where
   * it would take too long to find out; absent where there is no such element.
   */
  readonly elementSum: {
    readonly params: UseOf & {
      readonly direction: "backward" | "forward";
      /** Row-major. */
      readonly element: number;
      /** How many terms to send. */
      readonly most: number;
    };
    readonly answer: ElementSum | "too large" | undefined;
  };
  /** The nodes where the objective's gradient went through points without a derivative, and at how many elements. */
  readonly kinks: {
    readonly params: Readonly<Record<string, never>>;
    readonly answer: readonly (readonly [NodeId, number])[];
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
