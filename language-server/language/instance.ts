/**
 * One network's statements, lowered in order: as a network of its own, or as a layer inside another, on the caller's
 * values. Which statement means what is in `declarations.ts`.
 */
import type { AstNode } from "langium";
import type { Check, NameKind, SourceRange } from "../graph/graph.js";
import type { LoweredTraining } from "../graph/lowered.js";
import type { Constant as ConstantValue } from "../engine/constant.js";
import type { Operand } from "../ops/composite.js";
import type { Network, Statement } from "../grammar/generated/ast.js";
import { lowerCheck } from "./checks.js";
import { foldExpression } from "./constants.js";
import { type Context, noteOccurrence, type Paths, report } from "./context.js";
import { lowerDeclaration } from "./declarations.js";
import type { NamedMember } from "./layer-statement.js";
import { builtInConstants, Scope, type ValueEntity } from "./scope.js";
import { lowerSeed } from "./seed.js";
import { sourceOf, sourceOfName } from "./source.js";
import { statementsOfLayer } from "./statements-of-layer.js";
import { lowerTraining } from "./training.js";

/** The size that a symbolic dimension was given, and by which input. */
export interface BoundSize {
  readonly size: number;
  readonly boundBy: string;
}

/** A name of the network, with the statement that defines it. */
export type InstanceName = NamedMember & { readonly statement: SourceRange };

export interface Instance {
  readonly names: InstanceName[];
  readonly outputs: {
    readonly name: string;
    readonly node: Operand;
    readonly place: AstNode;
  }[];
  readonly checks: Check[];
  readonly sizes: Map<string, BoundSize>;
  /** Names of inputs that have no value. */
  readonly unfed: string[];
  readonly scope: Scope;
  /** The network's own, or the caller's. */
  readonly seed: number;
  loss?: {
    readonly name: string;
    readonly node: Operand;
    readonly place: AstNode;
  };
  training?: LoweredTraining;
}

/** What a caller gives to a network used as a layer; a network of its own takes its inputs' own values. */
export interface Given {
  readonly inputs?: ReadonlyMap<string, Operand>;
  readonly hyperparameters?: ReadonlyMap<string, ConstantValue>;
  /** What stands before the names that random numbers are drawn under: `e[0].`. */
  readonly keyPrefix: string;
}

/** What lowering one statement needs besides the context. */
export interface InstanceState {
  readonly instance: Instance;
  readonly given: Given;
  readonly scope: Scope;
  readonly paths: Paths;
}

export function lowerInstance(
  network: Network,
  given: Given,
  outer: Context,
): Instance {
  const constants = lowerHyperparameters(network, given, outer);
  const scope = new Scope(constants);
  const paths: Paths = new Map();
  const statements = given.inputs
    ? statementsOfLayer(network)
    : network.statements;
  const below = namesBelow(statements);
  const instance: Instance = {
    names: [],
    outputs: [],
    checks: [],
    sizes: new Map(),
    unfed: [],
    scope,
    seed: given.inputs
      ? outer.seed
      : lowerSeed(network, { ...outer, scope: constants, below }),
  };
  const state: InstanceState = { instance, given, scope, paths };
  const context: Context = {
    ...outer,
    scope,
    paths,
    below,
    seed: instance.seed,
  };
  for (const statement of statements) lowerStatement(statement, state, context);
  return instance;
}

function lowerStatement(
  statement: Statement,
  state: InstanceState,
  context: Context,
): void {
  switch (statement.$type) {
    case "Expectation": {
      const check = lowerCheck(statement, context);
      if (check) state.instance.checks.push(check);
      return;
    }
    case "Seed":
      return;
    case "Training": {
      const training = lowerTraining(statement, context);
      if (training) state.instance.training ??= training;
      return;
    }
    default:
      lowerDeclaration(statement, state, context);
  }
}

function lowerHyperparameters(
  network: Network,
  given: Given,
  outer: Context,
): Scope {
  const { unit } = outer;
  const scope = new Scope(unit.scope);
  for (const hyperparameter of network.hyperparameters) {
    const { name, value } = hyperparameter;
    const source = sourceOfName(hyperparameter, unit.file);
    if (!isFree(name, scope, source, outer)) continue;
    scope.define(name, {
      kind: "hyperparameter",
      source,
      value:
        given.hyperparameters?.get(name) ??
        (unit.broken.has(network)
          ? undefined
          : foldExpression(value, { ...outer, scope }, "a hyperparameter")),
    });
    noteOccurrence(outer, {
      source,
      declaration: source,
      kind: "hyperparameter",
      name,
    });
  }
  return scope;
}

/** Whether a name may be defined in a scope; reports where it may not. */
export function isFree(
  name: string,
  scope: Scope,
  source: SourceRange,
  context: Context,
  also?: ValueEntity,
): boolean {
  if (!name) return false;
  if (builtInConstants.has(name)) {
    report(
      context,
      source,
      "redefined-builtin",
      `\`${name}\` is a built-in constant and cannot be redefined. Choose another name.`,
    );
    return false;
  }
  const before = scope.ownEntity(name) ?? also;
  if (!before) return true;
  report(
    context,
    source,
    "duplicate-name",
    `\`${name}\` is already defined: names are defined once. Choose another name.`,
    {
      related: [
        { message: `\`${name}\` is defined here`, source: before.source },
      ],
    },
  );
  return false;
}

/**
 * Defines a name of the network, as a value in sight of the statements below and as one that views can list; whether it
 * could be.
 */
export function defineName(
  name: string,
  kind: NameKind,
  node: Operand,
  place: AstNode & { readonly name?: string },
  state: InstanceState,
  context: Context,
  outputs?: readonly string[],
): boolean {
  const source = sourceOfName(place, context.unit.file);
  const { scope, instance, paths } = state;
  if (!isFree(name, scope, source, context, hyperparameterOf(name, scope)))
    return false;
  scope.define(name, {
    kind: "value",
    node,
    source,
    ...(outputs && { outputs }),
  });
  noteOccurrence(context, {
    source,
    declaration: source,
    kind: "value",
    name,
    ...(node !== undefined && { node }),
  });
  if (node === undefined) return true;
  context.builder.setLabel(node, name);
  paths.set(name, node);
  instance.names.push({
    name,
    aliases: [],
    kind,
    node,
    trainable: kind === "weight" || kind === "bias",
    isBias: kind === "bias",
    source,
    statement: sourceOf(place, context.unit.file),
    inner: false,
  });
  return true;
}

/** Names of a network and its hyperparameters are one set, though the latter are in a scope of their own. */
function hyperparameterOf(name: string, scope: Scope): ValueEntity | undefined {
  const entity = scope.lookUp(name);
  return entity?.kind === "hyperparameter" ? entity : undefined;
}

function namesBelow(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const statement of statements) {
    if ("name" in statement && statement.name) names.add(statement.name);
  }
  return names;
}
