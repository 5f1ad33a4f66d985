/** Networks used as layers: their statements are lowered again on the caller's values. */
import type { AstNode } from "langium";
import type { Operand } from "../ops/composite.js";
import type { FormalArgument } from "../ops/operation.js";
import { type Network, isInput } from "../grammar/generated/ast.js";
import { type Actual, bindArguments } from "./arguments.js";
import { scalar } from "./constants.js";
import { type Context, report } from "./context.js";
import { lowerInstance, type Instance } from "./instance.js";
import { statementForLayer } from "./layer-calls.js";
import type { Member } from "./layer-statement.js";
import type { CallableEntity } from "./scope.js";
import { sourceOf } from "./source.js";

export type NetworkEntity = CallableEntity & { readonly kind: "network" };

/** One without a name is a syntax error. */
export function inputNames(network: Network): string[] {
  return network.statements
    .filter(isInput)
    .map(({ name }) => name as string | undefined)
    .filter((name) => name !== undefined);
}

export function hyperparameterSignature(network: Network): FormalArgument[] {
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

/** The network's statements on these inputs; `attributes` hold the hyperparameters, `key` is its full name. */
export function expand(
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

/** What the instance brings along, under names that continue the layer's with `join`. */
export function membersOf(
  instance: Instance,
  join: string,
  place: AstNode,
  context: Context,
): Member[] {
  const source = sourceOf(place, context.unit.file);
  return instance.names.map(({ name, aliases, ...member }) => ({
    ...member,
    ...(member.kind !== "parameter" &&
      !member.inner && { declaration: member.source }),
    suffix: `${join}${name}`,
    aliases: aliases.map((alias) => `${join}${alias}`),
    source,
    inner: true,
  }));
}
