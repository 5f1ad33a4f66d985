/** The names that a file defines: constants and datasets are values, functions and networks are called. */
import type { FileElement } from "../grammar/generated/ast.js";
import { functions, initialisers } from "../ops/registry.js";
import {
  type Context,
  noteOccurrence,
  report,
  type SourceUnit,
} from "./context.js";
import type { ParsedFile } from "./imports.js";
import { isFree } from "./instance.js";
import { Scope } from "./scope.js";
import { sourceOfName } from "./source.js";
import { specialFunctions } from "./special-functions.js";

/** A unit whose names are not looked up yet: `declareNames` does that. */
export function createUnit(
  { uri, ast, broken }: Pick<ParsedFile, "uri" | "ast" | "broken">,
  file: number,
): SourceUnit {
  const imported = new Scope();
  return {
    file,
    uri,
    ast,
    broken,
    scope: new Scope(imported),
    imported,
    callables: new Map(),
    constants: new Map(),
    datasets: new Map(),
    imports: [],
  };
}

/** Puts the names that the file itself defines into its scope; reports those that are taken. */
export function declareNames(unit: SourceUnit, context: Context): void {
  for (const element of unit.ast.elements) declare(element, unit, context);
}

function declare(
  element: FileElement,
  unit: SourceUnit,
  context: Context,
): void {
  if (element.$type === "Import" || !element.name) return;
  const { name } = element;
  const source = sourceOfName(element, unit.file);
  if (element.$type === "Constant" || element.$type === "Dataset") {
    if (!isFree(name, unit.scope, source, context)) return;
    if (element.$type === "Constant")
      unit.scope.define(name, {
        kind: "constant",
        declaration: element,
        source,
        unit,
      });
    else
      unit.scope.define(name, {
        kind: "dataset",
        declaration: element,
        source,
        unit,
      });
    noteOccurrence(context, {
      source,
      declaration: source,
      kind: element.$type === "Constant" ? "constant" : "dataset",
      name,
    });
    return;
  }
  if (isBuiltIn(name)) {
    report(
      context,
      source,
      "redefined-builtin",
      `\`${name}\` is a built-in function and cannot be redefined. Choose another name.`,
    );
    return;
  }
  const before = unit.callables.get(name);
  if (before) {
    report(
      context,
      source,
      "duplicate-name",
      `There already is a function or network named \`${name}\`. Choose another name.`,
      {
        related: [
          { message: `\`${name}\` is defined here`, source: before.source },
        ],
      },
    );
    return;
  }
  if (element.$type === "FunctionDefinition")
    unit.callables.set(name, {
      kind: "function",
      declaration: element,
      source,
      unit,
    });
  else
    unit.callables.set(name, {
      kind: "network",
      declaration: element,
      source,
      unit,
    });
  noteOccurrence(context, {
    source,
    declaration: source,
    kind: element.$type === "FunctionDefinition" ? "function" : "network",
    name,
  });
}

const special: ReadonlySet<string> = new Set(specialFunctions);

const isBuiltIn = (name: string): boolean =>
  functions.has(name) || initialisers.has(name) || special.has(name);
