// `NN: Worked Solution`: writes down the backpropagation through the network at the cursor, or the one that is asked for, as
// a new Markdown document beside the program, and shows VS Code's own preview of it, which typesets the formulas.
import {
  commands,
  type Disposable,
  Position,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type WorkedSolution,
  type WorkedSolutionParams,
  workedSolutionRequest,
} from "../../language-server/protocol.js";
import type { GraphPanels } from "../graph-view/panels.js";
import { sendRequest } from "../language-client.js";
import { chooseNetwork, commandTarget } from "./choose-network.js";

/** The editor's title passes the file alone, a lens its network as well, the palette nothing. */
export function registerWorkedSolution(
  client: BaseLanguageClient,
  graphs: GraphPanels,
): Disposable {
  return commands.registerCommand(
    "nn.workedSolution",
    async (file?: unknown, name?: unknown) => {
      const params = commandTarget(client, file, name, graphs);
      if (!params) {
        void window.showInformationMessage(
          "NN: Worked Solution works on a .nn file: open one and try again.",
        );
        return;
      }
      try {
        await client.start(); // joins a start that is under way; starts a server that stopped
      } catch {
        return; // told by server-failures.ts
      }
      const solution = await solutionOf(client, params);
      if (solution) await show(solution);
    },
  );
}

/** Asks which network is meant where the file has several; says so where there is nothing to solve. */
async function solutionOf(
  client: BaseLanguageClient,
  params: WorkedSolutionParams,
): Promise<WorkedSolution | undefined> {
  const answer = await sendRequest(client, workedSolutionRequest, params);
  switch (answer.kind) {
    case "solution":
      return answer;
    case "nothing":
      void window.showInformationMessage(answer.message);
      return undefined;
    case "choice": {
      const network = await chooseNetwork(answer.networks, "Worked Solution");
      return network === undefined
        ? undefined
        : solutionOf(client, { uri: params.uri, network });
    }
  }
}

/** A document that is not saved yet: it is the user's, to keep, to hand in or to throw away. */
async function show({ markdown }: WorkedSolution): Promise<void> {
  const document = await workspace.openTextDocument({ language: "markdown" });
  const editor = await window.showTextDocument(document, {
    viewColumn: ViewColumn.Beside,
    preview: false,
  });
  // Not before: VS Code opens a tab of its own for a changed document that has none.
  await editor.edit((edit) => {
    edit.insert(new Position(0, 0), markdown);
  });
  try {
    await commands.executeCommand("markdown.showPreview", document.uri);
    // VS Code gives the name of a closed document to the next one, and the preview would show what it remembers of it.
    await commands.executeCommand("markdown.preview.refresh");
  } catch {
    // VS Code's Markdown extension can be switched off: the document itself is shown then.
  }
}
