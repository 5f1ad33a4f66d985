/** Initialisers, where a program may write one: alone, as the value of a weight, bias, input or layer's parameter. */
import type { Shape } from "../graph/shape.js";
import type { Operand } from "../ops/composite.js";
import { initialisers } from "../ops/registry.js";
import type { Call } from "../grammar/generated/ast.js";
import { bindArguments } from "./arguments.js";
import {
  applyOperation,
  type Context,
  noteOccurrence,
  report,
} from "./context.js";
import { isLoadCall } from "./load.js";
import { sourceOf } from "./source.js";

/** Calls that draw random numbers, and `load`, which reads them from a file. */
export function isInitialiserCall(call: Call, context: Context): boolean {
  return (
    (initialisers.has(call.function) || isLoadCall(call)) &&
    !context.unit.callables.has(call.function)
  );
}

/** A tensor of the shape, drawn under `key`, its full name. */
export function lowerInitialiser(
  call: Call,
  shape: Shape,
  key: string,
  context: Context,
): Operand {
  const record = initialisers.get(call.function);
  if (!record) return undefined;
  const { start } = sourceOf(call, context.unit.file);
  noteOccurrence(context, {
    source: {
      file: context.unit.file,
      start,
      end: start + call.function.length,
    },
    kind: "builtin",
    name: call.function,
  });
  const bound = bindArguments(record, call.arguments, call, context);
  if (!bound) return undefined;
  const values = record.signature.map(({ name }) =>
    Number(bound.attributes[name] ?? 0),
  );
  const reason = record.refuse?.(values);
  if (reason !== undefined)
    return report(
      context,
      call,
      "invalid-argument",
      `\`${record.name}\` cannot draw: ${reason}.`,
    );
  return applyOperation(
    context,
    "initialise",
    [],
    {
      initialiser: record.name,
      values,
      key,
      seed: context.seed,
      shape,
    },
    call,
  );
}
