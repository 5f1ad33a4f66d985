/** What a file can name outside its networks, as data: constants, datasets, functions and networks, imported ones too. */
import type { VisibleDefinition } from "../graph/visible-definition.js";
import type { Expression } from "../grammar/generated/ast.js";
import type { SourceUnit } from "./context.js";
import { inputNames } from "./network-calls.js";
import type { CallableEntity, ValueEntity } from "./scope.js";
import { excerptOf } from "./source.js";

/** Its own first. */
export const visibleDefinitions = ({
  scope,
  imported,
  callables,
}: SourceUnit): VisibleDefinition[] => [
  ...[...scope.ownEntities(), ...imported.ownEntities()].flatMap(
    ([name, entity]) => value(name, entity),
  ),
  ...[...callables].map(([name, entity]) => callable(name, entity)),
];

function value(name: string, entity: ValueEntity): VisibleDefinition[] {
  const { source } = entity;
  if (entity.kind === "constant") return [{ kind: "constant", name, source }];
  if (entity.kind !== "dataset") return [];
  const { inputs, targets } = entity.declaration;
  return [
    {
      kind: "dataset",
      name,
      source,
      inputs: inputs.flatMap(columnName),
      targets: targets.flatMap(columnName),
    },
  ];
}

/** A column that is not written yet has no name. */
function columnName({ name }: { readonly name?: string }): string[] {
  return name ? [name.replace(/^"|"$/g, "")] : [];
}

function callable(name: string, entity: CallableEntity): VisibleDefinition {
  const { source } = entity;
  if (entity.kind === "function")
    return {
      kind: "function",
      name,
      source,
      parameters: entity.declaration.parameters.map(
        (parameter) => parameter.name,
      ),
    };
  return {
    kind: "network",
    name,
    source,
    inputs: inputNames(entity.declaration),
    hyperparameters: entity.declaration.hyperparameters.map((each) => {
      const written = each.value as Expression | undefined;
      return { name: each.name, value: written ? excerptOf(written) : "" };
    }),
  };
}
