/**
 * Edits of numbers in the text, one after the other: a place is known for one version of the text only, so while an edit
 * is on its way, the newest wish waits for the next model, and those before it are dropped.
 */
import type { GraphModel, ModelId } from "../../../language-server/protocol.js";
import type { TextEditMessage } from "../messages.js";

interface Wish {
  readonly node: ModelId;
  readonly index: number;
  readonly text: string;
  readonly continues: boolean;
}

export class TextEditor {
  private model: GraphModel | undefined;
  /** The version that an edit is on its way for: it ends with the edit. */
  private edited: number | undefined;
  private waiting: Wish | undefined;

  constructor(private readonly post: (message: TextEditMessage) => void) {}

  /** The newest model; what waited for it is sent. */
  follow(model: GraphModel | undefined): void {
    if (model === this.model) return;
    this.model = model;
    if (model === undefined || model.version === this.edited) return;
    this.edited = undefined;
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) this.send(waiting);
  }

  set(node: ModelId, index: number, text: string, continues: boolean): void {
    this.send({ node, index, text, continues });
  }

  refused(): void {
    this.edited = undefined;
    this.waiting = undefined;
  }

  private send(wish: Wish): void {
    const { model } = this;
    if (!model) return;
    if (this.edited === model.version) {
      this.waiting = wish;
      return;
    }
    const node = model.nodes.find(({ id }) => id === wish.node);
    const literal = node?.literals?.[wish.index];
    if (!literal) return;
    this.edited = model.version;
    const { text, continues } = wish;
    const { range } = literal;
    this.post({ kind: "edit", version: model.version, range, text, continues });
  }
}
