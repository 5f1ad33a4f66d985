/** Names of arguments in calls of what the program defines, `Block(x, width: 768)`: uses of what they name there. */
import type { AstNode } from "langium";
import { isInput } from "../grammar/generated/ast.js";
import type { OccurrenceKind } from "../graph/lowered.js";
import type { Actual } from "./arguments.js";
import { type Context, noteOccurrence } from "./context.js";
import type { CallableEntity } from "./scope.js";
import { sourceOfName } from "./source.js";

type Formal = readonly [AstNode & { readonly name?: string }, OccurrenceKind];

export function noteArgumentNames(
  { declaration, unit }: CallableEntity,
  actuals: readonly Actual[],
  context: Context,
): void {
  // Most calls are in bodies that are lowered again, of which nothing is noted.
  if (context.callSite) return;
  const named = actuals.filter(
    (actual) => !("piped" in actual) && actual.name !== undefined,
  );
  if (named.length === 0) return;
  const formals: Formal[] =
    declaration.$type === "FunctionDefinition"
      ? declaration.parameters.map((formal) => [formal, "argument"])
      : [
          ...declaration.statements
            .filter(isInput)
            .map((formal): Formal => [formal, "value"]),
          ...declaration.hyperparameters.map((formal): Formal => [
            formal,
            "hyperparameter",
          ]),
        ];
  for (const actual of named) {
    if ("piped" in actual) continue;
    const { name } = actual;
    const found = formals.find(([formal]) => formal.name === name);
    if (!found || name === undefined) continue;
    const [formal, kind] = found;
    noteOccurrence(context, {
      source: sourceOfName(actual, context.unit.file),
      declaration: sourceOfName(formal, unit.file),
      kind,
      name,
    });
  }
}
