/**
 * Edits that the graph makes: a number of the text is replaced by another one, undoable in the editor, and evaluated at
 * once unless that happens on command only. So are undo and redo of such edits.
 */
import {
  Disposable,
  TextDocumentChangeReason,
  type TextDocument,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { evaluateRequest } from "../../language-server/protocol.js";
import { sendRequest } from "../language-client.js";
import type { TextEditMessage } from "./messages.js";
import { rangeOf } from "./source-link.js";

/** Numbers as the language writes them; nothing else gets into the text this way. */
const number = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/;

export class TextEdits extends Disposable {
  /** Whether nothing but our edits, undo and redo has touched the text since the first of them. */
  private isOurs = false;
  private isEditing = false;

  constructor(
    private readonly client: BaseLanguageClient,
    /** The address of the file. */
    private readonly uri: string,
  ) {
    const listening = workspace.onDidChangeTextDocument(
      ({ document, reason, contentChanges }) => {
        if (contentChanges.length === 0 || !this.isMeant(document)) return;
        if (this.isEditing) return;
        const isTakenBack =
          reason === TextDocumentChangeReason.Undo ||
          reason === TextDocumentChangeReason.Redo;
        if (!isTakenBack) this.isOurs = false;
        else if (this.isOurs) this.evaluate(document);
      },
    );
    super(() => void listening.dispose());
  }

  /** Resolves to false where the text is no longer the one that the range is of. */
  async apply(edit: TextEditMessage): Promise<boolean> {
    const document = await workspace.openTextDocument(Uri.parse(this.uri));
    if (document.version !== edit.version || !number.test(edit.text))
      return false;
    this.isEditing = true;
    try {
      if (!(await this.replace(document, edit))) return false;
    } finally {
      this.isEditing = false;
    }
    this.isOurs = true;
    this.evaluate(document);
    return true;
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

  private isMeant({ uri }: TextDocument): boolean {
    return this.client.code2ProtocolConverter.asUri(uri) === this.uri;
  }

  private evaluate(document: TextDocument): void {
    const settings = workspace.getConfiguration("nn", document);
    if (settings.get("evaluation.trigger") === "manual") return;
    if (!this.client.isRunning()) return;
    // After the client's own listener, which sends the new text.
    setTimeout(() => {
      void sendRequest(this.client, evaluateRequest, { uri: this.uri }).catch(
        () => undefined, // the server stopped; server-failures.ts tells of it
      );
    }, 0);
  }
}
