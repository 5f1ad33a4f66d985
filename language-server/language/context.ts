/**
 * What lowering carries along: the file, the names in sight, the graph being built, and how problems are reported. A
 * context is never changed; going into a function or a network makes a new one.
 */
import type { AstNode } from "langium";
import type { Attributes, NodeId, SourceRange } from "../graph/graph.js";
import type { DiagnosticCode } from "../graph/diagnostic-codes.js";
import type { Occurrence } from "../graph/lowered.js";
import {
  type Problem,
  type RelatedPlace,
  sentenceOf,
} from "../graph/problem.js";
import type { Constant as ConstantValue } from "../engine/constant.js";
import type { Builder, Operand } from "../ops/composite.js";
import type { FileRequests } from "../files/file-requests.js";
import type { Mismatch } from "../ops/operation.js";
import type { Constant, Dataset, File } from "../grammar/generated/ast.js";
import type { ReadDataset } from "./datasets.js";
import type { Effort } from "./effort.js";
import type { GraphBuilder } from "./graph-builder.js";
import type { ImportLink } from "./imports.js";
import type { LayerStatement } from "./layer-statement.js";
import type { CallableEntity, Scope } from "./scope.js";
import { sourceOf } from "./source.js";

/** A parsed file with the names that it defines, its own and imported. */
export interface SourceUnit {
  /** Its number in `LoweredFile.files`. */
  readonly file: number;
  readonly uri: string;
  readonly ast: File;
  /** Its statements and definitions that do not parse to their end: they have no value. */
  readonly broken: ReadonlySet<AstNode>;
  /** Its own constants and datasets, around them those that it imports. */
  readonly scope: Scope;
  readonly imported: Scope;
  readonly callables: Map<string, CallableEntity>;
  /** Constants that have been folded; `folding` while one is, to find cycles. */
  readonly constants: Map<Constant, ConstantValue | "folding" | undefined>;
  /** Datasets that have been read. */
  readonly datasets: Map<Dataset, ReadDataset>;
  /** What became of its `import` statements, in order. */
  readonly imports: ImportLink[];
}

/** Whether a name that is not known may be one of a file that could not be read, so that it is no error of its own. */
export const missesNames = ({ imports }: SourceUnit): boolean =>
  imports.some(({ unit, hasSyntaxErrors }) => !unit || hasSyntaxErrors);

/** A problem, and where inside a called function or network it arose. */
export interface Reported extends Problem {
  readonly origin?: SourceRange;
}

/** What is collected over a whole file, and the files that are asked for on the way. */
export interface Collected {
  readonly problems: Reported[];
  readonly occurrences: Occurrence[];
  readonly requests: FileRequests;
  readonly effort: Effort;
}

/** Full names, `h.weight` and the like, of a network and what its layers own. */
export type Paths = Map<string, NodeId>;

export interface Context {
  readonly unit: SourceUnit;
  readonly collected: Collected;
  readonly builder: GraphBuilder;
  readonly scope: Scope;
  /** Parameters and inner values by their names from here. */
  readonly paths?: Paths | undefined;
  /** Names that the network defines further below, for a message that says so. */
  readonly below?: ReadonlySet<string> | undefined;
  /** The statement that is being lowered; its calls of layers are counted. */
  readonly statement?: LayerStatement;
  /** Set where only constants may stand: what it is that needs them, `the value of an input`. */
  readonly constantsFor?: string;
  /** Where arguments of a function have their nodes, while a constant is folded on a graph of its own. */
  readonly argumentBuilder?: GraphBuilder | undefined;
  /** The outermost call that led into a function or another network. */
  readonly callSite?: { readonly source: SourceRange; readonly called: string };
  /** Functions and networks being expanded, to find recursion. */
  readonly active: readonly object[];
  /** Whether this is the body of an `fn`, where layers have no place. */
  readonly inFunction?: boolean;
  /** Set where a body is looked at for its names alone: calls of the program's functions are not gone into. */
  readonly checksOnly?: boolean;
  /** The network's index in the file, for occurrences. */
  readonly network?: number;
  readonly seed: number;
}

export interface ProblemDetails {
  readonly severity?: Problem["severity"];
  readonly related?: readonly RelatedPlace[];
  readonly data?: Problem["data"];
}

/** Reports a problem at a node; inside a function or another network at the call, with the place as related. */
export function report(
  context: Context,
  place: AstNode | SourceRange,
  code: DiagnosticCode,
  message: string,
  details: ProblemDetails = {},
): undefined {
  const source = "$type" in place ? sourceOf(place, context.unit.file) : place;
  const { severity = "error", related, data } = details;
  const rest = {
    severity,
    code,
    ...(data && { data }),
  };
  const { callSite } = context;
  context.collected.problems.push(
    callSite
      ? {
          ...rest,
          message: `In \`${callSite.called}\`: ${message}`,
          source: callSite.source,
          related: [{ message: "it arises here", source }, ...(related ?? [])],
          origin: source,
        }
      : { ...rest, message, source, ...(related && { related }) },
  );
  return undefined;
}

/** Notes what a name stands for at a place. Names inside functions and networks called from elsewhere are not noted. */
export function noteOccurrence(
  context: Context,
  occurrence: Omit<Occurrence, "network">,
): void {
  if (context.callSite || occurrence.source.file !== 0) return;
  context.collected.occurrences.push(
    context.network === undefined
      ? occurrence
      : { ...occurrence, network: context.network },
  );
}

/** Adds a node for an operation, and reports at `place` why it cannot be. */
export function applyOperation(
  context: Context,
  operation: string,
  operands: readonly Operand[],
  attributes: Attributes,
  place: AstNode | SourceRange,
): Operand {
  const source = "$type" in place ? sourceOf(place, context.unit.file) : place;
  const result = context.builder.add(operation, operands, attributes, source);
  if (result === undefined || typeof result === "number") return result;
  return reportMismatch(context, result, operands, place);
}

export function reportMismatch(
  context: Context,
  mismatch: Mismatch,
  operands: readonly Operand[],
  place: AstNode | SourceRange,
): undefined {
  const message = mismatch.mismatch;
  return report(
    context,
    place,
    mismatch.code ?? "shape-mismatch",
    sentenceOf(message),
    {
      related: context.builder.origins(mismatch, operands),
      ...(mismatch.expected !== undefined && {
        data: { expected: mismatch.expected },
      }),
    },
  );
}

/** A scalar, or an array of numbers, as a node. */
export function addConstant(
  context: Context,
  value: ConstantValue | number,
  place: AstNode | SourceRange,
  label?: string,
): Operand {
  const attributes =
    typeof value === "number"
      ? { data: value, shape: [] }
      : {
          data: value.shape.length === 0 ? (value.data[0] ?? 0) : value.data,
          shape: value.shape,
        };
  const node = applyOperation(context, "constant", [], attributes, place);
  if (node !== undefined && label) context.builder.setLabel(node, label);
  return node;
}

/** What a composite record builds with, everything at the place of its call. */
export function builderAt(context: Context, place: AstNode): Builder {
  return {
    apply: (operation, operands, attributes = {}) =>
      applyOperation(context, operation, operands, attributes, place),
    constant: (value) => addConstant(context, value, place) ?? 0,
    shapeOf: (node) => context.builder.shapeOf(node),
    refuse: (mismatch) => reportMismatch(context, mismatch, [], place),
  };
}
