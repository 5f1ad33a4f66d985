// Text that becomes what is on disk without being saved (reverted, undone, changed by another program) is evaluated as if it
// had been saved. The server is told of saves only.
import { Disposable, type TextDocument, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { evaluateRequest } from "../language-server/protocol.js";
import { languageId, sendRequest } from "./language-client.js";

/** VS Code says that a text is edited first and that it is dirty soon after: so long, in milliseconds, it only seems clean. */
const dirtSettles = 100;

export function evaluateWhenClean(client: BaseLanguageClient): Disposable {
  const waiting = new Map<TextDocument, ReturnType<typeof setTimeout>>();

  function forget(document: TextDocument): void {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
  }

  function evaluate(document: TextDocument): void {
    forget(document);
    if (document.isDirty || document.isClosed || !client.isRunning()) return;
    const settings = workspace.getConfiguration("nn", document);
    if (settings.get("evaluation.trigger") !== "onSave") return;
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    void sendRequest(client, evaluateRequest, { uri }).catch(
      () => undefined, // the server stopped; server-failures.ts tells of it
    );
  }

  return Disposable.from(
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId !== languageId) return;
      forget(document);
      if (document.isDirty) return;
      waiting.set(
        document,
        setTimeout(() => evaluate(document), dirtSettles),
      );
    }),
    workspace.onDidCloseTextDocument(forget),
    new Disposable(() => {
      for (const document of [...waiting.keys()]) forget(document);
    }),
  );
}
