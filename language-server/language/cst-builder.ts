/**
 * Langium's builder of concrete syntax trees, without its searches from the beginning of a node's children, which take
 * quadratic time on long files and long literals: what is looked for is at the end.
 */
import type { IToken } from "chevrotain";
import {
  type CompositeCstNode,
  type CstNode,
  CstNodeBuilder,
  type LangiumParser,
} from "langium";

/** Makes a parser use it. Langium has no service for its builder. */
export function buildTreesFast(parser: LangiumParser): LangiumParser {
  Object.defineProperty(parser, "nodeBuilder", { value: new FastCstBuilder() });
  return parser;
}

class FastCstBuilder extends CstNodeBuilder {
  /** Puts comments before the token that is about to be added. */
  override addHiddenNodes(tokens: IToken[]): void {
    if (tokens.length === 0) return;
    const nodes = tokens.map(
      (token) => this.createLeafNode(token, true) as CstNode,
    );
    let node = this.current as CompositeCstNode;
    if (node.content.length > 0) {
      this.appendChildren(node, nodes);
      return;
    }
    // The node is new: what is before it is found in the nodes around it.
    for (;;) {
      const { container } = node;
      const index = container?.content.lastIndexOf(node) ?? 0;
      if (!container || index > 0) {
        this.insertChildren(container ?? node, index, nodes);
        return;
      }
      node = container;
    }
  }

  override removeNode(node: CstNode): void {
    const content = node.container?.content as CstNode[] | undefined;
    const index = content?.lastIndexOf(node) ?? -1;
    if (index >= 0) content?.splice(index, 1);
  }
}
