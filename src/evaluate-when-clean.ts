// Text that becomes what is on disk without being saved (reverted, undone, changed by another program) is evaluated as if it
// had been saved. The server is told of saves only.
import { type Disposable, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { evaluateRequest } from "../language-server/protocol.js";
import { languageId, sendRequest } from "./language-client.js";

export function evaluateWhenClean(client: BaseLanguageClient): Disposable {
  return workspace.onDidChangeTextDocument(({ document }) => {
    if (document.languageId !== languageId || document.isDirty) return;
    if (!client.isRunning()) return;
    const settings = workspace.getConfiguration("nn", document);
    if (settings.get("evaluation.trigger") !== "onSave") return;
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    // After the client's own listener, which sends the new text.
    setTimeout(() => {
      if (client.isRunning())
        void sendRequest(client, evaluateRequest, { uri });
    }, 0);
  });
}
