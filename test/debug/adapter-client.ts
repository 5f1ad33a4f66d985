// A debug session in this process and the editor's end of it: requests with their answers, and the events that came.
import type { DebugProtocol } from "@vscode/debugprotocol";
import { TraceSession } from "../../src/debug/adapter/session.js";
import type { TraceServer } from "../../src/debug/adapter/trace-server.js";

export class AdapterClient {
  readonly events: DebugProtocol.Event[] = [];
  private readonly session: TraceSession;
  private readonly answers = new Map<
    number,
    (answer: DebugProtocol.Response) => void
  >();
  private sequence = 0;

  constructor(server: TraceServer) {
    this.session = new TraceSession(server, (message) => {
      if (message.type === "event")
        this.events.push(message as DebugProtocol.Event);
      else {
        const response = message as DebugProtocol.Response;
        this.answers.get(response.request_seq)?.(response);
      }
    });
  }

  /** The answer, whether the request succeeded or not. */
  send(command: string, args?: object): Promise<DebugProtocol.Response> {
    const seq = ++this.sequence;
    return new Promise((resolve) => {
      this.answers.set(seq, resolve);
      const request = { seq, type: "request", command, arguments: args };
      this.session.receive(request);
    });
  }

  /** The number of the request that was sent last. */
  get last(): number {
    return this.sequence;
  }

  /** The body of an answer that is expected to be a success. */
  async ask<Body = unknown>(command: string, args?: object): Promise<Body> {
    const answer = await this.send(command, args);
    if (!answer.success)
      throw new Error(`${command}: ${answer.message ?? "no reason"}`);
    return answer.body as Body;
  }

  /** Why a request was refused. */
  async refusal(command: string, args?: object): Promise<string> {
    const answer = await this.send(command, args);
    if (answer.success) throw new Error(`${command} was not refused`);
    return answer.message ?? "";
  }

  /** Launches and stops at the entry. */
  async launch(args: object = {}): Promise<void> {
    await this.ask("initialize", { adapterID: "nn" });
    await this.ask("launch", { program: "/work/net.nn", ...args });
    await this.ask("configurationDone");
    await this.stopped(1);
  }

  /** Does something that stops the trace; resolves to that stop. */
  async step(command: string): Promise<DebugProtocol.StoppedEvent["body"]> {
    const count = this.stops().length + 1;
    await this.ask(command, { threadId: 1 });
    return this.stopped(count);
  }

  stops(): DebugProtocol.StoppedEvent["body"][] {
    return this.events
      .filter(({ event }) => event === "stopped")
      .map(({ body }) => body as DebugProtocol.StoppedEvent["body"]);
  }

  /** Waits for the n-th stop of the session. */
  async stopped(count: number): Promise<DebugProtocol.StoppedEvent["body"]> {
    for (let turn = 0; turn < 200; turn++) {
      const stop = this.stops()[count - 1];
      if (stop) return stop;
      await settled();
    }
    throw new Error(`There was no stop number ${count}`);
  }

  /** What the console shows, line by line. */
  console(): string[] {
    return this.events
      .filter(({ event }) => event === "output")
      .flatMap(({ body }) =>
        (body as DebugProtocol.OutputEvent["body"]).output
          .trimEnd()
          .split("\n"),
      );
  }

  count(event: string): number {
    return this.events.filter((each) => each.event === event).length;
  }

  /** The names of the call stack's frames. */
  async stack(): Promise<string[]> {
    const { stackFrames } = await this.ask<
      DebugProtocol.StackTraceResponse["body"]
    >("stackTrace", { threadId: 1 });
    return stackFrames.map(({ name }) => name);
  }

  /** The reference of the first scope; 0 where there is none. */
  async scope(): Promise<number> {
    const { scopes } = await this.ask<DebugProtocol.ScopesResponse["body"]>(
      "scopes",
      { frameId: 1 },
    );
    return scopes[0]?.variablesReference ?? 0;
  }

  /** Name and value of every row. */
  async rows(variablesReference: number): Promise<[string, string][]> {
    const { variables } = await this.ask<
      DebugProtocol.VariablesResponse["body"]
    >("variables", { variablesReference });
    return variables.map(({ name, value }) => [name, value]);
  }

  dispose(): void {
    this.session.dispose();
  }
}

/** Lets everything happen that is due. */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
