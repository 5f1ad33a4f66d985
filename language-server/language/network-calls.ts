/** Networks used as layers, once or repeated: their statements are lowered again on the caller's values. */
import type { AstNode } from "langium";
import type { Operand } from "../ops/composite.js";
import type { FormalArgument } from "../ops/operation.js";
import {
  type Network,
  isInput,
  isReference,
} from "../grammar/generated/ast.js";
import { type Actual, bindArguments } from "./arguments.js";
import { foldWhole, scalar } from "./constants.js";
import {
  type Context,
  missesNames,
  noteOccurrence,
  report,
} from "./context.js";
import { lowerExpression } from "./expressions.js";
import { lowerInstance, type Instance } from "./instance.js";
import { statementForLayer } from "./layer-calls.js";
import type { Member } from "./layer-statement.js";
import type { CallableEntity } from "./scope.js";
import { sourceOf } from "./source.js";

type NetworkEntity = CallableEntity & { readonly kind: "network" };

const mostRepetitions = 10_000;

export function inputNames(network: Network): string[] {
  return network.statements.filter(isInput).map(({ name }) => name);
}

function hyperparameterSignature(network: Network): FormalArgument[] {
  return network.hyperparameters.map(({ name }) => ({
    name,
    kind: "number",
    named: true,
    default: null,
    summary: "a hyperparameter",
  }));
}

/** `Encoder(x, width: 128)`: the value of its output; nothing, but members to choose from, where there are several. */
export function lowerNetworkCall(
  entity: NetworkEntity,
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
): Operand {
  const network = entity.declaration;
  const statement = statementForLayer(network.name, place, context);
  if (!statement) return undefined;
  const names = inputNames(network);
  const signature: FormalArgument[] = [
    ...names.map((name) => ({
      name,
      kind: "tensor" as const,
      summary: "an input of this network",
    })),
    ...hyperparameterSignature(network),
  ];
  const bound = bindArguments(
    { name: network.name, signature },
    actuals,
    place,
    context,
  );
  if (!bound) return undefined;
  const key = statement.nextCallKey();
  const instance = expand(
    entity,
    bound.operands,
    bound.attributes,
    key,
    place,
    context,
  );
  statement.addCall(membersOf(instance, ".", place, context));
  const { outputs } = instance;
  const [only] = outputs;
  if (!only) {
    return report(
      context,
      place,
      "no-output",
      `\`${network.name}\` has no output, so it has no value as a layer. Mark one with \`output\`.`,
    );
  }
  if (outputs.length === 1) return only.node;
  statement.severalOutputs = { place, names: outputs.map(({ name }) => name) };
  return undefined;
}

/** `repeat(x, 12, Block, width: 768)`: a chain of instances, each with parameters of its own. */
export function lowerRepeat(
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
): Operand {
  const statement = statementForLayer("repeat", place, context);
  if (!statement) return undefined;
  const positional = actuals.filter(
    (actual) => "piped" in actual || !actual.name,
  );
  const [first, times, block] = positional;
  if (
    !first ||
    !times ||
    !block ||
    positional.length !== 3 ||
    "piped" in times ||
    "piped" in block
  ) {
    return report(
      context,
      place,
      "missing-argument",
      "`repeat` takes a value, how often, and a network: repeat(x, 12, Block, width: 768).",
    );
  }
  const entity = isReference(block.value)
    ? context.unit.callables.get(block.value.name)
    : undefined;
  if (entity?.kind !== "network") {
    if (!entity && missesNames(context.unit)) return undefined;
    return report(
      context,
      block,
      "undefined-function",
      "Expected the name of a network as the third argument of `repeat`.",
    );
  }
  noteOccurrence(context, {
    source: sourceOf(block.value, context.unit.file),
    declaration: entity.source,
    kind: "network",
    name: entity.declaration.name,
  });
  let value =
    "piped" in first ? first.piped : lowerExpression(first.value, context);
  const count = foldWhole(times.value, context, "how often `repeat` goes");
  if (count === undefined) return undefined;
  if (count < 1 || count > mostRepetitions) {
    return report(
      context,
      times,
      "invalid-argument",
      `\`repeat\` goes 1 to ${mostRepetitions.toLocaleString("en")} times, not ${String(count)}.`,
    );
  }
  const inputs = inputNames(entity.declaration);
  if (inputs.length !== 1) {
    return report(
      context,
      block,
      "invalid-argument",
      `\`repeat\` chains networks of one input, \`${entity.declaration.name}\` has ${String(inputs.length)}.`,
    );
  }
  const named = bindArguments(
    {
      name: entity.declaration.name,
      signature: hyperparameterSignature(entity.declaration),
    },
    actuals.filter((actual) => !("piped" in actual) && actual.name),
    place,
    context,
  );
  if (!named || value === undefined) return undefined;
  const key = statement.nextCallKey();
  const members: Member[] = [];
  const source = sourceOf(place, context.unit.file);
  const attributes = named.attributes;
  context.builder.within(
    {
      kind: "repeat",
      label: `${entity.declaration.name} × ${String(count)}`,
      source,
      path: key,
    },
    () => {
      for (let k = 0; k < count && value !== undefined; k++) {
        const instance = expand(
          entity,
          [value],
          attributes,
          `${key}[${String(k)}]`,
          place,
          context,
        );
        members.push(...membersOf(instance, `[${String(k)}].`, place, context));
        if (instance.outputs.length !== 1) {
          value = report(
            context,
            block,
            "invalid-argument",
            `\`repeat\` chains networks of one output, \`${entity.declaration.name}\` has ${String(instance.outputs.length)}.`,
          );
          break;
        }
        value = instance.outputs[0]?.node;
      }
    },
  );
  statement.addCall(members);
  return value;
}

function expand(
  entity: NetworkEntity,
  operands: readonly Operand[],
  attributes: Readonly<Record<string, unknown>>,
  key: string,
  place: AstNode,
  context: Context,
): Instance {
  const network = entity.declaration;
  const source = sourceOf(place, context.unit.file);
  const inputs = new Map<string, Operand>(
    inputNames(network).map((name, index) => [name, operands[index]]),
  );
  const hyperparameters = new Map(
    Object.entries(attributes).flatMap(([name, value]) =>
      typeof value === "number" ? [[name, scalar(value)] as const] : [],
    ),
  );
  return context.builder.within(
    { kind: "network", label: network.name, source, path: key },
    () =>
      lowerInstance(
        network,
        { inputs, hyperparameters, keyPrefix: `${key}.` },
        {
          unit: entity.unit,
          collected: context.collected,
          builder: context.builder,
          scope: entity.unit.scope,
          callSite: context.callSite ?? { source, called: network.name },
          active: [...context.active, network],
          seed: context.seed,
        },
      ),
  );
}

function membersOf(
  instance: Instance,
  join: string,
  place: AstNode,
  context: Context,
): Member[] {
  const source = sourceOf(place, context.unit.file);
  return instance.names.map(({ name, aliases, ...member }) => ({
    ...member,
    suffix: `${join}${name}`,
    aliases: aliases.map((alias) => `${join}${alias}`),
    source,
    inner: true,
  }));
}
