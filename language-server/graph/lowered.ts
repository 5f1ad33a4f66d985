/** What lowering makes of one file: a graph for each network, and everything that was wrong on the way. */
import type { Graph, NodeId, SourceRange } from "./graph.js";
import type { Problem } from "./problem.js";
import type { Shape } from "./shape.js";
import type { VisibleDefinition } from "./visible-definition.js";

/** What is known of a network's `train` block. */
export interface LoweredTraining {
  /** As it is called: `sgd`, `adam`. */
  readonly optimizer: string;
  /** The learning rate, the optimizer's default where none is given. */
  readonly rate: number;
}

export interface LoweredNetwork {
  readonly name: string;
  /** The whole `network … { … }`. */
  readonly source: SourceRange;
  readonly nameSource: SourceRange;
  /** Whatever could be understood; statements with errors, and what depends on them, are left out. */
  readonly graph: Graph;
  /** Number of trainable numbers; `undefined` where it depends on a symbolic dimension. */
  readonly parameterCount: number | undefined;
  /** Shapes by full name, in the program's order, also of what cannot be evaluated. */
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Absent where the network has no `train`, or that has no optimizer. */
  readonly training?: LoweredTraining;
}

export type OccurrenceKind =
  | "value"
  | "parameter"
  | "dimension"
  | "hyperparameter"
  | "constant"
  | "dataset"
  | "column"
  | "argument"
  | "function"
  | "network"
  | "builtin";

/** A place where a name stands, and what it means there. */
export interface Occurrence {
  readonly source: SourceRange;
  /** Where the name is defined; the occurrence itself at its definition; absent for what is built in. */
  readonly declaration?: SourceRange;
  readonly kind: OccurrenceKind;
  /** As it is called where it is defined: `w1`, `h.weight`, `relu`. */
  readonly name: string;
  /** The network that it belongs to, by index, and there the node whose value it is. */
  readonly network?: number;
  readonly node?: NodeId;
}

export interface LoweredFile {
  /** Addresses of the sources that ranges point into; the file itself is number 0. */
  readonly files: readonly string[];
  /** The texts that these places are in, by the same numbers. */
  readonly texts: readonly string[];
  readonly networks: readonly LoweredNetwork[];
  /** In no order. Names in the file itself only. */
  readonly occurrences: readonly Occurrence[];
  /** What the file can name outside its networks, imported definitions among it. */
  readonly definitions: readonly VisibleDefinition[];
  /** Syntax errors are not among them: they belong to the parser. */
  readonly problems: readonly Problem[];
  /** Hints for editors only: what is there for nothing. */
  readonly unused: readonly Problem[];
}
