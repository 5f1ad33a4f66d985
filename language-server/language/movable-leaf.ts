/** The leaves of the concrete syntax tree, which an edit before them moves. */
import type { IToken } from "chevrotain";
import { type CstNode, isCompositeCstNode, LeafCstNodeImpl } from "langium";

export class MovableLeaf extends LeafCstNodeImpl {
  private moved = 0;

  static of(token: IToken, hidden: boolean): MovableLeaf {
    const { startOffset, image, tokenType } = token;
    return new MovableLeaf(
      startOffset,
      image.length,
      0,
      0,
      0,
      0,
      tokenType,
      hidden,
    );
  }

  override get offset(): number {
    return super.offset + this.moved;
  }

  override get end(): number {
    return super.end + this.moved;
  }

  /** Places in trees are offsets: lines are the document's to know. */
  override get range(): never {
    throw new Error("The nodes of a tree have offsets and no lines.");
  }

  move(by: number): void {
    this.moved += by;
  }
}

/** Moves everything that was read of a part of a text. */
export function moveNodes(parts: readonly CstNode[], by: number): void {
  if (by === 0) return;
  const nodes = [...parts];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (node instanceof MovableLeaf) node.move(by);
    else if (isCompositeCstNode(node))
      for (const part of node.content) nodes.push(part);
  }
}
