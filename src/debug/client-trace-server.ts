/** The debug adapter's outside in VS Code: the language server through its client, the editor's documents and questions. */
import {
  CancellationTokenSource,
  type Disposable,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  evaluationStatusNotification,
  type Notification,
  type Request,
  type TraceEdit,
  type TracePlace,
  traceOutdatedNotification,
  type TraceParams,
} from "../../language-server/protocol.js";
import { chooseNetwork } from "../commands/choose-network.js";
import { rangeOf } from "../graph-view/source-link.js";
import { languageId, onNotification } from "../language-client.js";
import type {
  NetworkChoice,
  OpenedProgram,
  Stop,
  TraceServer,
  TraceStop,
} from "./adapter/trace-server.js";
import type { Traces } from "./traces.js";

/** An address, other than a Windows path with its drive. */
const address = /^[a-z][a-z\d+.-]+:/i;

const notRunning =
  "The language server does not run, and without it nothing can be traced.";

export class ClientTraceServer implements TraceServer {
  /** The trace that is shown. */
  private visible: number | undefined;
  /** Where the editor was led last. */
  private place: TracePlace | undefined;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly traces: Traces,
  ) {}

  async request<Params, Result>(
    { method }: Request<Params, Result>,
    params: Params,
    signal?: AbortSignal,
  ): Promise<Result> {
    const source = new CancellationTokenSource();
    const cancel = (): void => source.cancel();
    signal?.addEventListener("abort", cancel);
    try {
      return await this.client.sendRequest<Result>(
        method,
        params,
        source.token,
      );
    } finally {
      signal?.removeEventListener("abort", cancel);
      source.dispose();
    }
  }

  notify<Params>({ method }: Notification<Params>, params: Params): void {
    if (!this.client.isRunning()) return;
    void this.client.sendNotification(method, params);
  }

  onOutdated(listener: (trace: TraceParams) => void): Stop {
    return stopOf(
      onNotification(this.client, traceOutdatedNotification, listener),
    );
  }

  onTextReady(listener: (leads: boolean) => void): Stop {
    const evaluated = onNotification(
      this.client,
      evaluationStatusNotification,
      ({ state }) => {
        if (state === "evaluated") listener(this.isCursorAtStep());
      },
    );
    const saved = workspace.onDidSaveTextDocument(
      ({ languageId: language }) => {
        if (language === languageId) listener(true);
      },
    );
    return () => {
      evaluated.dispose();
      saved.dispose();
    };
  }

  async openProgram(path: string): Promise<OpenedProgram> {
    try {
      await this.client.start(); // joins a start that is under way; starts a server that stopped
    } catch {
      return { kind: "problem", message: notRunning };
    }
    try {
      const document = await workspace.openTextDocument(uriOf(path));
      if (document.languageId !== languageId)
        return {
          kind: "problem",
          message: `'${path}' is not a .nn file: name one in 'program', or open it before you start.`,
        };
      const uri = this.client.code2ProtocolConverter.asUri(document.uri);
      return { kind: "program", uri };
    } catch {
      return {
        kind: "problem",
        message: `'${path}' cannot be read: save it, or name a .nn file that is there in 'program'.`,
      };
    }
  }

  chooseNetwork(
    networks: readonly NetworkChoice[],
  ): Promise<string | undefined> {
    return chooseNetwork(networks, "Trace Backprop");
  }

  async applyEdit({ uri, version, range, text }: TraceEdit): Promise<boolean> {
    const document = await workspace.openTextDocument(
      this.client.protocol2CodeConverter.asUri(uri),
    );
    if (document.version !== version) return false;
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, rangeOf(this.client, range), text);
    return workspace.applyEdit(edit);
  }

  uriOf(path: string): string {
    return this.client.code2ProtocolConverter.asUri(uriOf(path));
  }

  pathOf(uri: string): string {
    const parsed = this.client.protocol2CodeConverter.asUri(uri);
    return parsed.scheme === "file" ? parsed.fsPath : parsed.toString();
  }

  shown(stop: TraceStop | undefined): void {
    if (stop) this.traces.stop(stop);
    else if (this.visible !== undefined) this.traces.leave(this.visible);
    this.visible = stop?.opened.trace;
    this.place = stop?.step.frames[0]?.place ?? this.place;
  }

  /** Whether the cursor is still where the last stop put it. */
  private isCursorAtStep(): boolean {
    const editor = window.activeTextEditor;
    const { place, client } = this;
    if (!editor || !place) return true;
    const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
    return (
      uri !== place.uri ||
      editor.selection.isEqual(rangeOf(client, place.range))
    );
  }
}

const uriOf = (path: string): Uri =>
  address.test(path) ? Uri.parse(path) : Uri.file(path);

const stopOf =
  (disposable: Disposable): Stop =>
  () =>
    void disposable.dispose();
