// The graph's panel as tests use it: a file at the left, the graph beside it; afterwards no graph, and the text as it was.
import {
  commands,
  Selection,
  TabInputWebview,
  type TextEditor,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { eventually, fileUri, positionOf } from "./editor.js";
import type { Screen } from "./screen.js";

/** Shows a file at the left, whatever has the focus. */
export async function showFile(name: string): Promise<TextEditor> {
  return window.showTextDocument(fileUri(name), {
    preview: false,
    viewColumn: ViewColumn.One,
  });
}

/** Opens a file at the left and beside it the graph of the network that the text is in. */
export async function showGraph(
  name: string,
  at = "network",
): Promise<TextEditor> {
  const editor = await showFile(name);
  const place = positionOf(editor, at);
  editor.selection = new Selection(place, place);
  await commands.executeCommand("nn.showGraph");
  return editor;
}

/** Gives the keyboard to an element of the graph. An editor that was shown just before may still be taking it. */
export async function focusInGraph(
  screen: Screen,
  selector: string,
): Promise<void> {
  await eventually(`the focus on ${selector}`, async () => {
    await screen.actInGraph("focus", selector);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return window.activeTextEditor === undefined ? true : undefined;
  });
}

/** Closes all graphs and takes unsaved edits back. */
export async function closeGraphs(): Promise<void> {
  // First, as a graph may still be taking the focus, and what has it is reverted.
  await window.tabGroups.close(
    window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof TabInputWebview),
  );
  for (const { isDirty, uri } of workspace.textDocuments) {
    if (!isDirty) continue;
    await window.showTextDocument(uri, { viewColumn: ViewColumn.One });
    await commands.executeCommand("workbench.action.files.revert");
  }
}
