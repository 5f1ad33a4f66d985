/** What a file can name outside its networks, as data: constants, datasets, functions and networks, imported ones too. */
import type { VisibleDefinition } from "../graph/visible-definition.js";
import type { Expression } from "../grammar/generated/ast.js";
import type { SourceUnit } from "./context.js";
import { inputNames } from "./network-calls.js";
import type { CallableEntity, ValueEntity } from "./scope.js";
import { excerptOf, sourceOf } from "./source.js";

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
  if (entity.kind !== "dataset" && entity.kind !== "constant") return [];
  const { source, unit } = entity;
  const whole = sourceOf(entity.declaration, unit.file);
  if (entity.kind === "constant") {
    const value = unit.constants.get(entity.declaration);
    const isKnown = value !== undefined && value !== "folding";
    const expression = entity.declaration.value as Expression | undefined;
    return [
      {
        kind: "constant",
        name,
        source,
        whole,
        ...(isKnown && { value }),
        ...(expression && { expression: sourceOf(expression, unit.file) }),
      },
    ];
  }
  const { inputs, targets } = entity.declaration;
  return [
    {
      kind: "dataset",
      name,
      source,
      whole,
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
  const { source, unit } = entity;
  const whole = sourceOf(entity.declaration, unit.file);
  if (entity.kind === "function")
    return {
      kind: "function",
      name,
      source,
      whole,
      parameters: entity.declaration.parameters.map(
        (parameter) => parameter.name,
      ),
    };
  return {
    kind: "network",
    name,
    source,
    whole,
    inputs: inputNames(entity.declaration),
    hyperparameters: entity.declaration.hyperparameters.map((each) => {
      const written = each.value as Expression | undefined;
      return { name: each.name, value: written ? excerptOf(written) : "" };
    }),
  };
}
