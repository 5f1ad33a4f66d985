/**
 * A panel with the graph of one network. It carries messages: the server's answers to the page, one at a time, so that
 * frames are dropped and never queued; the page's wishes to the editor.
 */
import { Disposable, Uri, type WebviewPanel, window } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import {
  graphChangedNotification,
  graphExplainRequest,
  graphRequest,
  graphSubscribeNotification,
  graphUnsubscribeNotification,
  type ModelId,
} from "../../language-server/protocol.js";
import { copyValue } from "../commands/copy-value.js";
import { onNotification, sendRequest } from "../language-client.js";
import type { PageMessage, PanelMessage } from "./messages.js";
import type { KeptStates } from "./kept-states.js";
import { panelHtml } from "./panel-html.js";
import { savePicture } from "./save-picture.js";
import { SourceLink } from "./source-link.js";
import { TextEdits } from "./text-edits.js";

/** Which network of which file. The address is the one that the server knows. */
export interface GraphTarget {
  readonly uri: string;
  readonly network: string;
}

export class GraphPanel {
  private readonly subscriptions: Disposable[];
  private readonly subscriber = crypto.randomUUID();
  private source: SourceLink;
  private edits: TextEdits;
  /** Of the model that the page has. */
  private revision: number | undefined;
  /** Whether the page has an answer that it has not drawn yet, or one is under way. */
  private isBusy = false;
  private isOutdated = false;
  /** Groups that the page draws as neurons. */
  private neurons: readonly ModelId[] = [];
  /** Whether there is a page that listens: VS Code throws that of a hidden panel away. */
  private isReady = false;
  /** Whether the next page shows what the cursor stands on: not after a mere reload, which keeps the place. */
  private isAskedFor = false;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly client: BaseLanguageClient,
    private current: GraphTarget,
    extension: Uri,
    private readonly states: KeptStates,
  ) {
    [this.source, this.edits] = this.connectText();
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: PageMessage) => {
        void this.receive(message);
      }),
      onNotification(client, graphChangedNotification, (change) => {
        if (change.subscriber === this.subscriber) void this.refresh();
      }),
      client.onDidChangeState(({ newState }) => {
        if (newState !== State.Running) return;
        this.revision = undefined;
        this.isBusy = false;
        this.subscribe();
        void this.refresh();
      }),
    ];
    panel.onDidChangeViewState(() => {
      this.isReady &&= panel.visible;
    });
    panel.onDidDispose(() => this.dispose());
    const { webview } = panel;
    const address = (file: string): string =>
      webview.asWebviewUri(Uri.joinPath(extension, "dist", file)).toString();
    const files = {
      script: address("graph-page.js"),
      style: address("graph-page.css"),
      layout: address("graph-layout.cjs"),
      origin: webview.cspSource,
    };
    webview.html = panelHtml(files, states.of(current));
    this.subscribe();
  }

  get target(): GraphTarget {
    return this.current;
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  /** The file has another address from now on. */
  moveTo(uri: string): void {
    this.current = { ...this.current, uri };
    Disposable.from(this.source, this.edits).dispose();
    [this.source, this.edits] = this.connectText();
    this.subscribe();
    void this.refresh();
  }

  private connectText(): [SourceLink, TextEdits] {
    const { client, current, panel } = this;
    const source = new SourceLink(client, current, panel, (message) =>
      this.post(message),
    );
    return [source, new TextEdits(client, current.uri)];
  }

  /** With what the cursor stands on in view: the graph is asked for there. */
  show(): void {
    if (this.isReady) this.source.tellCursor(true);
    else this.isAskedFor = true;
    this.panel.reveal(undefined, true);
  }

  onDispose(listener: () => void): void {
    this.panel.onDidDispose(listener);
  }

  private dispose(): void {
    this.states.forget(this.target);
    Disposable.from(this.source, this.edits, ...this.subscriptions).dispose();
    if (!this.client.isRunning()) return;
    void this.client.sendNotification(graphUnsubscribeNotification.method, {
      subscriber: this.subscriber,
    });
  }

  private subscribe(): void {
    if (!this.client.isRunning()) return;
    void this.client.sendNotification(graphSubscribeNotification.method, {
      subscriber: this.subscriber,
      ...this.target,
    });
  }

  private post(message: PanelMessage): void {
    void this.panel.webview.postMessage(message);
  }

  /** Sends the newest answer as soon as the page has drawn the one before. A hidden page asks when it is back. */
  private async refresh(): Promise<void> {
    if (this.isBusy) {
      this.isOutdated = true;
      return;
    }
    if (!this.panel.visible || !this.client.isRunning()) return;
    this.isBusy = true;
    this.isOutdated = false;
    try {
      const { revision, neurons } = this;
      const answer = await sendRequest(this.client, graphRequest, {
        ...this.target,
        ...(revision !== undefined && { revision }),
        ...(neurons.length > 0 && { neurons }),
      });
      this.revision = answer.kind === "graph" ? answer.revision : undefined;
      this.post({ kind: "graph", ...this.target, answer });
    } catch {
      // The server stopped, or dropped the request for a newer text: it will tell of the next change.
      this.isBusy = false;
    }
  }

  private async explain({
    question,
    version,
    of,
  }: Extract<PageMessage, { kind: "explain" }>): Promise<void> {
    if (!this.client.isRunning()) return;
    try {
      const explanation = await sendRequest(this.client, graphExplainRequest, {
        ...this.target,
        version,
        of,
      });
      this.post({ kind: "explained", question, explanation });
    } catch {
      // The server stopped, or the text is another one: the page asks again with the next answer.
      this.post({ kind: "explained", question, explanation: null });
    }
  }

  private async receive(message: PageMessage): Promise<void> {
    switch (message.kind) {
      case "ready":
        this.revision = undefined;
        this.neurons = [];
        this.isBusy = false;
        await this.refresh();
        this.isReady = true;
        this.source.tellCursor(this.isAskedFor);
        this.isAskedFor = false;
        return;
      case "drawn":
        this.isBusy = false;
        if (this.isOutdated) await this.refresh();
        return;
      case "neurons":
        this.neurons = message.groups;
        return this.refresh();
      case "explain":
        return this.explain(message);
      case "copy": {
        const { quantity, format, version, node } = message;
        const { uri, network } = this.target;
        const of = { network, node, version };
        return copyValue(this.client, { uri, of, quantity, format });
      }
      case "keep":
        return this.states.keep(message.state);
      case "reveal":
        return this.source.reveal(message.range, message.focus);
      case "pointed":
        return this.source.point(message.range);
      case "edit": {
        const isDone = await this.edits.apply(message);
        if (!isDone) this.post({ kind: "editRefused" });
        return;
      }
      case "save":
        try {
          return await savePicture(this.target.network, message);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          void window.showErrorMessage(
            `The picture could not be saved: ${reason}`,
          );
        }
    }
  }
}
