/** Everything that can be called, as what a reader has to know of a call: its arguments, and what it says of itself. */
import type { VisibleDefinition } from "../graph/visible-definition.js";
import { clippings, optimizers, type TrainingCall } from "../ops/optimizers.js";
import { initialisers, overloadsOf } from "../ops/registry.js";
import { spellFormal } from "../presentation/signature.js";
import { type CallArgument, specialCalls } from "./special-calls.js";

export interface CallForm {
  readonly name: string;
  readonly signature: readonly CallArgument[];
  /** Parameters that a layer's call can set by name besides. */
  readonly parameterNames: readonly string[];
  readonly summary: string;
}

/** What stands for the value of a parameter that a call sets. */
const parameter = (name: string): CallArgument => ({
  name,
  kind: "tensor",
  named: true,
  default: null,
  summary:
    "A parameter: a number, an array, an initialiser, or a tensor of the network.",
});

/** Every way to call what has this name, the one of fewest operands first. */
export function callFormsOf(
  name: string,
  defined: readonly VisibleDefinition[],
  setting?: string,
): readonly CallForm[] {
  if (setting !== undefined)
    return settingCalls(setting)
      .filter((each) => each.name === name)
      .map((each) => ({ ...each, parameterNames: [] }));
  const own = defined.find((each) => each.name === name);
  const ownForm = own && formOf(own);
  if (ownForm) return [ownForm];
  const special = specialCalls.find((each) => each.name === name);
  if (special) return [{ ...special, parameterNames: [] }];
  const initialiser = initialisers.get(name);
  if (initialiser) return [{ ...initialiser, parameterNames: [] }];
  return overloadsOf(name).map((record) => ({
    name,
    signature: record.signature,
    summary: record.summary,
    parameterNames:
      "kind" in record && record.kind === "layer"
        ? record.parameterNames.filter(
            (each) => !record.signature.some((formal) => formal.name === each),
          )
        : [],
  }));
}

/** What a setting of `train` can call. */
export function settingCalls(setting: string): readonly TrainingCall[] {
  if (setting === "optimizer") return optimizers;
  return setting === "clip" ? clippings : [];
}

/** The arguments with the parameters that can be set, in the order in which they are shown. */
export const argumentsOf = ({
  signature,
  parameterNames,
}: CallForm): readonly CallArgument[] => [
  ...signature,
  ...parameterNames.map(parameter),
];

/** How a call reads, an argument after the other. */
export const spelledArguments = (form: CallForm): readonly string[] =>
  argumentsOf(form).map(spellFormal);

/** What the program itself defines, as something to call; nothing of a value. */
function formOf(definition: VisibleDefinition): CallForm | undefined {
  const { name } = definition;
  if (definition.kind === "function")
    return {
      name,
      signature: definition.parameters.map((each) => ({
        name: each,
        kind: "tensor",
        summary: "",
      })),
      parameterNames: [],
      summary: "A function of this program.",
    };
  if (definition.kind !== "network") return undefined;
  return {
    name,
    signature: [
      ...definition.inputs.map((each) => ({
        name: each,
        kind: "tensor" as const,
        summary: "An input of this network.",
      })),
      ...definition.hyperparameters.map((each) => ({
        name: each.name,
        kind: "dimension" as const,
        named: true,
        default: numberOr(each.value),
        summary: "A hyperparameter.",
      })),
    ],
    parameterNames: [],
    summary: "A network, used as a layer.",
  };
}

/** A default that is no literal number shows as `…`. */
function numberOr(written: string): number | null {
  const value = Number(written.replaceAll("_", ""));
  return written === "" || Number.isNaN(value) ? null : value;
}

/**
 * Which argument the one at the cursor is.
 * @param position how many are given by position before it, what is piped in among them
 */
export function formalAt(
  form: CallForm,
  name: string | undefined,
  position: number,
): CallArgument | undefined {
  if (name !== undefined)
    return argumentsOf(form).find((each) => each.name === name);
  const positional = form.signature.filter(({ named }) => !named);
  const last = positional.at(-1);
  return positional[position] ?? (last?.kind === "tensors" ? last : undefined);
}
