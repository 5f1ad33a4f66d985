/**
 * Edits that the graph makes: a number of the text is replaced by another one, undoable in the editor, and evaluated at
 * once unless that happens on command only.
 */
import { Range, Uri, window, workspace, WorkspaceEdit } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { evaluateRequest } from "../../language-server/protocol.js";
import { sendRequest } from "../language-client.js";
import type { TextEditMessage } from "./messages.js";
import type { GraphTarget } from "./panel.js";
import { rangeOf } from "./source-link.js";

/** Numbers as the language writes them; nothing else gets into the text this way. */
const number = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/;

/** Resolves to false where the text is no longer the one that the range is of. */
export async function applyTextEdit(
  client: BaseLanguageClient,
  { uri }: GraphTarget,
  edit: TextEditMessage,
): Promise<boolean> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  if (document.version !== edit.version || !number.test(edit.text))
    return false;
  const range = rangeOf(client, edit.range);
  const editor = window.visibleTextEditors.find(
    (visible) => visible.document === document,
  );
  let isDone;
  if (editor) {
    isDone = await editor.edit((change) => change.replace(range, edit.text), {
      undoStopBefore: !edit.continues,
      undoStopAfter: false,
    });
  } else {
    const change = new WorkspaceEdit();
    change.replace(document.uri, new Range(range.start, range.end), edit.text);
    isDone = await workspace.applyEdit(change);
  }
  if (!isDone) return false;
  const settings = workspace.getConfiguration("nn", document);
  if (settings.get("evaluation.trigger") !== "manual" && client.isRunning())
    void sendRequest(client, evaluateRequest, { uri });
  return true;
}
