// `NN: Show Graph`: opens the graph of the network at the cursor, or of the one that is asked for, beside the editor.
import { commands, type Disposable, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type GraphAnswer,
  graphRequest,
} from "../../language-server/protocol.js";
import type { GraphPanels } from "../graph-view/panels.js";
import { sendRequest } from "../language-client.js";
import { chooseNetwork, commandTarget } from "./choose-network.js";

/** The editor's title passes the file alone, a lens its network as well, the palette nothing. */
export function registerShowGraph(
  client: BaseLanguageClient,
  panels: GraphPanels,
): Disposable {
  return commands.registerCommand(
    "nn.showGraph",
    async (file?: unknown, name?: unknown) => {
      const params = commandTarget(client, file, name, panels);
      if (!params) {
        void window.showInformationMessage(
          "NN: Show Graph works on a .nn file: open one and try again.",
        );
        return;
      }
      try {
        await client.start(); // joins a start that is under way; starts a server that stopped
      } catch {
        return; // told by server-failures.ts
      }
      const answer = await sendRequest(client, graphRequest, params);
      const network = await networkOf(answer);
      if (network !== undefined) panels.show({ uri: params.uri, network });
    },
  );
}

/** Asks where the file has several; says so where there is none. */
async function networkOf(answer: GraphAnswer): Promise<string | undefined> {
  switch (answer.kind) {
    case "graph":
      return answer.network;
    case "nothing":
      void window.showInformationMessage(answer.message);
      return undefined;
    case "choice":
      return chooseNetwork(answer.networks, "Show Graph");
  }
}
