// The least that is needed to talk to a language server process: requests, notifications, and the server's own requests
// answered as an editor would.
import { type ChildProcess, spawn } from "node:child_process";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
}

export class StdioClient {
  readonly server: ChildProcess;
  private readonly answers = new Map<number, (result: unknown) => void>();
  private received = Buffer.alloc(0);
  private lastId = 0;

  /**
   * @param compiled where Node keeps compiled code
   * @param options of Node
   */
  constructor(
    bundle: string,
    compiled: string,
    options: readonly string[] = [],
  ) {
    this.server = spawn(process.execPath, [...options, bundle, "--stdio"], {
      stdio: ["pipe", "pipe", "inherit", "ipc"],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    this.server.stdout?.on("data", (data: Buffer) => {
      this.received = Buffer.concat([this.received, data]);
      this.readMessages();
    });
  }

  async initialize(): Promise<void> {
    const workspace = {
      configuration: true,
      inlayHint: { refreshSupport: true },
    };
    await this.request("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace },
    });
    this.notify("initialized", {});
  }

  open(uri: string, text: string): void {
    this.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "nn", version: 1, text },
    });
  }

  edit(uri: string, version: number, text: string): void {
    this.notify("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  /** The hints of the whole file, or of some of its lines. */
  hints(
    uri: string,
    line = 0,
    lines = 100_000,
  ): Promise<readonly { readonly label: string }[]> {
    const range = {
      start: { line, character: 0 },
      end: { line: line + lines, character: 0 },
    };
    return this.request("textDocument/inlayHint", {
      textDocument: { uri },
      range,
    });
  }

  /** Asks again, as an editor would when it is told to, until a hint begins like this. */
  async hintsWith(uri: string, beginning: string): Promise<void> {
    for (;;) {
      const hints = await this.hints(uri);
      if (hints.some(({ label }) => label.startsWith(beginning))) return;
    }
  }

  request<Result>(method: string, params: unknown): Promise<Result> {
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.answers.set(id, (result) => {
        resolve(result as Result);
      });
      this.send({ id, method, params });
    });
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  async stop(): Promise<void> {
    await this.request("shutdown", undefined);
    const exit = new Promise((resolve) => this.server.once("exit", resolve));
    this.notify("exit", undefined);
    await exit;
  }

  private send(message: object): void {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    const length = Buffer.byteLength(body);
    this.server.stdin?.write(`Content-Length: ${length}\r\n\r\n${body}`);
  }

  private readMessages(): void {
    for (;;) {
      const end = this.received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const header = this.received.toString("utf8", 0, end);
      const length = Number(/Content-Length: (\d+)/i.exec(header)?.[1]);
      const start = end + 4;
      if (this.received.length < start + length) return;
      const body = this.received.toString("utf8", start, start + length);
      this.received = this.received.subarray(start + length);
      this.receive(JSON.parse(body) as Message);
    }
  }

  private receive({ id, method, params, result }: Message): void {
    if (id === undefined) return;
    if (method === undefined) {
      this.answers.get(id)?.(result);
      this.answers.delete(id);
      return;
    }
    const items = params?.items ?? [];
    const isQuestion = method === "workspace/configuration";
    this.send({ id, result: isQuestion ? items.map(() => ({})) : null });
  }
}
