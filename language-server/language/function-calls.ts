/** Calls of functions and networks that the program defines. An `fn`'s body is lowered again at every call. */
import type { AstNode } from "langium";
import type { Operand } from "../ops/composite.js";
import type { FunctionDefinition } from "../grammar/generated/ast.js";
import { noteArgumentNames } from "./argument-names.js";
import { type Actual, bindArguments } from "./arguments.js";
import { type Context, report } from "./context.js";
import { networkCall } from "./effort.js";
import { lowerExpression } from "./expressions.js";
import { lowerNetworkCall } from "./network-calls.js";
import { type CallableEntity, Scope } from "./scope.js";
import { sourceOf, sourceOfName } from "./source.js";

type FunctionEntity = CallableEntity & { readonly kind: "function" };

/** The value of a call; nothing where it leads back to itself, which `recursion.ts` reports. */
export function lowerUserCall(
  entity: CallableEntity,
  actuals: readonly Actual[],
  place: AstNode,
  context: Context,
): Operand {
  const { effort } = context.collected;
  if (context.active.includes(entity.declaration)) return undefined;
  const tooMany = effort.call(entity.kind === "network" ? networkCall : 1);
  if (tooMany !== undefined)
    return report(context, place, "over-budget", tooMany);
  if (effort.isExhausted) return undefined;
  noteArgumentNames(entity, actuals, context);
  return entity.kind === "function"
    ? lowerFunctionCall(entity, actuals, place, context)
    : lowerNetworkCall(entity, actuals, place, context);
}

function lowerFunctionCall(
  { declaration, unit }: FunctionEntity,
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
  if (!bound || context.checksOnly) return undefined;
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
      source: sourceOfName(parameter, unit.file),
    });
  }
  const value = lowerExpression(declaration.body, {
    ...context,
    scope,
    paths: undefined,
    below: undefined,
    // The arguments have their nodes where the body has.
    argumentBuilder: undefined,
    inFunction: true,
    active: [...context.active, declaration],
  });
  return unit.broken.has(declaration) ? undefined : value;
}
