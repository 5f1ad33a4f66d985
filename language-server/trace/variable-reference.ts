/** What a row of the variables view is asked for by: plain text that says all, so that nothing is kept for it. */
import type { ModelId } from "../graph/graph-model.js";
import type { NodeId } from "../graph/graph.js";
import type { TraceScope } from "../graph/trace-model.js";

/** A tensor of a trace; what it is depends on the position. */
export type TracedTensor =
  | { readonly kind: "value"; readonly node: NodeId }
  /** As far as it has come back. */
  | { readonly kind: "gradient"; readonly id: ModelId }
  | {
      readonly kind: "contribution";
      readonly consumer: NodeId;
      readonly operand: number;
    }
  | {
      readonly kind: "local";
      readonly consumer: NodeId;
      readonly operand: number;
    }
  | { readonly kind: "expression"; readonly text: string };

export type VariableReference =
  | { readonly kind: "scope"; readonly scope: TraceScope["name"] }
  /** The rows, or elements, of a tensor; of a part of it where `at` says which. */
  | {
      readonly kind: "elements";
      readonly of: TracedTensor;
      readonly at: readonly number[];
    }
  /** The sum that one element is. */
  | {
      readonly kind: "terms";
      readonly of: TracedTensor;
      readonly at: readonly number[];
    };

export const writeReference = (reference: VariableReference): string =>
  JSON.stringify(reference);

/** Absent where the text is none that `writeReference` made. */
export function readReference(text: string): VariableReference | undefined {
  try {
    const read: unknown = JSON.parse(text);
    const isReference =
      typeof read === "object" &&
      read !== null &&
      "kind" in read &&
      ["scope", "elements", "terms"].includes(String(read.kind));
    return isReference ? (read as VariableReference) : undefined;
  } catch {
    return undefined;
  }
}
