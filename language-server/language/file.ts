/** A whole file, lowered: every network that it defines, and what is wrong anywhere in it. */
import type { LoweredFile } from "../graph/lowered.js";
import type { Problem } from "../graph/problem.js";
import {
  type FunctionDefinition,
  isConstant,
  isDataset,
  isFunctionDefinition,
  isNetwork,
} from "../grammar/generated/ast.js";
import { constantValue } from "./constants.js";
import {
  type Collected,
  type Context,
  noteOccurrence,
  type Reported,
} from "./context.js";
import { checkDataset } from "./datasets.js";
import { Effort } from "./effort.js";
import { lowerFunctionBody } from "./function-calls.js";
import { GraphBuilder } from "./graph-builder.js";
import { checkImports, problemsOfImports } from "./import-problems.js";
import { linkImports, type OtherFiles, type ParsedFile } from "./imports.js";
import { lowerNetwork } from "./network.js";
import { isFree } from "./instance.js";
import { reportRecursion } from "./recursion.js";
import { Scope } from "./scope.js";
import { sourceOfName } from "./source.js";
import { createUnit, declareNames } from "./unit.js";
import { unusedNames } from "./unused-names.js";
import { visibleDefinitions } from "./visible-definitions.js";

/** Lowers a parsed file. Never throws on a program, however broken: what is missing from its tree is left out. */
export function lowerFile(
  { ast, uri, text, broken }: ParsedFile,
  others: OtherFiles,
): LoweredFile {
  const collected: Collected = {
    problems: [],
    occurrences: [],
    requests: others.requests,
    effort: new Effort(),
  };
  const unit = createUnit({ uri, ast, broken }, 0);
  const context: Context = {
    unit,
    collected,
    builder: new GraphBuilder(),
    scope: unit.scope,
    active: [],
    seed: 0,
  };
  declareNames(unit, context);
  const program = linkImports(unit, context, others);
  const files = program.units.map((each) => each.uri);
  const inImports = problemsOfImports(unit, program, others);
  checkImports(unit, program, context, others);
  reportRecursion(unit, context);
  for (const element of ast.elements) {
    if (isConstant(element)) constantValue(element, unit, context, element);
    if (isFunctionDefinition(element)) checkFunction(element, context);
    if (isDataset(element)) checkDataset(element, context);
  }
  const networks = ast.elements
    .filter(isNetwork)
    .filter(
      (network) => unit.callables.get(network.name)?.declaration === network,
    )
    .map((network, index) =>
      lowerNetwork(network, index, unit, files, collected),
    );
  const problems = ownProblems(collected.problems, inImports);
  return {
    files,
    texts: [text, ...program.parsed.slice(1).map((file) => file?.text ?? "")],
    networks,
    occurrences: collected.occurrences,
    definitions: visibleDefinitions(unit),
    problems,
    unused: unusedNames({ unit, networks, collected, problems }),
  };
}

/** The names in an `fn`'s body, whether or not it is called; shapes are inferred at each call. */
function checkFunction(
  declaration: FunctionDefinition,
  context: Context,
): void {
  const { unit } = context;
  const scope = new Scope();
  for (const parameter of declaration.parameters) {
    const { name } = parameter;
    const source = sourceOfName(parameter, unit.file);
    if (!isFree(name, scope, source, context)) continue;
    scope.define(name, { kind: "argument", node: undefined, source });
    noteOccurrence(context, {
      source,
      declaration: source,
      kind: "argument",
      name,
    });
  }
  lowerFunctionBody(declaration, [], {
    ...context,
    builder: new GraphBuilder(),
    checksOnly: true,
  });
}

/**
 * What is wrong in a function or network whatever the call is said once, at its own place: the same finding at a call
 * is left out. What is wrong in an imported file is said in that file.
 */
function ownProblems(
  problems: readonly Reported[],
  inImports: readonly Problem[],
): Problem[] {
  const key = (problem: Problem, place = problem.source): string =>
    `${problem.code}:${String(place.file)}:${String(place.start)}:${String(place.end)}`;
  const direct = new Set(
    [...problems.filter(({ origin }) => !origin), ...inImports].map((problem) =>
      key(problem),
    ),
  );
  const said = new Set<string>();
  return problems.flatMap(({ origin, ...problem }) => {
    if (problem.source.file !== 0) return [];
    const at = `${key(problem)}:${problem.message}`;
    if ((origin && direct.has(key(problem, origin))) || said.has(at)) return [];
    said.add(at);
    return [problem];
  });
}
