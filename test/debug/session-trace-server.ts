// The adapter's outside for tests: the language server of test/server/session.ts instead of an editor's, files of the disk.
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CancellationTokenSource } from "vscode-languageserver/node";
import {
  type Notification,
  type Request,
  type TraceEdit,
  traceOutdatedNotification,
  type TraceParams,
} from "../../language-server/protocol.js";
import type {
  NetworkChoice,
  OpenedProgram,
  Stop,
  TraceServer,
} from "../../src/debug/adapter/trace-server.js";
import type { Session } from "../server/session.js";

export class SessionTraceServer implements TraceServer {
  /** Which network is chosen when that is asked. */
  choice: string | undefined;
  private readonly texts = new Map<string, { version: number; text: string }>();

  constructor(private readonly session: Session) {}

  async request<Params, Result>(
    { method }: Request<Params, Result>,
    params: Params,
    signal?: AbortSignal,
  ): Promise<Result> {
    const source = new CancellationTokenSource();
    signal?.addEventListener("abort", () => source.cancel());
    const { client } = this.session;
    return client.sendRequest<Result>(method, params, source.token);
  }

  notify<Params>({ method }: Notification<Params>, params: Params): void {
    void this.session.client.sendNotification(method, params);
  }

  onOutdated(listener: (trace: TraceParams) => void): Stop {
    const { client } = this.session;
    const { method } = traceOutdatedNotification;
    const listening = client.onNotification(method, listener);
    return () => listening.dispose();
  }

  onTextReady(listener: (leads: boolean) => void): Stop {
    // The session listens already, and a connection has one listener for each method.
    let seen = this.session.statuses.length;
    const timer = setInterval(() => {
      const fresh = this.session.statuses.slice(seen);
      seen += fresh.length;
      if (fresh.some(({ state }) => state === "evaluated")) listener(false);
    }, 5);
    return () => clearInterval(timer);
  }

  async openProgram(path: string): Promise<OpenedProgram> {
    const uri = this.uriOf(path);
    if (this.texts.has(uri)) return { kind: "program", uri };
    try {
      const text = await readFile(path, "utf8");
      this.texts.set(uri, { version: 1, text });
      this.session.open(uri, text);
      return { kind: "program", uri };
    } catch {
      return { kind: "problem", message: `'${path}' cannot be read.` };
    }
  }

  chooseNetwork(
    networks: readonly NetworkChoice[],
  ): Promise<string | undefined> {
    const chosen = networks.find(({ name }) => name === this.choice);
    return Promise.resolve(chosen?.name);
  }

  applyEdit({ uri, version, range, text }: TraceEdit): Promise<boolean> {
    const known = this.texts.get(uri);
    if (known?.version !== version) return Promise.resolve(false);
    const lines = known.text.split("\n");
    const line = lines[range.start.line] ?? "";
    lines[range.start.line] =
      line.slice(0, range.start.character) +
      text +
      line.slice(range.end.character);
    this.edit(uri, lines.join("\n"));
    return Promise.resolve(true);
  }

  /** What a user does who types. */
  replace(path: string, old: string, by: string): void {
    const uri = this.uriOf(path);
    this.edit(uri, (this.texts.get(uri)?.text ?? "").replace(old, by));
  }

  save(path: string): void {
    this.session.save(this.uriOf(path));
  }

  private edit(uri: string, text: string): void {
    const version = (this.texts.get(uri)?.version ?? 0) + 1;
    this.texts.set(uri, { version, text });
    this.session.edit(uri, text);
  }

  uriOf(path: string): string {
    return pathToFileURL(path).href;
  }

  pathOf(uri: string): string {
    return fileURLToPath(uri);
  }

  shown(): void {
    // There are no other views.
  }
}
