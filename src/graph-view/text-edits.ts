/**
 * Edits that the graph makes: a number of the text is replaced by another one, undoable in the editor, and evaluated at
 * once unless that happens on command only. So are undo and redo of such edits.
 */
import {
  Disposable,
  type TextDocument,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { OwnEdits } from "../own-edits.js";
import type { TextEditMessage } from "./messages.js";
import { rangeOf } from "./source-link.js";

/** Numbers as the language writes them; nothing else gets into the text this way. */
const number = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/;

export class TextEdits extends Disposable {
  private readonly edits: OwnEdits;

  constructor(
    private readonly client: BaseLanguageClient,
    /** The address of the file. */
    private readonly uri: string,
  ) {
    const edits = new OwnEdits(client);
    super(() => void edits.dispose());
    this.edits = edits;
  }

  /** Resolves to false where the text is no longer the one that the range is of. */
  async apply(edit: TextEditMessage): Promise<boolean> {
    const document = await workspace.openTextDocument(Uri.parse(this.uri));
    if (document.version !== edit.version || !number.test(edit.text))
      return false;
    return this.edits.make(document, () => this.replace(document, edit));
  }

  private replace(
    document: TextDocument,
    edit: TextEditMessage,
  ): Thenable<boolean> {
    const range = rangeOf(this.client, edit.range);
    const editor = window.visibleTextEditors.find(
      (visible) => visible.document === document,
    );
    if (editor)
      return editor.edit((change) => change.replace(range, edit.text), {
        undoStopBefore: !edit.continues,
        undoStopAfter: false,
      });
    const change = new WorkspaceEdit();
    change.replace(document.uri, range, edit.text);
    return workspace.applyEdit(change);
  }
}
