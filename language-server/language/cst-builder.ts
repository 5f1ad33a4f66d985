/**
 * How Langium's parser builds its trees, made fit for long files: without searches from the beginning of a node's
 * children, which take quadratic time, as what is looked for is at the end; with fewer nodes in the concrete tree; and
 * without objects made only to be looked at once. The syntax tree is the same (test/language/grammar.test.ts).
 */
import type { IToken } from "chevrotain";
import {
  type AstReflection,
  AstUtils,
  type CompositeCstNode,
  type CstNode,
  CstNodeBuilder,
  GrammarAST,
  isCompositeCstNode,
  type LangiumParser,
} from "langium";
import { MovableLeaf } from "./movable-leaf.js";

/** Makes a parser use it. Langium has no service for its builder. */
export function buildTreesFast(
  parser: LangiumParser,
  reflection: AstReflection,
): LangiumParser {
  return Object.defineProperties(parser, {
    nodeBuilder: { value: new FastCstBuilder() },
    astReflection: { value: withDefaultsOnly(reflection) },
    assignWithoutOverride: { value: mergeInto },
  });
}

class FastCstBuilder extends CstNodeBuilder {
  /**
   * A rule that only passes on what another rule made takes over its parts, so that one node stays of a chain of rules:
   * most operands stand at the end of such a chain, and memory that stays is what makes long files slow.
   */
  override construct(item: Parameters<CstNodeBuilder["construct"]>[0]): void {
    const node = this.current as CompositeCstNode;
    const [only] = node.content;
    if (
      node.content.length === 1 &&
      isCompositeCstNode(only) &&
      isPassedOn(only)
    ) {
      Object.assign(node, { content: [] });
      this.appendChildren(node, only.content as CstNode[]);
    }
    super.construct(item);
  }

  protected override createLeafNode(
    token: IToken,
    hidden: boolean,
  ): MovableLeaf {
    return MovableLeaf.of(token, hidden);
  }

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

const passedOn = new WeakMap<GrammarAST.AbstractElement, boolean>();

/** Whether a node comes from the call of a rule whose result no property is made of. */
function isPassedOn({ grammarSource }: CstNode): boolean {
  if (!grammarSource) return false;
  let known = passedOn.get(grammarSource);
  if (known === undefined) {
    known =
      GrammarAST.isRuleCall(grammarSource) &&
      !AstUtils.getContainerOfType(grammarSource, GrammarAST.isAssignment);
    passedOn.set(grammarSource, known);
  }
  return known;
}

type TypeMetaData = ReturnType<AstReflection["getTypeMetaData"]>;

/** The parser asks for the properties of a node's type only to give it those that it lacks and that have a default. */
function withDefaultsOnly(reflection: AstReflection): AstReflection {
  const known = new Map<string, TypeMetaData>();
  const getTypeMetaData = (type: string): TypeMetaData => {
    let found = known.get(type);
    if (!found) {
      const { properties, ...rest } = reflection.getTypeMetaData(type);
      const entries = Object.entries(properties).filter(
        ([, { defaultValue }]) => defaultValue !== undefined,
      );
      found = { ...rest, properties: Object.fromEntries(entries) };
      known.set(type, found);
    }
    return found;
  };
  return Object.create(reflection, {
    getTypeMetaData: { value: getTypeMetaData },
  }) as AstReflection;
}

type Parts = Record<string, unknown>;

/** What a rule passes on gets the properties that the calling rule had set before, of lists the earlier items first. */
function mergeInto(target: Parts, source: Parts): Parts {
  for (const name in source) {
    const before = source[name];
    const found = target[name];
    if (found === undefined) target[name] = before;
    else if (Array.isArray(found) && Array.isArray(before))
      target[name] = [...(before as unknown[]), ...(found as unknown[])];
  }
  // The calling rule's node takes its place.
  target["$cstNode"] = undefined;
  return target;
}
