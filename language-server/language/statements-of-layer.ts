/**
 * Which statements of a network count where it is used as a layer. Its checks, training, seed and loss do not, nor does
 * what is made of the loss or with a derivative, except where an output needs it.
 */
import type { AstNode } from "langium";
import {
  type Network,
  type Statement,
  isCall,
  isDefinition,
  isExpectation,
  isLayer,
  isLoss,
  isOutput,
  isPartial,
  isReference,
  isSeed,
  isTraining,
} from "../grammar/generated/ast.js";
import { nodesIn } from "./inner-nodes.js";

const known = new WeakMap<Network, readonly Statement[]>();

/** Worked out once for each network, however often it is called. */
export function statementsOfLayer(network: Network): readonly Statement[] {
  const statements = known.get(network) ?? chooseStatements(network);
  known.set(network, statements);
  return statements;
}

function chooseStatements({ statements }: Network): Statement[] {
  const needed = neededByOutputs(statements);
  const ignored = new Set<string>();
  return statements.filter((statement) => {
    if (isExpectation(statement) || isSeed(statement) || isTraining(statement))
      return false;
    if (needed.has(statement)) return true;
    const isIgnored =
      isLoss(statement) ||
      ((isDefinition(statement) || isLayer(statement)) &&
        (isMadeWithDerivative(statement) ||
          namesIn(statement).some((name) => ignored.has(name))));
    if (isIgnored) ignored.add(statement.name);
    return !isIgnored;
  });
}

/** The outputs, and what they are made of. */
function neededByOutputs(statements: readonly Statement[]): Set<Statement> {
  const needed = new Set<Statement>();
  const names = new Set<string>();
  for (const statement of statements.toReversed()) {
    const isNeeded =
      isOutput(statement) || ("name" in statement && names.has(statement.name));
    if (!isNeeded) continue;
    needed.add(statement);
    if (isOutput(statement)) names.add(statement.name);
    for (const name of namesIn(statement)) names.add(name);
  }
  return needed;
}

const namesIn = (node: AstNode): string[] =>
  nodesIn(node)
    .filter(isReference)
    .map(({ name }) => name);

const isMadeWithDerivative = (node: AstNode): boolean =>
  nodesIn(node).some(
    (inner) => isPartial(inner) || (isCall(inner) && inner.function === "grad"),
  );
