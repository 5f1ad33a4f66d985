/** The nodes of a syntax tree, without the cost of Langium's streams. */
import { type AstNode, isAstNode } from "langium";

/** The node and everything in it, in no order. */
export function nodesIn(root: AstNode): AstNode[] {
  const nodes = [root];
  // The list grows while it is walked.
  for (const node of nodes) {
    for (const property in node) {
      // Among these are the container and the concrete syntax tree.
      if (property.startsWith("$")) continue;
      const value: unknown = node[property as keyof AstNode];
      if (typeof value !== "object") continue;
      if (Array.isArray(value)) {
        for (const item of value as unknown[])
          if (isAstNode(item)) nodes.push(item);
      } else if (isAstNode(value)) nodes.push(value);
    }
  }
  return nodes;
}
