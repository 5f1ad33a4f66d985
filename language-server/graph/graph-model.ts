/**
 * The graph as it is drawn: what the language server tells the graph view, and `nn graph` its pictures, of one
 * network. Plain data that survives JSON; types only, so that the server, the page and the drawing share them.
 * Structure (`GraphModel`) and numbers (`GraphValues`) are two messages: an evaluation replaces the numbers and moves
 * nothing.
 */
import type { NodeId } from "./graph.js";

/** Zero-based lines and UTF-16 units, as in LSP. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/**
 * Keeps its meaning across edits elsewhere in the text: the full name of what has one (`h`, `h.weight`), otherwise the
 * parent's id with the operation and its ordinal there (`h/relu#0`). Nodes and groups share one namespace.
 */
export type ModelId = string;

export interface GraphModel {
  readonly network: string;
  readonly uri: string;
  /** The version of the text that the structure was read from. */
  readonly version: number;
  /** The name that gradients are of. */
  readonly objective?: string;
  /** In evaluation order: operands stand before the nodes that use them. The drawing keeps this order. */
  readonly nodes: readonly ModelNode[];
  /** Parents stand before their children. */
  readonly groups: readonly ModelGroup[];
  readonly wires: readonly ModelWire[];
}

export type ModelNodeKind =
  "input" | "parameter" | "constant" | "operation" | "output" | "objective";

export interface ModelNode {
  readonly id: ModelId;
  readonly node: NodeId;
  /** `output` and `objective` are operations, or whatever else the program has marked so. */
  readonly kind: ModelNodeKind;
  /** What stands in the node: `×`, `σ`, `matmul`; for a constant its number; the name of an input or parameter. */
  readonly symbol: string;
  /** The name that the program gives it (`q`, `h.weight`), if any. */
  readonly name?: string;
  /** The operation's record: `multiply`, `sigmoid`. */
  readonly operation: string;
  /** What people call it: its name, otherwise its expression in brief. For tooltips and screen readers. */
  readonly label: string;
  /** The expression that it computes, as written. */
  readonly text: string;
  /** `[batch, 10]`; empty for a scalar. */
  readonly shape: string;
  /** Characters that its value and gradient take on a wire at most; absent where it is as many as for one number. */
  readonly room?: number;
  /** The innermost group around it; absent for the network itself. */
  readonly group?: ModelId;
  /** Absent where it stands in another file. */
  readonly source?: TextRange;
  /**
   * The numbers in the text that are its value: one for a scalar or a tensor that is filled with it (a slider), several
   * for a small vector (cells), in order. An edit of the value is an edit of the text at `range`, which includes the sign.
   */
  readonly literals?: readonly ModelLiteral[];
}

export interface ModelLiteral {
  readonly range: TextRange;
  readonly value: number;
}

export type ModelGroupKind =
  "layer" | "call" | "network" | "function" | "repeat";

export interface ModelGroup {
  readonly id: ModelId;
  readonly kind: ModelGroupKind;
  /** The layer's name, or the function's. */
  readonly label: string;
  /** What it does, in brief: `dense(128) → relu`. */
  readonly detail?: string;
  readonly parent?: ModelId;
  /** How many blocks a repeat chains; the blocks are the groups in it. */
  readonly count?: number;
  /** The shape of its result. */
  readonly shape?: string;
  /** Number of trainable numbers in it; absent where it depends on a symbolic dimension. */
  readonly parameterCount?: number;
  readonly source?: TextRange;
  /** A dense layer small enough to be drawn as neurons: at most 16 × 16. */
  readonly dense?: DenseGroup;
}

/** The nodes that a dense layer consists of. `weight` is [units, inputs], `bias` [units]. */
export interface DenseGroup {
  readonly inputs: number;
  readonly units: number;
  readonly input: ModelId;
  readonly weight: ModelId;
  readonly bias?: ModelId;
  /** W x + b. */
  readonly output: ModelId;
}

/** A use of a value: an operand of another node. */
export interface ModelWire {
  /** `from→to#operand`. */
  readonly id: string;
  readonly from: ModelId;
  readonly to: ModelId;
  /** Which operand of `to` it is. */
  readonly operand: number;
}

/** What an evaluation found. Nothing is listed of what has no value: the picture then shows the structure alone. */
export interface GraphValues {
  /** The version of the text that was evaluated. */
  readonly version: number;
  /** True where the text was edited since: the numbers are still shown, marked. */
  readonly stale: boolean;
  readonly nodes: Readonly<Record<ModelId, NodeValues>>;
  /** By the wire's id, its contribution: what the consumer passes back along it. The value on it is that of `from`. */
  readonly wires: Readonly<Record<string, Quantity>>;
}

export interface NodeValues {
  readonly value?: Quantity;
  /** ∂objective/∂node, the sum of the contributions; absent where the objective does not depend on it. */
  readonly gradient?: Quantity;
  /** What is wrong with it, for its mark. */
  readonly findings?: readonly Finding[];
}

/** A tensor, as far as the picture shows it. */
export interface Quantity {
  /**
   * For a wire's label: at most as many characters as its node has `room` for, such as `−0.0007519`, `[0.5, 0.5]`, or the
   * shape of a large tensor. Where it has fewer digits than asked for it has an `≈`.
   */
  readonly text: string;
  /** For tooltips and screen readers; `text` where it is absent. */
  readonly full?: string;
  /** The largest absolute value among its finite elements, 0 where there are none. */
  readonly magnitude: number;
  /** Whether an element is NaN or infinite. */
  readonly broken: boolean;
  /**
   * All elements, row-major, where there are at most 256 of them and somebody sees them: of vectors whose numbers can be
   * edited, of dense layers that are drawn as neurons (of all that can be, in a small network).
   */
  readonly elements?: readonly ElementQuantity[];
}

export interface ElementQuantity {
  /** In the room for one number; with fewer digits than asked for it has an `≈`. */
  readonly text: string;
  /** With all digits, where `text` has not. */
  readonly full?: string;
  /** The absolute value; 0 where it is not finite. */
  readonly magnitude: number;
  readonly broken: boolean;
}

export interface Finding {
  readonly kind: "failed-check" | "health";
  /** `expect a3 ≈ 0.572: is 0.5717`. */
  readonly message: string;
}
