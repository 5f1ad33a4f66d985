// `NN: Summary`: what each layer of the network at the cursor costs, as a table beside the editor. It is VS Code's own
// preview of a read-only document, which is written anew after every edit of the program.
import {
  commands,
  Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type NetworkSummary,
  type SummaryParams,
  summaryRequest,
} from "../../language-server/protocol.js";
import type { GraphPanels } from "../graph-view/panels.js";
import { languageId, sendRequest } from "../language-client.js";
import { chooseNetwork, commandTarget } from "./choose-network.js";

const scheme = "nn-summary";

/** How long the keys must rest before the table is written anew, in milliseconds. */
const pause = 150;

/** The editor's title passes the file alone, a lens its network as well, the palette nothing. */
export function registerSummary(
  client: BaseLanguageClient,
  graphs: GraphPanels,
): Disposable {
  const documents = new SummaryDocuments(client);
  return Disposable.from(
    documents,
    workspace.registerTextDocumentContentProvider(scheme, documents),
    commands.registerCommand(
      "nn.summary",
      async (file?: unknown, name?: unknown) => {
        const params = commandTarget(client, file, name, graphs);
        if (!params) {
          void window.showInformationMessage(
            "NN: Summary works on a .nn file: open one and try again.",
          );
          return;
        }
        try {
          await client.start(); // joins a start that is under way; starts a server that stopped
        } catch {
          return; // told by server-failures.ts
        }
        const summary = await summaryOf(client, params);
        if (summary)
          await show(addressOf(params.uri, summary.network), documents);
      },
    ),
  );
}

/** Asks which network is meant where the file has several; says so where there is none. */
async function summaryOf(
  client: BaseLanguageClient,
  params: SummaryParams,
): Promise<NetworkSummary | undefined> {
  const answer = await sendRequest(client, summaryRequest, params);
  switch (answer.kind) {
    case "summary":
      return answer;
    case "nothing":
      void window.showInformationMessage(answer.message);
      return undefined;
    case "choice": {
      const network = await chooseNetwork(answer.networks, "Summary");
      return network === undefined
        ? undefined
        : summaryOf(client, { uri: params.uri, network });
    }
  }
}

/** Says which network of which file the document is about. */
const addressOf = (uri: string, network: string): Uri =>
  Uri.from({
    scheme,
    path: `/Summary of ${network}.md`,
    query: JSON.stringify({ uri, network }),
  });

async function show(address: Uri, documents: SummaryDocuments): Promise<void> {
  documents.refresh(address);
  try {
    // Locked: it stays when another Markdown document is looked at.
    await commands.executeCommand("markdown.showLockedPreviewToSide", address);
  } catch {
    // VS Code's Markdown extension can be switched off: the document itself is shown then.
    await window.showTextDocument(address, { preserveFocus: true });
  }
}

class SummaryDocuments implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions: Disposable;

  constructor(private readonly client: BaseLanguageClient) {
    // A program's sizes may come from another file that it imports, so that any of them counts.
    const refreshAll = (): void => this.refreshSoon();
    const files = workspace.createFileSystemWatcher("**/*.nn");
    this.subscriptions = Disposable.from(
      this.changed,
      files,
      files.onDidCreate(refreshAll),
      files.onDidChange(refreshAll),
      files.onDidDelete(refreshAll),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === languageId) this.refreshSoon();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  refresh(address: Uri): void {
    this.changed.fire(address);
  }

  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    const params = paramsIn(query);
    if (!params) return "This document is not one of NN: Summary.\n";
    try {
      await this.client.start();
      const answer = await sendRequest(this.client, summaryRequest, params);
      if (answer.kind === "summary") return answer.markdown;
      return answer.kind === "nothing" ? `${answer.message}\n` : "";
    } catch {
      return "The language server stopped: there is no summary.\n";
    }
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const { uri } of workspace.textDocuments)
        if (uri.scheme === scheme) this.refresh(uri);
    }, pause);
  }
}

/** An address can be anything: a window remembers it, and others can make one. */
function paramsIn(query: string): SummaryParams | undefined {
  try {
    const params: unknown = JSON.parse(query);
    if (typeof params !== "object" || params === null) return undefined;
    const { uri, network } = params as Readonly<Record<string, unknown>>;
    return typeof uri === "string" && typeof network === "string"
      ? { uri, network }
      : undefined;
  } catch {
    return undefined;
  }
}
