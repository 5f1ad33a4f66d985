/**
 * `train { … }`: names and values of its settings, checked as a call's arguments are. Training itself does not exist in
 * this version, which is said.
 */
import type { Attributes, AttributeValue } from "../graph/graph.js";
import type { LoweredTraining } from "../graph/lowered.js";
import {
  type TrainingArgument,
  type TrainingCall,
  trainingSettings,
} from "../ops/optimizers.js";
import {
  type Call,
  type Network,
  type Training,
  type TrainingSetting,
  isCall,
  isTraining,
} from "../grammar/generated/ast.js";
import { argumentValue } from "./argument-values.js";
import { bindArguments, spell } from "./arguments.js";
import { type Context, noteOccurrence, report } from "./context.js";
import { nearestName } from "./nearest-name.js";
import { excerptOf, sourceOf, sourceOfCallee } from "./source.js";

/** A network has at most one. */
export function checkTrainings(network: Network, context: Context): void {
  const [first, second] = network.statements.filter(isTraining);
  if (!first || !second) return;
  report(
    context,
    second,
    "duplicate-training",
    "A network has at most one `train`.",
    {
      related: [
        {
          message: "the first one is here",
          source: sourceOf(first, context.unit.file),
        },
      ],
    },
  );
}

/** What a network's `train` says of its steps; absent where it names no optimizer, or a wrong one. */
export function lowerTraining(
  training: Training,
  context: Context,
): LoweredTraining | undefined {
  const seen = new Set<string>();
  let lowered: LoweredTraining | undefined;
  for (const setting of training.settings) {
    if (seen.has(setting.name))
      report(
        context,
        setting,
        "invalid-argument",
        `\`${setting.name}\` is set twice.`,
      );
    seen.add(setting.name);
    const found = lowerSetting(setting, context);
    lowered ??= found;
  }
  report(
    context,
    training,
    "not-evaluated-yet",
    "Training is not available in this version: the settings are checked, and nothing is trained.",
    { severity: "information" },
  );
  return lowered;
}

/** Checks a setting; of the optimizer it returns what is known by then. */
function lowerSetting(
  setting: TrainingSetting,
  context: Context,
): LoweredTraining | undefined {
  const { name } = setting;
  const value = setting.value as TrainingSetting["value"] | undefined;
  if (!name) return undefined;
  const known = trainingSettings.find((candidate) => candidate.name === name);
  if (!known) {
    const names = trainingSettings.map((candidate) => candidate.name);
    const nearest = nearestName(name, names);
    report(
      context,
      setting,
      "unknown-argument",
      `\`train\` has no setting named \`${name}\`.${nearest ? ` Did you mean \`${nearest}\`?` : ""} Its settings are ${listed(names)}.`,
      nearest ? { data: { nearest } } : {},
    );
    return undefined;
  }
  if (!value) return undefined;
  if ("calls" in known) {
    const called = lowerCall(value, known.name, known.calls, context);
    const rate = called?.attributes["rate"];
    return called && known.name === "optimizer" && typeof rate === "number"
      ? { optimizer: called.name, rate }
      : undefined;
  }
  const found = argumentValue(known, value, "train", context);
  checkRange(known, found, value, context);
  return undefined;
}

function lowerCall(
  value: TrainingSetting["value"],
  setting: string,
  calls: readonly TrainingCall[],
  context: Context,
): { readonly name: string; readonly attributes: Attributes } | undefined {
  const forms = listed(calls.map(({ name }) => `${name}(…)`));
  if (!isCall(value)) {
    report(
      context,
      value,
      "invalid-argument",
      `Expected one of ${forms} for \`${setting}\`, found \`${excerptOf(value)}\`.`,
    );
    return undefined;
  }
  const called = calls.find(({ name }) => name === value.function);
  if (!called) {
    const nearest = nearestName(
      value.function,
      calls.map(({ name }) => name),
    );
    report(
      context,
      sourceOfCallee(value, context.unit.file),
      "undefined-function",
      `There is no \`${value.function}\` for \`${setting}\`.${nearest ? ` Did you mean \`${nearest}\`?` : ""} It is one of ${forms}.`,
      nearest ? { data: { nearest } } : {},
    );
    return undefined;
  }
  noteOccurrence(context, {
    source: sourceOfCallee(value, context.unit.file),
    kind: "builtin",
    name: called.name,
  });
  const bound = bindArguments(called, value.arguments, value, context);
  if (!bound) return undefined;
  for (const argument of called.signature) {
    const found = bound.attributes[argument.name];
    checkRange(argument, found, placeOf(argument, called, value), context);
  }
  if (
    bound.attributes["nesterov"] === true &&
    bound.attributes["momentum"] === 0
  )
    report(
      context,
      value,
      "invalid-argument",
      `\`nesterov\` needs a momentum above 0: ${spell(called)}.`,
    );
  return { name: called.name, attributes: bound.attributes };
}

/** Where an argument is given: by its name, or by position. */
function placeOf(
  { name }: TrainingArgument,
  { signature }: TrainingCall,
  call: Call,
): Call | Call["arguments"][number] {
  const position = signature
    .filter(({ named }) => !named)
    .findIndex((argument) => argument.name === name);
  return (
    call.arguments.find((argument) => argument.name === name) ??
    call.arguments.filter((argument) => argument.name === undefined)[
      position
    ] ??
    call
  );
}

function checkRange(
  { name, kind, least = -Infinity, below = Infinity, length }: TrainingArgument,
  found: AttributeValue,
  place: Parameters<typeof report>[1],
  context: Context,
): void {
  if (kind !== "number" && kind !== "whole" && kind !== "numbers") return;
  if (found === undefined) return;
  const numbers = Array.isArray(found) ? (found as unknown[]) : [found];
  const fits = (value: unknown): boolean =>
    typeof value === "number" && value >= least && value < below;
  const isList = Array.isArray(found);
  const isLong = isList ? numbers.length === length : length === undefined;
  if (isLong && numbers.every(fits)) return;
  const range = [
    ...(least === -Infinity ? [] : [`at least ${String(least)}`]),
    ...(below === Infinity ? ["finite"] : [`below ${String(below)}`]),
  ].join(" and ");
  report(
    context,
    place,
    "invalid-argument",
    length === undefined
      ? `\`${name}\` is ${range}, found ${numbers.map(String).join(", ")}.`
      : `\`${name}\` is a list of ${String(length)} numbers, each ${range}; found ${numbers.map(String).join(", ")}.`,
  );
}

const listed = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(", ");
