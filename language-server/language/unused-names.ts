/**
 * What is surely there for nothing: imports of which no name is used, hyperparameters and parameters of functions that
 * stand in no expression, weights of a network with an objective that are in none. An editor fades them.
 *
 * Nothing else is faded. What a file defines another one may import; a definition, an input or a weight without an
 * objective may be there for the value that the editor shows of it. Nor is anything said where there are errors: what
 * was not understood may be a use. A name that begins with `_` is unused on purpose.
 */
import type { SourceRange } from "../graph/graph.js";
import type { LoweredNetwork, Occurrence } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import {
  type FunctionDefinition,
  isFunctionDefinition,
} from "../grammar/generated/ast.js";
import type { Collected, SourceUnit } from "./context.js";
import { sourceOf, sourceOfName } from "./source.js";

export interface UnusedContext {
  readonly unit: SourceUnit;
  readonly networks: readonly LoweredNetwork[];
  readonly collected: Pick<Collected, "occurrences" | "requests">;
  /** All that is wrong in the file. */
  readonly problems: readonly Problem[];
}

export function unusedNames(context: UnusedContext): Problem[] {
  const { unit, networks, collected, problems } = context;
  if (unit.broken.size > 0 || collected.requests.pending.length > 0) return [];
  const errors = problems.filter(({ severity }) => severity === "error");
  const isSound = (part: SourceRange): boolean =>
    !errors.some(({ source }) => contains(part, source));
  const uses = usesByDeclaration(collected.occurrences, networks);
  const hyperparameters = collected.occurrences.filter(
    ({ kind, source, declaration }) =>
      kind === "hyperparameter" &&
      declaration !== undefined &&
      key(source) === key(declaration),
  );
  return [
    ...(errors.length > 0 ? [] : unusedImports(unit, collected.occurrences)),
    ...unit.ast.elements
      .filter(isFunctionDefinition)
      .filter((each) => isSound(sourceOf(each, unit.file)))
      .flatMap((each) => unusedParameters(each, uses, unit)),
    ...networks
      .filter(({ source }) => isSound(source))
      .flatMap((network) => [
        ...unusedHyperparameters(network, hyperparameters, uses),
        ...unusedWeights(network, uses),
      ]),
  ];
}

type Uses = ReadonlyMap<string, readonly SourceRange[]>;

const key = ({ file, start }: SourceRange): string =>
  `${String(file)}:${String(start)}`;

/** Where each name of the file stands besides its definition. */
function usesByDeclaration(
  occurrences: readonly Occurrence[],
  networks: readonly LoweredNetwork[],
): Uses {
  const uses = new Map<string, SourceRange[]>();
  const note = (declaration: SourceRange, use: SourceRange): void => {
    const known = uses.get(key(declaration));
    if (known) known.push(use);
    else uses.set(key(declaration), [use]);
  };
  const inner = networks.map(innerDeclarations);
  for (const { source, declaration, network, name } of occurrences) {
    if (declaration && key(source) !== key(declaration))
      note(declaration, source);
    const own = inner[network ?? -1]?.get(name);
    if (own) note(own, source);
  }
  return uses;
}

/** Where the values of networks used as layers are defined, `e.w` by that name. */
const innerDeclarations = ({
  graph: { names },
}: LoweredNetwork): ReadonlyMap<string, SourceRange> =>
  new Map(
    names.flatMap(({ name, declaration }) =>
      declaration ? [[name, declaration] as const] : [],
    ),
  );

const contains = (outer: SourceRange, inner: SourceRange): boolean =>
  outer.file === inner.file &&
  outer.start <= inner.start &&
  inner.end <= outer.end;

/** Whether a name stands somewhere in this part of the file. A call that gives it by name lies outside. */
const isUsedIn = (
  part: SourceRange,
  declaration: SourceRange,
  uses: Uses,
): boolean =>
  uses.get(key(declaration))?.some((use) => contains(part, use)) ?? false;

function unusedImports(
  { imports, file }: SourceUnit,
  occurrences: readonly Occurrence[],
): Problem[] {
  const used = new Set(occurrences.map(({ declaration }) => declaration?.file));
  return imports.flatMap(({ statement, unit }) =>
    unit && !used.has(unit.file)
      ? [
          unused(
            "unused-import",
            `Nothing of \`${statement.path}\` is used here.`,
            sourceOf(statement, file),
          ),
        ]
      : [],
  );
}

function unusedParameters(
  definition: FunctionDefinition,
  uses: Uses,
  { file }: SourceUnit,
): Problem[] {
  const whole = sourceOf(definition, file);
  return definition.parameters.flatMap((parameter) => {
    const source = sourceOfName(parameter, file);
    const { name } = parameter;
    return isUsedIn(whole, source, uses) || isUnusedOnPurpose(name)
      ? []
      : [
          unused(
            "unused-name",
            `\`${definition.name}\` does not use its parameter \`${name}\`.`,
            source,
          ),
        ];
  });
}

function unusedHyperparameters(
  network: LoweredNetwork,
  hyperparameters: readonly Occurrence[],
  uses: Uses,
): Problem[] {
  return hyperparameters.flatMap(({ name, source }) =>
    !contains(network.source, source) ||
    isUsedIn(network.source, source, uses) ||
    isUnusedOnPurpose(name)
      ? []
      : [
          unused(
            "unused-name",
            `\`${network.name}\` does not use its hyperparameter \`${name}\`.`,
            source,
          ),
        ],
  );
}

function unusedWeights({ graph, name }: LoweredNetwork, uses: Uses): Problem[] {
  const { objective, names } = graph;
  if (!objective) return [];
  return names.flatMap((each) => {
    const isWeight = each.kind === "weight" || each.kind === "bias";
    return !isWeight ||
      each.inner ||
      uses.has(key(each.source)) ||
      isUnusedOnPurpose(each.name)
      ? []
      : [
          unused(
            "unused-name",
            `\`${name}\` does not use \`${each.name}\`: training would not change it.`,
            each.statement,
          ),
        ];
  });
}

const isUnusedOnPurpose = (name: string): boolean => name.startsWith("_");

const unused = (
  code: "unused-import" | "unused-name",
  message: string,
  source: SourceRange,
): Problem => ({ severity: "hint", code, message, source });
