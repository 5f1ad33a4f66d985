/** Calls: built-in functions by their records, layers with what they own, functions and networks of the program. */
import type { AstNode } from "langium";
import type { Attributes } from "../graph/graph.js";
import type { CompositeFunction, Operand } from "../ops/composite.js";
import { functions, initialisers, resolveFunction } from "../ops/registry.js";
import type {
  Argument,
  FunctionDefinition,
  Stage,
  Call,
} from "../grammar/generated/ast.js";
import { type Actual, bindArguments, countPositional } from "./arguments.js";
import {
  applyOperation,
  builderAt,
  type Context,
  missesNames,
  noteOccurrence,
  report,
} from "./context.js";
import { lowerExpression } from "./expressions.js";
import { lowerLayerCall } from "./layer-calls.js";
import { lowerNetworkCall, lowerRepeat } from "./network-calls.js";
import { lowerGradCall } from "./postfix.js";
import { nearestName, Scope, type CallableEntity } from "./scope.js";
import { sourceOf } from "./source.js";
import { specialFunctions } from "./special-functions.js";

const deepestCalls = 100;

/**
 * The value of a call. `place` is the whole call, with the pipe if it is the stage of one; `stage` is then the part
 * behind `|>`.
 */
export function lowerCall(
  name: string,
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
  stage?: Stage,
): Operand {
  const user = context.unit.callables.get(name);
  noteCall(name, user, stage ?? place, context);
  if (user) return lowerUserCall(name, user, actuals, place, context);
  if (name === "grad") {
    const written = actuals.filter(
      (actual): actual is Argument => !("piped" in actual),
    );
    return lowerGradCall(place as Call, written, context);
  }
  if (name === "repeat") return lowerRepeat(actuals, place, context);
  const record = resolveFunction(name, countPositional(actuals));
  if (!record) return reportNoFunction(name, place, context);
  if ("kind" in record && record.kind === "layer")
    return lowerLayerCall(record, actuals, place, context);
  const bound = bindArguments(record, actuals, place, context);
  if (!bound) return undefined;
  if ("kind" in record)
    return lowerComposite(
      record,
      bound.operands,
      bound.attributes,
      place,
      context,
    );
  return applyOperation(
    context,
    record.name,
    bound.operands,
    record.random
      ? { ...bound.attributes, ...drawAttributes(record.name, context) }
      : bound.attributes,
    place,
  );
}

/** What random numbers of a function are drawn under. Outside a statement, in a constant, there is only the function's name. */
function drawAttributes(
  name: string,
  { statement, seed }: Context,
): Attributes {
  return { key: statement?.nextDrawKey(name) ?? name, seed };
}

function lowerComposite(
  record: CompositeFunction,
  operands: readonly Operand[],
  attributes: Parameters<CompositeFunction["build"]>[2],
  place: AstNode,
  context: Context,
): Operand {
  const present = operands.filter((operand) => operand !== undefined);
  if (present.length < operands.length) return undefined;
  return context.builder.within(
    {
      kind: "call",
      label: record.name,
      source: sourceOf(place, context.unit.file),
    },
    () => record.build(builderAt(context, place), present, attributes),
  );
}

function noteCall(
  name: string,
  user: CallableEntity | undefined,
  place: AstNode,
  context: Context,
): void {
  if (!name) return;
  const { start } = sourceOf(place, context.unit.file);
  noteOccurrence(context, {
    source: {
      file: context.unit.file,
      start,
      end: start + name.length,
    },
    ...(user && { declaration: user.source }),
    kind: user?.kind ?? "builtin",
    name,
  });
}

function reportNoFunction(
  name: string,
  place: AstNode,
  context: Context,
): undefined {
  if (!name) return undefined;
  if (initialisers.has(name) || name === "load") {
    return report(
      context,
      place,
      "misplaced-initialiser",
      `The initialiser \`${name}\` stands alone, as the value of a weight, bias or input, or as a layer's parameter: \`dense(3, weight: ${name}())\`.`,
    );
  }
  if (context.scope.lookUp(name)) {
    return report(
      context,
      place,
      "undefined-function",
      `\`${name}\` is a value, not a function. To multiply, write \`*\`.`,
    );
  }
  if (missesNames(context.unit)) return undefined;
  const nearest = nearestName(name, [
    ...functions.keys(),
    ...context.unit.callables.keys(),
    ...specialFunctions,
  ]);
  return report(
    context,
    place,
    "undefined-function",
    `There is no function or network named \`${name}\`.${nearest ? ` Did you mean \`${nearest}\`?` : ""}`,
    nearest ? { data: { nearest } } : {},
  );
}

function lowerUserCall(
  name: string,
  entity: CallableEntity,
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
): Operand {
  const { declaration } = entity;
  if (context.active.includes(declaration)) {
    return report(
      context,
      place,
      "recursive-definition",
      `\`${name}\` leads back to itself: functions and networks cannot be recursive.`,
    );
  }
  if (context.active.length >= deepestCalls) {
    return report(
      context,
      place,
      "recursive-definition",
      `Functions and networks call each other more than ${String(deepestCalls)} deep here.`,
    );
  }
  return entity.kind === "function"
    ? lowerFunctionCall(entity, actuals, place, context)
    : lowerNetworkCall(entity, actuals, place, context);
}

/** A call of an `fn`: its body, with the arguments for its parameters. */
function lowerFunctionCall(
  { declaration, unit }: CallableEntity & { readonly kind: "function" },
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
): Operand {
  const signature = declaration.parameters.map(({ name }) => ({
    name,
    kind: "tensor" as const,
    summary: "an argument of this function",
  }));
  const bound = bindArguments(
    { name: declaration.name, signature },
    actuals,
    place,
    context,
  );
  if (!bound) return undefined;
  const source = sourceOf(place, context.unit.file);
  return context.builder.within(
    { kind: "function", label: declaration.name, source },
    () =>
      lowerFunctionBody(declaration, bound.operands, {
        ...context,
        unit,
        callSite: context.callSite ?? { source, called: declaration.name },
      }),
  );
}

/** The body of an `fn` on these arguments; absent arguments only check its names. */
export function lowerFunctionBody(
  declaration: FunctionDefinition,
  operands: readonly Operand[],
  context: Context,
): Operand {
  const { unit } = context;
  const scope = new Scope(unit.scope);
  for (const [index, parameter] of declaration.parameters.entries()) {
    scope.define(parameter.name, {
      kind: "argument",
      node: operands[index],
      source: sourceOf(parameter, unit.file),
    });
  }
  return lowerExpression(declaration.body, {
    ...context,
    scope,
    paths: undefined,
    below: undefined,
    // The arguments have their nodes where the body has.
    argumentBuilder: undefined,
    inFunction: true,
    active: [...context.active, declaration],
  });
}
