// Every formula of every record, with the record that it is of.
import type { DerivativeFormula } from "../../../language-server/ops/operation.js";
import {
  type Callable,
  functions,
  initialisers,
  operations,
} from "../../../language-server/ops/registry.js";

export interface RecordTemplate {
  readonly record: string;
  readonly template: string;
}

export function recordTemplates(): RecordTemplate[] {
  const records = new Set<Callable>([
    ...operations.values(),
    ...functions.values(),
  ]);
  const found = [...records].flatMap((record) =>
    [
      record.formula,
      ...("notation" in record ? [record.notation] : []),
      ...("derivatives" in record
        ? record.derivatives.flatMap(templatesOf)
        : []),
    ].map((template) => ({ record: record.name, template })),
  );
  const drawn = [...initialisers.values()].map(({ name, formula }) => ({
    record: name,
    template: formula,
  }));
  const templates = new Map<string, RecordTemplate>();
  for (const { record, template } of [...found, ...drawn])
    if (template !== undefined && !templates.has(template))
      templates.set(template, { record, template });
  return [...templates.values()];
}

function templatesOf(
  derivative: DerivativeFormula | undefined,
): (string | undefined)[] {
  if (!derivative) return [];
  const { local, localOfLiterals, contribution, contributionWithVector } =
    derivative;
  const ofLiterals = [-2, 0.5, 1, 2, 3].map((literal) =>
    localOfLiterals?.([literal, literal]),
  );
  return [local, ...ofLiterals, contribution, contributionWithVector];
}
