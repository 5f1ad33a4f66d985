/** Calls of anything: built-in functions by their records, layers with what they own, what the program defines. */
import type { AstNode } from "langium";
import type { Attributes } from "../graph/graph.js";
import type { CompositeFunction, Operand } from "../ops/composite.js";
import { functions, initialisers, resolveFunction } from "../ops/registry.js";
import type { Stage } from "../grammar/generated/ast.js";
import { type Actual, bindArguments, countPositional } from "./arguments.js";
import {
  applyOperation,
  builderAt,
  type Context,
  missesNames,
  noteOccurrence,
  report,
} from "./context.js";
import { lowerUserCall } from "./function-calls.js";
import { lowerLayerCall } from "./layer-calls.js";
import { lowerGradCall } from "./derivatives.js";
import { lowerRepeat } from "./repeat.js";
import { functionAdvice } from "./familiar-spellings.js";
import { offerName } from "./nearest-name.js";
import type { CallableEntity } from "./scope.js";
import { sourceOf, sourceOfCallee } from "./source.js";
import { specialFunctions } from "./special-functions.js";

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
  if (user) return lowerUserCall(user, actuals, place, context);
  if (name === "grad") return lowerGradCall(place, actuals, context);
  if (name === "repeat") return lowerRepeat(actuals, place, context);
  const record = resolveFunction(name, countPositional(actuals));
  if (!record) return reportNoFunction(name, stage ?? place, context);
  if ("kind" in record && record.kind === "layer")
    return lowerLayerCall(record, actuals, place, context);
  const bound = bindArguments({ ...record, name }, actuals, place, context);
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
  callee: AstNode,
  context: Context,
): void {
  // Most calls are of bodies that are lowered again, of which nothing is noted.
  if (!name || context.callSite) return;
  noteOccurrence(context, {
    source: sourceOfCallee(callee, context.unit.file),
    ...(user && { declaration: user.source }),
    kind: user?.kind ?? "builtin",
    name,
  });
}

function reportNoFunction(
  name: string,
  callee: AstNode,
  context: Context,
): undefined {
  if (!name) return undefined;
  const place = sourceOfCallee(callee, context.unit.file);
  if (initialisers.has(name) || name === "load") {
    return report(
      context,
      place,
      "misplaced-initialiser",
      `The initialiser \`${name}\` stands alone, as the value of a weight, bias or input, or as a layer's parameter: \`dense(3, weight: …)\`.`,
    );
  }
  if (context.scope.lookUp(name)) {
    return report(
      context,
      place,
      "undefined-function",
      `\`${name}\` is a value, not a function. To multiply, write \`*\`.`,
      { data: { isValue: true } },
    );
  }
  if (missesNames(context.unit)) return undefined;
  const advice = functionAdvice(name);
  const nearest = advice
    ? undefined
    : offerName(
        name,
        () => [
          ...functions.keys(),
          ...context.unit.callables.keys(),
          ...specialFunctions,
        ],
        context,
      );
  const offer = advice ?? (nearest && `Did you mean \`${nearest}\`?`);
  return report(
    context,
    place,
    "undefined-function",
    `There is no function or network named \`${name}\`.${offer ? ` ${offer}` : ""}`,
    nearest ? { data: { nearest } } : {},
  );
}
