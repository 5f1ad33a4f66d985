/**
 * Edits that our own surfaces make are evaluated at once, unless evaluation happens on command only. So are undo and redo
 * of such edits, until the text is edited otherwise.
 */
import {
  Disposable,
  type TextDocument,
  TextDocumentChangeReason,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { evaluateRequest } from "../language-server/protocol.js";
import { sendRequest } from "./language-client.js";

export class OwnEdits extends Disposable {
  /** Texts that nothing but our edits, undo and redo has touched since the first of them. */
  private readonly ours = new WeakSet<TextDocument>();
  private readonly editing = new Set<TextDocument>();

  constructor(private readonly client: BaseLanguageClient) {
    const listening = workspace.onDidChangeTextDocument(
      ({ document, reason, contentChanges }) => {
        if (contentChanges.length === 0 || this.editing.has(document)) return;
        if (!this.ours.has(document)) return;
        const isTakenBack =
          reason === TextDocumentChangeReason.Undo ||
          reason === TextDocumentChangeReason.Redo;
        if (isTakenBack) this.evaluate(document);
        else this.ours.delete(document);
      },
    );
    super(() => void listening.dispose());
  }

  /** @returns whether the edit was made, as `edit` says */
  async make(
    document: TextDocument,
    edit: () => Thenable<boolean>,
  ): Promise<boolean> {
    this.editing.add(document);
    try {
      if (!(await edit())) return false;
    } finally {
      this.editing.delete(document);
    }
    this.ours.add(document);
    this.evaluate(document);
    return true;
  }

  private evaluate(document: TextDocument): void {
    const settings = workspace.getConfiguration("nn", document);
    if (settings.get("evaluation.trigger") === "manual") return;
    if (!this.client.isRunning()) return;
    const uri = this.client.code2ProtocolConverter.asUri(document.uri);
    // After the client's own listener, which sends the new text.
    setTimeout(() => {
      void sendRequest(this.client, evaluateRequest, { uri }).catch(
        () => undefined, // the server stopped; server-failures.ts tells of it
      );
    }, 0);
  }
}
