// `NN: Evaluate`: evaluates the document in the active editor now, whatever `nn.evaluation.trigger` says.
import { commands, window, type Disposable } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { evaluateRequest } from "../../language-server/protocol.js";
import { languageId, sendRequest } from "../language-client.js";

/**
 * @param started resolves when the server answers
 */
export function registerEvaluate(
  client: BaseLanguageClient,
  started: Promise<void>,
): Disposable {
  return commands.registerCommand("nn.evaluate", async () => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== languageId) {
      void window.showInformationMessage(
        "NN: Evaluate works on a .nn file: open one and try again.",
      );
      return undefined;
    }
    await started;
    return sendRequest(client, evaluateRequest, {
      uri: client.code2ProtocolConverter.asUri(document.uri),
    });
  });
}
