/** Tells the editor where the trace stopped, and why: an event, the step's derivation in the console, the other views. */
import {
  type TraceFilter,
  type TraceMoved,
  traceShownNotification,
  type TraceStep,
  type TraceStopReason,
} from "../../../language-server/protocol.js";
import type { TraceConsole } from "./console.js";
import type { Trace } from "./trace.js";
import type { TraceServer } from "./trace-server.js";
import type { Variables } from "./variables.js";

/** The only one: a trace does one thing at a time. */
export const threadId = 1;

export interface StopReason {
  readonly reason: string;
  /** Shown as it is; without one the editor says `Paused on` and the reason. */
  readonly description?: string;
  /** Whether the editor's focus and cursor stay where they are. */
  readonly preserveFocusHint?: boolean;
}

export const reasons: Readonly<Record<TraceStopReason, StopReason>> = {
  entry: { reason: "entry", description: "At the entry: nothing is done yet" },
  step: { reason: "step" },
  breakpoint: { reason: "breakpoint" },
  exception: { reason: "exception" },
  end: { reason: "end", description: "At the end: everything is done" },
  paused: { reason: "pause" },
};

export interface FoundException {
  readonly filter: TraceFilter;
  readonly message: string;
}

/** What the console gets of the step: its derivation, that it is the last one again, or nothing. */
export type Printed = "derivation" | "back" | "nothing";

export class Stops {
  /** What it stopped for last, where that was an exception filter. */
  exception: FoundException | undefined;

  constructor(
    private readonly server: TraceServer,
    private readonly trace: Trace,
    private readonly variables: Variables,
    private readonly console: TraceConsole,
    private readonly event: (name: string, body?: object) => void,
  ) {}

  /** Stops where a motion led. */
  async arrive(
    { reason, message, filter, breakpoints }: TraceMoved,
    printed: Printed,
  ): Promise<void> {
    const isException = reason === "exception" && filter !== undefined;
    await this.halt(reasons[reason], printed, {
      ...(breakpoints && { hitBreakpointIds: [...breakpoints] }),
      ...(isException && message !== undefined && { text: message }),
    });
    if (isException) this.exception = { filter, message: message ?? "" };
    else if (message !== undefined) this.console.say(message);
  }

  /** Stops where the trace stands. */
  async halt(
    reason: StopReason,
    printed: Printed = "nothing",
    details: object = {},
  ): Promise<void> {
    this.variables.clear();
    this.exception = undefined;
    const told = await this.trace.look();
    // The session ended meanwhile.
    if (!this.trace.information()) return;
    if (told.kind === "told") this.print(told.value, printed);
    // While the text is being edited the trace stands still and shows nothing.
    else if (!this.trace.waits()) return this.end(told.message);
    const { stop } = this.trace;
    this.server.shown(stop);
    if (stop)
      this.server.notify(traceShownNotification, {
        trace: stop.opened.trace,
        at: stop.at,
      });
    this.tell(reason, details);
  }

  /** Has the editor look at the call stack again. */
  tell(reason: StopReason, details: object = {}): void {
    this.event("stopped", {
      ...reason,
      threadId,
      allThreadsStopped: true,
      ...details,
    });
  }

  /** Nothing of it is shown any more. */
  withdraw(): void {
    this.variables.clear();
    this.exception = undefined;
    this.server.shown(undefined);
  }

  /** The session is over, for a reason that nobody asked for. */
  end(message: string): void {
    this.console.say(message);
    this.withdraw();
    this.event("terminated");
  }

  /** The language server stopped, or could not answer. */
  fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.end(
      `The trace ends here, as the language server does not answer: ${reason}`,
    );
  }

  private print(step: TraceStep, printed: Printed): void {
    if (step.kind === "entry") return;
    if (printed === "derivation") this.console.step(step);
    if (printed === "back") this.console.back(step);
  }
}
