/**
 * The graph of one network: what lowering makes of a program and what the engine runs. Plain data, so that it can
 * be sent to a worker; nothing in it knows the syntax tree or the editor.
 */
import type { Dimension } from "./dimension.js";
import type { BoundShape, Shape } from "./shape.js";

/** The index of a node in `Graph.nodes`. Operands of a node have smaller ids than the node itself. */
export type NodeId = number;

/** A place in a source file: `file` indexes `Graph.files`, the offsets count UTF-16 units, `end` is behind the last. */
export interface SourceRange {
  readonly file: number;
  readonly start: number;
  readonly end: number;
}

/** What an operation is given besides its operands. Dimensions in it may be symbolic until the graph is bound. */
export type AttributeValue =
  | number
  | string
  | boolean
  | null
  | Dimension
  | Float64Array
  | readonly AttributeValue[]
  | undefined;
export type Attributes = Readonly<Record<string, AttributeValue>>;

export interface GraphNode {
  readonly id: NodeId;
  /** The name of the operation's record, see `ops/`. */
  readonly operation: string;
  readonly operands: readonly NodeId[];
  /** As written: dimensions by name. */
  readonly attributes: Attributes;
  readonly shape: Shape;
  /**
   * The shape in numbers; absent while a dimension of the network is not bound, and where the sizes turned out not to
   * fit: such a node, and what depends on it, is not run.
   */
  boundShape?: BoundShape;
  /** The attributes with every dimension in numbers; absent while `boundShape` is. */
  boundAttributes?: Attributes;
  /** The expression that the node computes. */
  readonly source: SourceRange;
  /** Index of the innermost group that the node belongs to, −1 for the network itself. */
  readonly group: number;
}

/** Nodes that belong together: a layer, a layer function's call, a network used as a layer, an `fn`'s call. */
export interface Group {
  readonly kind: "layer" | "call" | "network" | "function" | "repeat";
  /** What the reader calls it: the layer's name, or the function's. */
  readonly label: string;
  readonly parent: number;
  readonly source: SourceRange;
  /** The full name of what it owns parameters under, where it does: `h`, `h[0]`, `e.hidden`. */
  readonly path?: string;
  /** What a call of a layer function was given besides its operands. */
  readonly attributes?: Attributes;
}

export type NameKind =
  | "input"
  | "weight"
  | "bias"
  | "layer"
  | "definition"
  | "output"
  | "loss"
  | "parameter";

/** A value that the program can name, under its full name (`z1`, `h.weight`, `e.hidden[0].bias`). */
export interface NamedValue {
  readonly name: string;
  readonly kind: NameKind;
  readonly node: NodeId;
  /** Whether training would change it: weights, biases and layers' parameters. */
  readonly trainable: boolean;
  /** Biases are left out of weight-only rules. */
  readonly isBias: boolean;
  /** Where its name stands, or the call that owns it. */
  readonly source: SourceRange;
  /** The whole statement that defines it. */
  readonly statement: SourceRange;
  /** Whether it belongs to a network used as a layer of this one. */
  readonly inner: boolean;
  /** Of such a value: where that network defines its name. What built-in layers own is not defined anywhere. */
  readonly declaration?: SourceRange;
}

export type Relation = "==" | "!=" | "<" | "<=" | ">" | ">=" | "≈";

/** An `expect` statement. */
export interface Check {
  readonly source: SourceRange;
  /** As written, without `expect`. */
  readonly text: string;
  readonly relation: Relation;
  /** The two sides; absent where one has an error, so that the check cannot be evaluated. */
  readonly left: NodeId | undefined;
  readonly right: NodeId | undefined;
  /** `within t`. */
  readonly tolerance?: number;
  /** For `≈` without `within`: half a unit of the last written decimal, for each element of `right` in order. */
  readonly halfUnits?: readonly number[];
}

/** A symbolic dimension and what bound it, if anything did. */
export interface DimensionBinding {
  readonly name: string;
  /** Where the name was introduced. */
  readonly source: SourceRange;
  readonly size?: number;
  /** The input whose value bound it. */
  readonly boundBy?: string;
}

export interface Graph {
  readonly network: string;
  readonly files: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly Group[];
  readonly names: readonly NamedValue[];
  readonly checks: readonly Check[];
  readonly dimensions: readonly DimensionBinding[];
  /** What the program has marked as outputs, in its order. */
  readonly outputs?: readonly NodeId[];
  /** The scalar that gradients are of, and its name. */
  readonly objective?: { readonly node: NodeId; readonly name: string };
  readonly seed: number;
  /** Whether every input has a value and every dimension a size, so that the graph can be run. */
  readonly evaluable: boolean;
}
