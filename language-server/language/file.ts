/** A whole file, lowered: every network that it defines, and what is wrong anywhere in it. */
import type { LoweredFile } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import {
  type File,
  type FunctionDefinition,
  isConstant,
  isDataset,
  isFunctionDefinition,
  isImport,
  isNetwork,
} from "../grammar/generated/ast.js";
import { lowerFunctionBody } from "./calls.js";
import { constantValue } from "./constants.js";
import {
  type Collected,
  type Context,
  noteOccurrence,
  report,
  type Reported,
} from "./context.js";
import { GraphBuilder } from "./graph-builder.js";
import { lowerNetwork } from "./network.js";
import { sourceOfName } from "./source.js";
import { createUnit, declareNames } from "./unit.js";

/** Lowers a parsed file. Never throws on a program, however broken: what is missing from its tree is left out. */
export function lowerFile(ast: File, uri: string): LoweredFile {
  const collected: Collected = { problems: [], occurrences: [] };
  const unit = createUnit(ast, 0);
  const files = [uri];
  const context: Context = {
    unit,
    collected,
    builder: new GraphBuilder(),
    scope: unit.scope,
    active: [],
    seed: 0,
  };
  declareNames(unit, context);
  for (const element of ast.elements) {
    if (isConstant(element)) constantValue(element, unit, context, element);
    if (isFunctionDefinition(element)) checkFunction(element, context);
    if (isImport(element) || isDataset(element))
      sayNotEvaluated(element, context);
  }
  const networks = ast.elements
    .filter(isNetwork)
    .filter(
      (network) => unit.callables.get(network.name)?.declaration === network,
    )
    .map((network, index) =>
      lowerNetwork(network, index, unit, files, collected),
    );
  return {
    files,
    networks,
    occurrences: collected.occurrences,
    problems: withoutRepetitions(collected.problems),
  };
}

function sayNotEvaluated(
  element: Parameters<typeof report>[1],
  context: Context,
): void {
  const isDatasetElement = "$type" in element && element.$type === "Dataset";
  report(
    context,
    element,
    "not-evaluated-yet",
    isDatasetElement
      ? "Datasets are checked for their form only in this version: what uses their columns is not evaluated."
      : "Imports are checked for their form only in this version: names of other files are not known here.",
    { severity: "information" },
  );
}

/** The names in an `fn`'s body, whether or not it is called; shapes are inferred at each call. */
function checkFunction(
  declaration: FunctionDefinition,
  context: Context,
): void {
  const { unit } = context;
  const seen = new Set<string>();
  for (const parameter of declaration.parameters) {
    const source = sourceOfName(parameter, unit.file);
    if (seen.has(parameter.name)) {
      report(
        context,
        source,
        "duplicate-name",
        `The function already has a parameter named \`${parameter.name}\`. Choose another name.`,
      );
    }
    seen.add(parameter.name);
    noteOccurrence(context, {
      source,
      declaration: source,
      kind: "argument",
      name: parameter.name,
    });
  }
  lowerFunctionBody(declaration, [], {
    ...context,
    builder: new GraphBuilder(),
  });
}

/**
 * What is wrong in a function or network whatever the call is said once, at its own place: the same finding at a call
 * is left out.
 */
function withoutRepetitions(problems: readonly Reported[]): Problem[] {
  const key = (problem: Problem, place = problem.source): string =>
    `${problem.code}:${String(place.file)}:${String(place.start)}:${String(place.end)}`;
  const direct = new Set(
    problems.filter(({ origin }) => !origin).map((problem) => key(problem)),
  );
  const said = new Set<string>();
  return problems.flatMap(({ origin, ...problem }) => {
    const at = `${key(problem)}:${problem.message}`;
    if ((origin && direct.has(key(problem, origin))) || said.has(at)) return [];
    said.add(at);
    return [problem];
  });
}
