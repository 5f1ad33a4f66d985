/** Which constants a constant is made of, directly or through the functions that it calls. */
import type { AstNode } from "langium";
import {
  type Constant,
  isCall,
  isReference,
  isStage,
} from "../grammar/generated/ast.js";
import type { SourceUnit } from "./context.js";
import { nodesIn } from "./inner-nodes.js";

export interface NeededConstant {
  readonly declaration: Constant;
  readonly unit: SourceUnit;
}

/** The constants that an expression of the unit names, those in the bodies of functions included. */
export function constantsIn(
  expression: AstNode | undefined,
  unit: SourceUnit,
): NeededConstant[] {
  const found: NeededConstant[] = [];
  const seen = new Set<AstNode>();
  const open = expression ? [{ node: expression, unit }] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next.node)) continue;
    seen.add(next.node);
    for (const node of nodesIn(next.node)) {
      if (isReference(node)) {
        const entity = next.unit.scope.lookUp(node.name);
        if (entity?.kind === "constant") found.push(entity);
      } else if (isCall(node) || isStage(node)) {
        const entity = next.unit.callables.get(node.function);
        if (entity?.kind === "function")
          open.push({ node: entity.declaration.body, unit: entity.unit });
      }
    }
  }
  return found;
}
