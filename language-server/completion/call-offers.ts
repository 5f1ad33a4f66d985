/** What can be called in a place, with places to fill in for the arguments that are needed. */
import type { Shape } from "../graph/shape.js";
import {
  type Callable,
  functions,
  initialisers,
  resolveFunction,
} from "../ops/registry.js";
import { spellFormal } from "../presentation/signature.js";
import { callFormsOf, type CallForm, settingCalls } from "./callables.js";
import type { Sight } from "./names-in-sight.js";
import { type Offer, type OfferKind, ranks } from "./offer.js";
import { fitsCall } from "./shape-fit.js";
import { type CallArgument, specialCalls } from "./special-calls.js";

/** What may own parameters in a place: nothing, or a layer; `asked` where the statement has to become one for that. */
export type LayersHere = "no" | "yes" | { readonly layerAt: number };

export interface CallPlace {
  readonly layers: LayersHere;
  /** Behind `|>`: the call without its first argument. */
  readonly isStage: boolean;
  /** Of what a pipe brings, where that is known. */
  readonly piped: Shape | undefined;
  /** Whether the parentheses are there already. */
  readonly hasParentheses: boolean;
  /** Whether derivatives may stand here. */
  readonly derivatives: boolean;
}

export function callOffers(place: CallPlace, sight: Sight): Offer[] {
  return [...builtIns(place), ...defined(place, sight), ...specials(place)];
}

const isLayer = (record: Callable): boolean =>
  "kind" in record && record.kind === "layer";

function builtIns(place: CallPlace): Offer[] {
  return [...functions].flatMap(([name, record]) => {
    const owns = isLayer(record);
    if (owns && place.layers === "no") return [];
    const [form] = callFormsOf(name, []);
    if (!form || (place.isStage && !takesPiped(form))) return [];
    return [
      {
        ...callOffer(form, owns ? "layer" : "function", place),
        ...(owns && insteadOfDefinition(place)),
        rank: rankOf(name, record, place),
      },
    ];
  });
}

function rankOf(name: string, record: Callable, place: CallPlace): number {
  const usual =
    place.isStage && isLayer(record) ? ranks.unknown : ranks.function;
  const taken = place.isStage ? resolveFunction(name, 1) : undefined;
  if (!place.piped || !taken) return usual;
  const operands = taken.signature.filter(
    ({ kind, default: standard }) =>
      (kind === "tensor" || kind === "ids") && standard === undefined,
  );
  return operands.length === 1 && fitsCall(taken, [place.piped]) === false
    ? ranks.misfit
    : usual;
}

function defined(place: CallPlace, sight: Sight): Offer[] {
  return sight.callables.flatMap((definition) => {
    const isNetwork = definition.kind === "network";
    if (isNetwork && place.layers === "no") return [];
    const [form] = callFormsOf(definition.name, [definition]);
    if (!form || (place.isStage && !takesPiped(form))) return [];
    return [
      {
        ...callOffer(form, isNetwork ? "network" : "function", place),
        ...(isNetwork && insteadOfDefinition(place)),
        // What would turn the statement into another one comes late.
        rank:
          typeof place.layers === "object" && isNetwork
            ? ranks.late
            : ranks.unknown,
      },
    ];
  });
}

function specials(place: CallPlace): Offer[] {
  const may: Partial<Record<string, boolean>> = {
    repeat: place.layers !== "no",
    grad: place.derivatives && !place.isStage,
  };
  return specialCalls
    .filter(({ name }) => may[name])
    .map((each) => ({
      ...callOffer({ ...each, parameterNames: [] }, "function", place),
      ...(each.name === "repeat" && insteadOfDefinition(place)),
    }));
}

/** The statement becomes a `layer`, as what owns parameters stands in one. */
const insteadOfDefinition = ({
  layers,
}: CallPlace): Pick<Offer, "also"> | undefined =>
  typeof layers === "object"
    ? { also: { at: layers.layerAt, text: "layer " } }
    : undefined;

const takesPiped = ({ signature }: CallForm): boolean => {
  const kind = signature.find(({ named }) => !named)?.kind;
  return kind === "tensor" || kind === "ids" || kind === "tensors";
};

/** Initialisers where a parameter is filled, those that draw an input's value where an input is. */
export function initialiserOffers(
  forInput: boolean,
  hasParentheses: boolean,
): Offer[] {
  const drawn = [...initialisers.values()].filter(
    ({ name }) => !forInput || name === "uniform" || name === "normal",
  );
  const forms = [...drawn.map((each) => each.name), "load"].flatMap((name) =>
    callFormsOf(name, []),
  );
  return forms.map((form) => ({
    ...callOffer(form, "initialiser", { isStage: false, hasParentheses }),
    rank: ranks.best,
  }));
}

/** What a setting of `train` can be, with what is most often given. */
export function settingOffers(
  setting: string,
  hasParentheses: boolean,
): Offer[] {
  return settingCalls(setting).map((call) => {
    const form = { ...call, parameterNames: [] };
    const [first] = call.signature;
    const usual =
      typeof first?.default === "number" ? String(first.default) : "";
    return {
      ...callOffer(form, "function", { isStage: false, hasParentheses }),
      rank: ranks.best,
      setting,
      ...(!hasParentheses &&
        first && {
          insert: `${call.name}(`,
          snippet: `${call.name}(${first.name === "rate" ? "rate: " : ""}\${1:${usual || "1"}})`,
        }),
    };
  });
}

function callOffer(
  form: CallForm,
  kind: OfferKind,
  { isStage, hasParentheses }: Pick<CallPlace, "isStage" | "hasParentheses">,
): Offer {
  const { name, signature, summary } = form;
  const base: Offer = {
    label: name,
    kind,
    rank: ranks.function,
    signature: `(${signature.map(spellFormal).join(", ")})`,
    callee: name,
    summary,
  };
  if (hasParentheses) return base;
  const needed = signature
    .filter(({ default: standard }) => standard === undefined)
    .slice(isStage ? 1 : 0);
  if (needed.length === 0)
    return isStage ? base : { ...base, insert: `${name}()` };
  let place = 0;
  const fill = (text: string): string => `\${${String(++place)}:${text}}`;
  const parts = needed.map((argument) => placeholder(argument, fill));
  return {
    ...base,
    insert: `${name}(`,
    snippet: `${name}(${parts.join(", ")})`,
  };
}

function placeholder(
  { name, kind, named }: CallArgument,
  fill: (text: string) => string,
): string {
  if (kind === "tensors") return `${fill("a")}, ${fill("b")}`;
  if (named) return `${name}: ${fill(name)}`;
  return kind === "text" ? `"${fill(name)}"` : fill(name);
}
