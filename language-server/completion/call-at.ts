/** The call around the cursor: what it may mean, and which of its arguments is being written. */
import {
  argumentsOf,
  callFormsOf,
  type CallForm,
  formalAt,
} from "./callables.js";
import type { Cursor, Frame } from "./cursor.js";
import type { Sight } from "./names-in-sight.js";
import { positional } from "./shape-fit.js";
import type { CallArgument } from "./special-calls.js";

export type CallFrame = Frame & { readonly kind: "call" };

export interface CallAt {
  readonly frame: CallFrame;
  readonly forms: readonly CallForm[];
  /** The one that the arguments so far mean, by its place in `forms`. */
  readonly chosen: number;
  /** How many arguments are given by position before the one at the cursor, what is piped in among them. */
  readonly position: number;
  /** The argument at the cursor; absent where there is none of that name or at that position. */
  readonly formal: CallArgument | undefined;
}

/** The innermost call; absent where there is none, or nothing is known of what is called. */
export function callAt(cursor: Cursor, sight: Sight): CallAt | undefined {
  const frame = cursor.frames.findLast((each) => each.kind === "call");
  if (!frame) return undefined;
  const setting = cursor.block === "train" ? (cursor.name ?? "") : undefined;
  const forms = callFormsOf(frame.callee, sight.callables, setting).map(
    (form) => withHyperparameters(form, frame, sight),
  );
  if (forms.length === 0) return undefined;
  const position = positional(frame).length;
  const name = frame.written.at(-1)?.name;
  const names = frame.written.flatMap((each) => each.name ?? []);
  const chosen = chooseForm(forms, position, names);
  const form = forms[chosen];
  return {
    frame,
    forms,
    chosen,
    position,
    formal: form && formalAt(form, name, position),
  };
}

/** The first that takes what is given. */
function chooseForm(
  forms: readonly CallForm[],
  position: number,
  names: readonly string[],
): number {
  const found = forms.findIndex(
    (form) =>
      formalAt(form, undefined, Math.max(0, position)) !== undefined &&
      names.every((name) =>
        argumentsOf(form).some((formal) => formal.name === name),
      ),
  );
  return Math.max(0, found);
}

/** `repeat(x, 12, Block, width: 768)` takes the hyperparameters of its network. */
function withHyperparameters(
  form: CallForm,
  frame: CallFrame,
  sight: Sight,
): CallForm {
  const at = form.signature.findIndex(({ kind }) => kind === "network");
  const network = positional(frame)[at]?.[0]?.text;
  const [called] =
    at < 0 || network === undefined
      ? []
      : callFormsOf(network, sight.callables);
  const hyperparameters = called?.signature.filter(({ named }) => named) ?? [];
  return { ...form, signature: [...form.signature, ...hyperparameters] };
}
