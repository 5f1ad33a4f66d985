// A language server in this process and a client that talks to it over a pair of streams, as an editor would.
import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InlayHint,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { SpawnWorker } from "../../language-server/evaluation/channel.js";
import {
  type FileSystem,
  noFiles,
} from "../../language-server/files/file-system.js";
import { createServer } from "../../language-server/module.js";
import {
  evaluateRequest,
  type EvaluateResult,
  evaluationStatusNotification,
  type EvaluationStatus,
} from "../../language-server/protocol.js";
import { spawnInMemory } from "./memory-worker.js";

export interface SessionOptions {
  readonly spawnWorker?: SpawnWorker;
  readonly fileSystem?: FileSystem;
  /** The address of the folder that is open in the editor. */
  readonly folder?: string;
  /** What the client holds under `nn`. */
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
  /** Whether the client goes through places to fill in. */
  readonly snippets?: boolean;
}

const patience = 10_000;

export class Session {
  readonly client: ProtocolConnection;
  readonly diagnostics: PublishDiagnosticsParams[] = [];
  readonly statuses: EvaluationStatus[] = [];
  readonly shown: string[] = [];
  refreshes = 0;
  /** How often the client was asked to colour names again. */
  recolourings = 0;
  lensRefreshes = 0;
  settings: unknown;
  private readonly versions = new Map<string, number>();
  private readonly watchers = new Set<() => void>();
  private readonly stopServer: () => void;

  private constructor(options: SessionOptions) {
    const { spawnWorker, fileSystem, settings } = options;
    this.settings = settings ?? {};
    const up = new PassThrough();
    const down = new PassThrough();
    const connection = createConnection(
      new StreamMessageReader(up),
      new StreamMessageWriter(down),
    );
    const server = createServer({
      connection,
      fileSystem: fileSystem ?? noFiles,
      spawnWorker: spawnWorker ?? spawnInMemory,
      documentation: "https://example.org/diagnostics.md",
    });
    server.features.LanguageServer.listen();
    this.stopServer = () => {
      server.features.LanguageServer.stop();
      connection.dispose();
    };
    this.client = createProtocolConnection(
      new StreamMessageReader(down),
      new StreamMessageWriter(up),
    );
  }

  static async start(options: SessionOptions = {}): Promise<Session> {
    const session = new Session(options);
    const { client } = session;
    const { folder, snippets = false } = options;
    session.listen();
    client.listen();
    await client.sendRequest("initialize", {
      processId: null,
      rootUri: null,
      initializationOptions: options.initializationOptions,
      workspaceFolders: folder ? [{ uri: folder, name: "work" }] : null,
      capabilities: {
        textDocument: {
          completion: { completionItem: { snippetSupport: snippets } },
        },
        workspace: {
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          configuration: true,
          didChangeConfiguration: { dynamicRegistration: true },
          inlayHint: { refreshSupport: true },
          codeLens: { refreshSupport: true },
          semanticTokens: { refreshSupport: true },
        },
      },
    });
    await client.sendNotification("initialized", {});
    return session;
  }

  private listen(): void {
    const { client } = this;
    const note = (happened: () => void): void => {
      happened();
      for (const watcher of [...this.watchers]) watcher();
    };
    client.onNotification(
      "textDocument/publishDiagnostics",
      (params: PublishDiagnosticsParams) => {
        note(() => this.diagnostics.push(params));
      },
    );
    client.onNotification(
      evaluationStatusNotification.method,
      (status: EvaluationStatus) => {
        note(() => this.statuses.push(status));
      },
    );
    client.onNotification(
      "window/showMessage",
      ({ message }: { message: string }) => {
        note(() => this.shown.push(message));
      },
    );
    client.onRequest("workspace/inlayHint/refresh", () => {
      note(() => this.refreshes++);
      return null;
    });
    client.onRequest("workspace/semanticTokens/refresh", () => {
      note(() => this.recolourings++);
      return null;
    });
    client.onRequest("workspace/codeLens/refresh", () => {
      note(() => this.lensRefreshes++);
      return null;
    });
    client.onRequest("client/registerCapability", () => null);
    client.onRequest(
      "workspace/configuration",
      ({ items }: { items: unknown[] }) => items.map(() => this.settings),
    );
  }

  stop(): void {
    this.client.dispose();
    this.stopServer();
  }

  open(uri: string, text: string): void {
    this.versions.set(uri, 1);
    void this.client.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "nn", version: 1, text },
    });
  }

  /** Replaces the whole text. */
  edit(uri: string, text: string): void {
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    void this.client.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  save(uri: string): void {
    void this.client.sendNotification("textDocument/didSave", {
      textDocument: { uri },
    });
  }

  /** Says that a file changed on the disk. */
  fileChanged(uri: string): void {
    void this.client.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri, type: 2 }],
    });
  }

  close(uri: string): void {
    void this.client.sendNotification("textDocument/didClose", {
      textDocument: { uri },
    });
  }

  changeSettings(settings: unknown): void {
    this.settings = settings;
    void this.client.sendNotification("workspace/didChangeConfiguration", {
      settings: null,
    });
  }

  evaluate(uri: string, network?: string): Promise<EvaluateResult> {
    return this.client.sendRequest(evaluateRequest.method, { uri, network });
  }

  hints(uri: string, from = 0, to = 100_000): Promise<InlayHint[]> {
    return this.client.sendRequest("textDocument/inlayHint", {
      textDocument: { uri },
      range: {
        start: { line: from, character: 0 },
        end: { line: to, character: 0 },
      },
    });
  }

  /** The labels of the hints of a document, in order. */
  async labels(uri: string): Promise<string[]> {
    const hints = await this.hints(uri);
    return hints.map(({ label }) => (typeof label === "string" ? label : ""));
  }

  hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.client.sendRequest("textDocument/hover", {
      textDocument: { uri },
      position: { line, character },
    });
  }

  /** Waits until the values of the document's present text stand like this. */
  async status(
    uri: string,
    state: EvaluationStatus["state"],
  ): Promise<EvaluationStatus> {
    return this.until(`${state} of ${uri}`, () => {
      const last = this.statuses.findLast((status) => status.uri === uri);
      return last?.state === state && last.version === this.versions.get(uri)
        ? last
        : undefined;
    });
  }

  /** Waits until the server has said all that there is to say of the document's present text. */
  async settled(uri: string): Promise<void> {
    await this.until(`the end of the evaluation of ${uri}`, () => {
      const last = this.statuses.findLast((status) => status.uri === uri);
      const isOver = last && last.state !== "evaluating";
      return isOver && last.version === this.versions.get(uri)
        ? true
        : undefined;
    });
  }

  /** The diagnostics that the client has of the document now. */
  diagnosticsOf(uri: string): Diagnostic[] {
    return (
      this.diagnostics.findLast((params) => params.uri === uri)?.diagnostics ??
      []
    );
  }

  /** Asks again and again until the answer is yes. */
  async untilAsync(what: string, ask: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + patience;
    while (!(await ask())) {
      if (performance.now() > end)
        throw new Error(`Waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits for something that a message from the server brings about. */
  until<Found>(what: string, find: () => Found | undefined): Promise<Found> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.watchers.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.watchers.delete(look);
        reject(new Error(`Waited in vain for ${what}`));
      }, patience);
      this.watchers.add(look);
      look();
    });
  }
}
