/** Moves the trace, one motion after the other, in the order in which they were asked for. */
import {
  type TraceMotion,
  type TraceMoved,
  traceMoveRequest,
} from "../../../language-server/protocol.js";
import type { TraceConsole } from "./console.js";
import type { Queue } from "./queue.js";
import type { Refusal } from "./requests.js";
import { reasons, type Stops } from "./stops.js";
import { type Told, type Trace, waiting } from "./trace.js";
import type { TraceServer } from "./trace-server.js";

const atEnd =
  "The trace is at its end: step back, continue in reverse, or restart it.";
const atEntry = "The trace is at its entry: nothing is done yet.";

export class Stepper {
  private running: AbortController | undefined;

  constructor(
    private readonly server: TraceServer,
    private readonly trace: Trace,
    private readonly stops: Stops,
    private readonly console: TraceConsole,
    private readonly queue: Queue,
  ) {}

  /** The first stop: at the entry, or at the first place to stop at. */
  enter(stopOnEntry: boolean): void {
    const information = this.trace.information();
    if (!information) return;
    const { network, objective, steps, backward } = information;
    this.console.say(
      `${network}: ${backward} steps forward, ${steps - backward} steps back from ${objective}.`,
    );
    if (stopOnEntry) this.do(() => this.stops.halt(reasons.entry));
    else this.move("continue");
  }

  move(motion: TraceMotion): void {
    this.do(() => this.perform(motion));
  }

  /** Ends the motion that is under way where it is. */
  pause(): void {
    this.running?.abort();
  }

  private do(task: () => Promise<void>): void {
    void this.queue.add(async () => {
      try {
        await task();
      } catch (error) {
        this.stops.fail(error);
      }
    });
  }

  private async perform(motion: TraceMotion): Promise<void> {
    const { trace, console } = this;
    if (!trace.information()) return;
    if (trace.waits()) {
      console.say(waiting);
      return this.stops.halt(reasons.paused);
    }
    const before = trace.at;
    const told = await this.ask(motion);
    if (!told) return this.stops.halt(reasons.paused);
    // The session ended meanwhile.
    if (!trace.information()) return;
    if (told.kind === "refusal") {
      if (trace.waits()) return this.stops.halt(reasons.paused);
      return this.stops.end(told.message);
    }
    const moved = told.value;
    trace.at = moved.at;
    for (const log of moved.logs) console.log(log);
    const isBack = motion === "back" || motion === "reverse";
    if (moved.at.step === before.step && moved.logs.length === 0) {
      if (moved.reason === "end") console.say(atEnd);
      if (moved.reason === "entry") console.say(atEntry);
      return this.stops.arrive(moved, "nothing");
    }
    return this.stops.arrive(moved, isBack ? "back" : "derivation");
  }

  /** @returns nothing where the motion was ended before the server began with it */
  private async ask(
    motion: TraceMotion,
  ): Promise<Told<TraceMoved> | Refusal | undefined> {
    const controller = new AbortController();
    this.running = controller;
    try {
      return await this.trace.ask((now) =>
        this.server.request(
          traceMoveRequest,
          { ...now, motion },
          controller.signal,
        ),
      );
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    } finally {
      this.running = undefined;
    }
  }
}
