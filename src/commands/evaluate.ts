// `NN: Evaluate`: evaluates the document in the active editor, or that of the active graph, now, whatever
// `nn.evaluation.trigger` says.
import { commands, window, type Disposable } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { evaluateRequest } from "../../language-server/protocol.js";
import type { GraphPanels } from "../graph-view/panels.js";
import { sendRequest } from "../language-client.js";
import { commandTarget } from "./choose-network.js";

export function registerEvaluate(
  client: BaseLanguageClient,
  graphs: GraphPanels,
): Disposable {
  return commands.registerCommand("nn.evaluate", async (file?: unknown) => {
    const target = commandTarget(client, file, undefined, graphs);
    if (!target) {
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
    return sendRequest(client, evaluateRequest, { uri: target.uri });
  });
}
