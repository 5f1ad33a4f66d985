/** The trace that a session is about: which one the language server keeps, where it stands, whether it is of the text on screen. */
import {
  traceCloseNotification,
  traceOpenRequest,
  type TraceAtParams,
  type TraceOpenAnswer,
  type TraceOpened,
  type TraceOpenParams,
  type TracePosition,
  type TraceStep,
  traceStepRequest,
} from "../../../language-server/protocol.js";
import type { LaunchArguments } from "./launch-arguments.js";
import { refuse, type Refusal } from "./requests.js";
import type { TraceServer, TraceStop } from "./trace-server.js";

/** What the server said, of a state that is still the present one. */
export interface Told<Value> {
  readonly kind: "told";
  readonly value: Value;
}

export const entry: TracePosition = { step: -1 };

export const waiting =
  "The text was edited. Save it, and the trace goes on at the same step.";
const closed = "The trace was closed by the language server: start it again.";
const nothing = "Nothing is traced yet: launch a trace first.";

export class Trace {
  at: TracePosition = entry;
  /** The step that it stands at; only while there is something to show. */
  step: TraceStep | undefined;
  private program: LaunchArguments | undefined;
  private uri = "";
  private opened: TraceOpened | undefined;
  private isOutdated = false;

  constructor(private readonly server: TraceServer) {}

  get name(): string {
    const { opened } = this;
    return opened ? `${opened.network}: ∂${opened.objective}/∂…` : "NN";
  }

  /** What the server keeps; absent before the launch and after the end. */
  information(): TraceOpened | undefined {
    return this.opened;
  }

  /** Whether the text was edited since the trace was opened. */
  waits(): boolean {
    return this.isOutdated;
  }

  get stop(): TraceStop | undefined {
    const { uri, opened, at, step } = this;
    return opened && step && !this.isOutdated
      ? { uri, opened, at, step }
      : undefined;
  }

  /** Opens a trace of a program, at the entry. */
  async open(program: LaunchArguments): Promise<Refusal | undefined> {
    const known = await this.server.openProgram(program.program);
    if (known.kind === "problem") return refuse(known.message);
    const { network, cursor } = program;
    const refusal = await this.take({
      uri: known.uri,
      ...(network !== undefined && { network }),
      ...(network === undefined && cursor && { position: cursor }),
    });
    if (refusal) return refusal;
    this.program = program;
    return undefined;
  }

  /** Opens it anew, on the text as it is now. */
  async reopen(at: TracePosition): Promise<Refusal | undefined> {
    const { opened, uri } = this;
    if (!opened) return refuse(nothing);
    const { trace, network } = opened;
    return this.take({ uri, trace, network, at });
  }

  /** Another program, or the same one from the beginning. */
  async restart(
    program: LaunchArguments | undefined,
  ): Promise<Refusal | undefined> {
    const isSame =
      program === undefined ||
      (program.program === this.program?.program &&
        program.network === this.program.network);
    if (isSame && this.opened) return this.reopen(entry);
    this.close();
    return program ? this.open(program) : refuse(nothing);
  }

  private async take(params: TraceOpenParams): Promise<Refusal | undefined> {
    const answer = await this.choose(params);
    if (answer === undefined) return refuse("No network was chosen.", false);
    if (answer.kind === "nothing") return refuse(answer.message);
    if (answer.kind === "choice")
      return refuse(
        `'${params.network ?? ""}' is not one of the networks of the file: ${answer.networks
          .map(({ name }) => name)
          .join(", ")}.`,
      );
    this.uri = params.uri;
    this.opened = answer;
    this.at = answer.at;
    this.step = undefined;
    // What the server said of edits before this answer was said of the text before it.
    this.isOutdated = false;
    return undefined;
  }

  private async choose(
    params: TraceOpenParams,
  ): Promise<TraceOpenAnswer | undefined> {
    const answer = await this.server.request(traceOpenRequest, params);
    if (answer.kind !== "choice" || params.network !== undefined) return answer;
    const network = await this.server.chooseNetwork(answer.networks);
    if (network === undefined) return undefined;
    return this.server.request(traceOpenRequest, { uri: params.uri, network });
  }

  /** Takes note of an edit. @returns whether the numbers were of the text until now */
  outdate(trace: number): boolean {
    if (trace !== this.opened?.trace) return false;
    const wasOutdated = this.isOutdated;
    this.isOutdated = true;
    this.step = undefined;
    return !wasOutdated;
  }

  /** Asks about the present state. What is answered of another one is not told. */
  async ask<Value>(
    send: (now: TraceAtParams) => Promise<Value | null>,
  ): Promise<Told<Value> | Refusal> {
    const { opened, at } = this;
    if (!opened) return refuse(nothing, false);
    if (this.waits()) return refuse(waiting, false);
    const value = await send({ trace: opened.trace, at });
    if (value === null) return refuse(closed, false);
    if (this.waits()) return refuse(waiting, false);
    return { kind: "told", value };
  }

  /** Reads the step that it stands at. */
  async look(): Promise<Told<TraceStep> | Refusal> {
    const told = await this.ask((now) =>
      this.server.request(traceStepRequest, now),
    );
    if (told.kind === "told") this.step = told.value;
    return told;
  }

  close(): void {
    const { opened } = this;
    this.opened = undefined;
    this.step = undefined;
    this.isOutdated = false;
    if (!opened) return;
    this.server.notify(traceCloseNotification, { trace: opened.trace });
  }
}
