/** What lowering itself understands as calls, which has no record because not all of its arguments are values. */
import type { ArgumentKind, FormalArgument } from "../ops/operation.js";

/** An argument of anything that can be called; `network` is the name of one. */
export interface CallArgument extends Omit<FormalArgument, "kind"> {
  readonly kind: ArgumentKind | "network";
}

export interface SpecialCall {
  readonly name: string;
  readonly signature: readonly CallArgument[];
  readonly summary: string;
}

export const specialCalls: readonly SpecialCall[] = [
  {
    name: "repeat",
    summary: "Chains instances of a network, each with parameters of its own.",
    signature: [
      { name: "x", kind: "tensor", summary: "What the first one is given." },
      { name: "count", kind: "whole", summary: "How many there are." },
      {
        name: "Network",
        kind: "network",
        summary: "A network of one input and one output.",
      },
    ],
  },
  {
    name: "grad",
    summary: "The derivative of a scalar: grad(a, b) is ∂a/∂b.",
    signature: [
      { name: "a", kind: "tensor", summary: "The scalar." },
      {
        name: "b",
        kind: "tensor",
        summary: "An input, a parameter or a value that has a name.",
      },
    ],
  },
  {
    name: "load",
    summary: "Numbers of a file: .safetensors, .npz or .npy.",
    signature: [
      {
        name: "file",
        kind: "text",
        summary: "The file, relative to this one.",
      },
      {
        name: "tensor",
        kind: "text",
        default: null,
        summary: "The tensor's name, where the file holds several.",
      },
    ],
  },
];
