// TypeScript's language server, driven as an editor drives it: by its own protocol, over its standard streams.
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { MessageReader } from "./message-reader.js";

interface Message {
  readonly type: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

export class TypeScriptClient {
  private readonly server: ChildProcess;
  private readonly answers = new Map<number, (answer: Message) => void>();
  private lastSequence = 0;

  constructor() {
    const { resolve } = createRequire(path.resolve("package.json"));
    this.server = spawn(
      process.execPath,
      [
        resolve("typescript/lib/tsserver.js"),
        "--disableAutomaticTypingAcquisition",
      ],
      { stdio: ["pipe", "pipe", "inherit"] },
    );
    const reader = new MessageReader((message) => {
      this.receive(message as Message);
    });
    this.server.stdout?.on("data", (data: Buffer) => {
      reader.read(data);
    });
  }

  /** Opens a file that need not be on the disk; its variables get hints of the types that are inferred. */
  async open(file: string, fileContent: string): Promise<void> {
    await this.request("configure", {
      preferences: {
        includeInlayVariableTypeHints: true,
        includeInlayVariableTypeHintsWhenTypeMatchesName: true,
      },
    });
    // Of a file that belongs to no project.
    await this.request("compilerOptionsForInferredProjects", {
      options: { target: "ES2022", module: "ESNext", strict: true },
    });
    this.send("open", { file, fileContent, scriptKindName: "TS" });
  }

  /** Replaces a line, which is counted from 0. */
  editLine(file: string, line: number, before: string, text: string): void {
    this.send("change", {
      file,
      line: line + 1,
      offset: 1,
      endLine: line + 1,
      endOffset: before.length + 1,
      insertString: text,
    });
  }

  /** What is wrong with the file's syntax and types. */
  async diagnostics(file: string): Promise<readonly unknown[]> {
    const [syntactic, semantic] = await Promise.all([
      this.request<readonly unknown[]>("syntacticDiagnosticsSync", { file }),
      this.request<readonly unknown[]>("semanticDiagnosticsSync", { file }),
    ]);
    return [...syntactic, ...semantic];
  }

  /** The hints of the first characters of the file. */
  hints(file: string, length: number): Promise<readonly unknown[]> {
    return this.request("provideInlayHints", { file, start: 0, length });
  }

  async stop(): Promise<void> {
    const exit = new Promise((resolve) => this.server.once("exit", resolve));
    this.send("exit", {});
    await exit;
  }

  private request<Body>(command: string, parameters: object): Promise<Body> {
    const sequence = this.send(command, parameters);
    return new Promise((resolve, reject) => {
      this.answers.set(sequence, ({ success, message, body }) => {
        if (success === true) resolve(body as Body);
        else reject(new Error(`tsserver, ${command}: ${message ?? "failed"}`));
      });
    });
  }

  private send(command: string, parameters: object): number {
    const seq = ++this.lastSequence;
    const request = { seq, type: "request", command, arguments: parameters };
    this.server.stdin?.write(`${JSON.stringify(request)}\n`);
    return seq;
  }

  private receive(message: Message): void {
    const { type, request_seq: sequence } = message;
    if (type !== "response" || sequence === undefined) return;
    this.answers.get(sequence)?.(message);
    this.answers.delete(sequence);
  }
}
