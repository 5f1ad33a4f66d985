// `NN: Evaluate`: evaluates the document in the active editor now, whatever `nn.evaluation.trigger` says.
import { commands, window, type Disposable } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { evaluateRequest } from "../../language-server/protocol.js";
import { languageId, sendRequest } from "../language-client.js";

export function registerEvaluate(client: BaseLanguageClient): Disposable {
  return commands.registerCommand("nn.evaluate", async () => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== languageId) {
      void window.showInformationMessage(
        "NN: Evaluate works on a .nn file: open one and try again.",
      );
      return undefined;
    }
    try {
      await client.start(); // joins a start that is under way; starts a server that stopped
    } catch {
      return undefined; // told by server-failures.ts
    }
    return sendRequest(client, evaluateRequest, {
      uri: client.code2ProtocolConverter.asUri(document.uri),
    });
  });
}
