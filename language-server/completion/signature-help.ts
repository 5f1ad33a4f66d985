/** The call around the cursor as signature help shows it: every way to call it, and the argument that is being written. */
import { argumentsOf, spelledArguments } from "./callables.js";
import { callAt } from "./call-at.js";
import { placeAt } from "./cursor.js";
import { namesInSight, type ProgramSeen } from "./names-in-sight.js";
import { scanStart } from "./scan-start.js";

export interface ShownArgument {
  /** Where in the label it stands. */
  readonly from: number;
  readonly to: number;
  readonly summary: string;
}

export interface ShownSignature {
  /** `dense(x, units, bias: true, weight: …)` */
  readonly label: string;
  readonly summary: string;
  readonly arguments: readonly ShownArgument[];
  /** The one at the cursor; absent where this call does not take it. */
  readonly active: number | undefined;
}

export interface SignaturesShown {
  readonly signatures: readonly ShownSignature[];
  /** The one that is meant. */
  readonly chosen: number;
}

export function signaturesAt(
  text: string,
  offset: number,
  program: ProgramSeen,
): SignaturesShown | undefined {
  const place = placeAt(text, offset, scanStart(program.outline, offset));
  if (place.kind !== "code") return undefined;
  const { cursor } = place;
  const call = callAt(cursor, namesInSight(program, cursor));
  if (!call) return undefined;
  const { forms, chosen, position, frame } = call;
  const name = frame.written.at(-1)?.name;
  return {
    chosen,
    signatures: forms.map((form) => {
      let label = `${form.name}(`;
      const spelled = spelledArguments(form);
      const shown = argumentsOf(form).map(({ summary }, index) => {
        if (index > 0) label += ", ";
        const from = label.length;
        label += spelled[index] ?? "";
        // Any number of tensors is spelled with what stands for the others.
        return { from, to: label.length, summary };
      });
      const active =
        name !== undefined
          ? argumentsOf(form).findIndex((each) => each.name === name)
          : positionIn(form.signature, position);
      return {
        label: `${label})`,
        summary: form.summary,
        arguments: shown,
        active: active < 0 ? undefined : active,
      };
    }),
  };
}

/** −1 where no more is taken by position. */
function positionIn(
  signature: readonly { readonly kind: string; readonly named?: boolean }[],
  position: number,
): number {
  const places = signature.flatMap(({ named }, index) =>
    named ? [] : [index],
  );
  const last = places.at(-1);
  if (places[position] !== undefined) return places[position];
  return last !== undefined && signature[last]?.kind === "tensors" ? last : -1;
}
