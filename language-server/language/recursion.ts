/** Functions and networks that lead back to themselves, found in the calls that a file contains. */
import type { SourceRange } from "../graph/graph.js";
import {
  type FunctionDefinition,
  type Network,
  isCall,
  isReference,
  isStage,
} from "../grammar/generated/ast.js";
import { findCycles } from "./cycles.js";
import { type Context, report, type SourceUnit } from "./context.js";
import { nodesIn } from "./inner-nodes.js";
import { sourceOf, sourceOfCallee, wordsOf } from "./source.js";

type Definition = FunctionDefinition | Network;

interface CallSite {
  readonly name: string;
  readonly called: Definition;
  readonly source: SourceRange;
}

/** Reports every function and network of the file that is recursive, at the call that leads back to it. */
export function reportRecursion(unit: SourceUnit, context: Context): void {
  const calls = new Map<Definition, CallSite[]>();
  for (const { declaration, unit: owner } of unit.callables.values())
    if (owner === unit) calls.set(declaration, callsIn(declaration, unit));
  const cycles = findCycles(
    new Map(
      [...calls].map(([definition, sites]) => [
        definition,
        sites.map(({ called }) => called),
      ]),
    ),
  );
  for (const [definition, sites] of calls) {
    const cycle = cycles.get(definition);
    const back = sites.find(({ called }) => cycle?.has(called));
    if (!back) continue;
    report(
      context,
      back.source,
      "recursive-definition",
      back.called === definition
        ? `\`${back.name}\` calls itself: functions and networks cannot be recursive.`
        : `\`${back.name}\` leads back to \`${definition.name}\`: functions and networks cannot be recursive.`,
    );
  }
}

function callsIn(definition: Definition, unit: SourceUnit): CallSite[] {
  const sites: CallSite[] = [];
  if (!mentionsCallable(definition, unit)) return sites;
  const add = (name: string, place: () => SourceRange): void => {
    const entity = unit.callables.get(name);
    if (entity)
      sites.push({ name, called: entity.declaration, source: place() });
  };
  for (const node of nodesIn(definition)) {
    if (!isCall(node) && !isStage(node)) continue;
    add(node.function, () => sourceOfCallee(node, unit.file));
    if (node.function !== "repeat") continue;
    for (const { value } of node.arguments)
      if (isReference(value)) add(value.name, () => sourceOf(value, unit.file));
  }
  return sites;
}

/** Whether the text, which is faster to look through than the tree, has a callable's name besides the definition's own. */
function mentionsCallable(definition: Definition, unit: SourceUnit): boolean {
  let own = 0;
  for (const word of wordsOf(definition))
    if (unit.callables.has(word) && (word !== definition.name || ++own > 1))
      return true;
  return false;
}
