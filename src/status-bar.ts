// The status bar item: how the values of the document in the active editor, or of the active graph, stand. A click
// evaluates it.
import {
  Disposable,
  StatusBarAlignment,
  ThemeColor,
  window,
  workspace,
  type TextDocument,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import {
  evaluationStatusNotification,
  type EvaluationStatus,
} from "../language-server/protocol.js";
import type { GraphPanels } from "./graph-view/panels.js";
import { languageId, onNotification } from "./language-client.js";
import type { ServerFailures } from "./server-failures.js";
import { describeStatus, serverStopped } from "./status-text.js";

export function createStatusBar(
  client: BaseLanguageClient,
  { onGaveUp }: ServerFailures,
  graphs: Pick<GraphPanels, "active" | "onDidChangeActive">,
): Disposable {
  const item = window.createStatusBarItem(
    "nn.evaluation",
    StatusBarAlignment.Left,
  );
  item.name = "NN Live: Evaluation";
  item.command = "nn.evaluate";

  let hasStopped = false;
  const statuses = new Map<string, EvaluationStatus>();
  const uriOf = (document: TextDocument): string =>
    client.code2ProtocolConverter.asUri(document.uri);

  function shownDocument(): TextDocument | undefined {
    const { active } = graphs;
    return active
      ? workspace.textDocuments.find((each) => uriOf(each) === active.uri)
      : window.activeTextEditor?.document;
  }

  function show(): void {
    const document = shownDocument();
    if (document?.languageId !== languageId) {
      item.hide();
      return;
    }
    const status = statuses.get(uriOf(document));
    const look = hasStopped
      ? serverStopped
      : status && describeStatus(status, document.version);
    if (!look) {
      item.hide();
      return;
    }
    item.text = look.text;
    item.tooltip = look.tooltip;
    item.accessibilityInformation = { label: look.tooltip };
    item.backgroundColor = look.isProblem
      ? new ThemeColor("statusBarItem.warningBackground")
      : undefined;
    item.show();
  }

  return Disposable.from(
    item,
    onNotification(client, evaluationStatusNotification, (status) => {
      statuses.set(status.uri, status);
      show();
    }),
    onGaveUp(() => {
      hasStopped = true;
      show();
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Starting) return;
      hasStopped = false;
      statuses.clear();
      show();
    }),
    window.onDidChangeActiveTextEditor(show),
    graphs.onDidChangeActive(show),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === shownDocument()) show();
    }),
    workspace.onDidCloseTextDocument((document) => {
      statuses.delete(uriOf(document));
    }),
  );
}
