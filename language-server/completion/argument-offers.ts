/** Names of arguments that a call can still be given, and what an argument can be chosen from. */
import { functions } from "../ops/registry.js";
import { spellFormal } from "../presentation/signature.js";
import { argumentsOf } from "./callables.js";
import type { CallAt } from "./call-at.js";
import { type Offer, ranks } from "./offer.js";
import type { CallArgument } from "./special-calls.js";

/** Where an argument begins. What is given, by position or by name, is left out. */
export function argumentNameOffers(call: CallAt): Offer[] {
  const { frame, forms, chosen, position } = call;
  const form = forms[chosen];
  if (!form) return [];
  const given = new Set(frame.written.flatMap(({ name }) => name ?? []));
  for (const { name } of form.signature
    .filter(({ named }) => !named)
    .slice(0, position))
    given.add(name);
  const hasNames = frame.written.slice(0, -1).some(({ name }) => name);
  return argumentsOf(form)
    .filter(({ name, kind }) => !given.has(name) && kind !== "tensors")
    .filter(({ kind }) => kind !== "network")
    .map((formal) => ({
      label: `${formal.name}:`,
      kind: "argument" as const,
      rank: rankOf(formal, call, hasNames),
      note: noteOf(formal),
      insert: `${formal.name}: `,
      filter: formal.name,
      summary: formal.summary,
      asksAgain: choosable.has(formal.kind) || isParameter(formal, call),
    }));
}

const choosable: ReadonlySet<string> = new Set(["text", "switch"]);

/** Where nothing more is needed by position, names are what comes. */
function rankOf(
  { named, default: standard }: CallArgument,
  { formal }: CallAt,
  hasNames: boolean,
): number {
  const isNeeded = standard === undefined;
  if (named && isNeeded) return hasNames || !formal ? ranks.best : ranks.good;
  if (!formal || hasNames) return ranks.fitting;
  return formal.default === undefined ? ranks.late : ranks.good;
}

/** Its default, where it has one. */
const noteOf = (formal: CallArgument): string =>
  formal.default === undefined
    ? "needed"
    : spellFormal(formal).slice(formal.name.length + 2);

/** Whether the argument is a parameter that a layer's call sets: an initialiser may stand there. */
export function isParameter(
  { name }: CallArgument,
  { forms, chosen, frame }: CallAt,
): boolean {
  const form = forms[chosen];
  return (
    form !== undefined &&
    (form.parameterNames.includes(name) ||
      (isLayerName(frame.callee) && name === "bias"))
  );
}

function isLayerName(name: string): boolean {
  const record = functions.get(name);
  return record !== undefined && "kind" in record && record.kind === "layer";
}

/** Switches, and texts of which one is chosen. */
export function choiceOffers({ kind, choices, name }: CallArgument): Offer[] {
  const texts = (choices ?? []).map((choice) => `"${choice}"`);
  const words = kind === "switch" ? ["true", "false"] : texts;
  return words.map((label) => ({
    label,
    kind: "choice",
    rank: ranks.best,
    note: name,
  }));
}

/** The same inside a string that has been begun. */
export const textChoiceOffers = (
  { choices, name }: CallArgument,
  isClosed: boolean,
): Offer[] =>
  (choices ?? []).map((label) => ({
    label,
    kind: "choice",
    rank: ranks.best,
    note: name,
    ...(!isClosed && { insert: `${label}"` }),
  }));
