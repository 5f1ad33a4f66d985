// `NN: Trace Backprop`: starts a debug session that steps through the network at the cursor, or the one that is asked for.
import {
  commands,
  debug,
  type Disposable,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { GraphPanels } from "../graph-view/panels.js";
import { languageId } from "../language-client.js";
import { commandTarget } from "./choose-network.js";

/** The editor's title passes the file alone, a lens its network as well, the palette nothing. */
export function registerTraceBackprop(
  client: BaseLanguageClient,
  graphs: GraphPanels,
): Disposable {
  return commands.registerCommand(
    "nn.traceBackprop",
    async (file?: unknown, name?: unknown) => {
      const target = commandTarget(client, file, name, graphs);
      if (!target) {
        void window.showInformationMessage(
          "NN: Trace Backprop works on a .nn file: open one and try again.",
        );
        return false;
      }
      const { uri, network, position } = target;
      const program = client.protocol2CodeConverter.asUri(uri);
      return debug.startDebugging(workspace.getWorkspaceFolder(program), {
        type: languageId,
        request: "launch",
        name: "Trace Backprop",
        program: pathOf(program),
        ...(network !== undefined && { network }),
        ...(position && { cursor: position }),
      });
    },
  );
}

/** As launch configurations name files. */
const pathOf = (uri: Uri): string =>
  uri.scheme === "file" ? uri.fsPath : uri.toString();
