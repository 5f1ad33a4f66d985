// Values and gradients as text to be pasted elsewhere.
import type { TextPosition } from "../graph/graph-model.js";
import type { Request } from "./message.js";

/** A value or gradient of the text as it is, written out to be pasted elsewhere. */
export const copyValueRequest: Request<CopyValueParams, CopyValueAnswer> = {
  method: "nn/copyValue",
};

export interface CopyValueParams {
  readonly uri: string;
  /** A node of the text of that version, or what stands at a position now. */
  readonly of:
    | {
        readonly network: string;
        readonly node: number;
        readonly version: number;
      }
    | { readonly position: TextPosition };
  readonly quantity: "value" | "gradient";
  /** A literal of the language, or a list of Python. */
  readonly format: "nn" | "python";
}

export type CopyValueAnswer =
  | {
      readonly kind: "text";
      /** What it is, as it is called: `∂L/∂w`. */
      readonly what: string;
      /** The number of elements. */
      readonly size: number;
      readonly text: string;
    }
  | { readonly kind: "nothing"; readonly message: string };
