/**
 * Messages of the Debug Adapter Protocol in and out: finds the handler of a request and answers with what it says. Of
 * `@vscode/debugprotocol` this uses the types alone: the session of `@vscode/debugadapter` reads and writes Node's
 * streams and imports its `net`, `fs` and `url`, none of which an inline adapter has a use for, in a browser least of all.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Answer, Handlers } from "./requests.js";

type Handler = (
  args: unknown,
  signal: AbortSignal,
) => Answer<unknown> | Promise<Answer<unknown>>;

/** The protocol wants a number for each kind of error; nobody tells ours apart by it. */
const errorId = 1;

export class MessageLoop {
  private readonly handlers: ReadonlyMap<string, Handler>;
  private readonly pending = new Map<number, AbortController>();
  private sequence = 0;

  constructor(
    handlers: Handlers,
    private readonly send: (message: DebugProtocol.ProtocolMessage) => void,
  ) {
    // Which arguments belong to which command is the protocol's promise.
    this.handlers = new Map(Object.entries(handlers)) as ReadonlyMap<
      string,
      Handler
    >;
  }

  /** Events and answers are not for an adapter; it asks nothing. */
  receive(message: DebugProtocol.ProtocolMessage): void {
    if (message.type !== "request") return;
    void this.answer(message as DebugProtocol.Request);
  }

  event(event: string, body?: object): void {
    this.post({ type: "event", event, ...(body && { body }) });
  }

  private async answer(request: DebugProtocol.Request): Promise<void> {
    const { command, seq } = request;
    const args: unknown = request.arguments;
    if (command === "cancel") return this.cancel(request);
    const handler = this.handlers.get(command);
    if (!handler) {
      this.refuse(request, `NN Live does not know the request '${command}'.`);
      return;
    }
    const controller = new AbortController();
    this.pending.set(seq, controller);
    try {
      const answer = await handler(args, controller.signal);
      if (controller.signal.aborted) this.refuse(request, "cancelled");
      else this.respond(request, answer);
    } catch (error) {
      // The language server stopped, or could not answer.
      const reason = error instanceof Error ? error.message : String(error);
      this.refuse(request, controller.signal.aborted ? "cancelled" : reason);
    } finally {
      this.pending.delete(seq);
    }
  }

  private cancel(request: DebugProtocol.Request): void {
    const { requestId } = (request.arguments ??
      {}) as DebugProtocol.CancelArguments;
    if (requestId !== undefined) this.pending.get(requestId)?.abort();
    this.post({ ...answerTo(request), success: true });
  }

  private respond(
    request: DebugProtocol.Request,
    answer: Answer<unknown>,
  ): void {
    if (answer.kind === "refusal") {
      this.refuse(request, answer.message, answer.showUser);
      return;
    }
    const { body, afterwards } = answer;
    this.post({
      ...answerTo(request),
      success: true,
      ...(body !== undefined && { body }),
    });
    afterwards?.();
  }

  private refuse(
    request: DebugProtocol.Request,
    message: string,
    showUser = false,
  ): void {
    this.post({
      ...answerTo(request),
      success: false,
      message,
      body: { error: { id: errorId, format: message, showUser } },
    });
  }

  private post(message: { type: string } & Record<string, unknown>): void {
    this.send({ seq: ++this.sequence, ...message });
  }
}

const answerTo = ({
  command,
  seq,
}: DebugProtocol.Request): {
  type: "response";
  command: string;
  request_seq: number;
} => ({ type: "response", command, request_seq: seq });
