/**
 * A text that is edited while it is traced: its old numbers are withdrawn at once, and the trace goes on at the same step
 * as soon as the text is evaluated again.
 */
import type { Breakpoints } from "./breakpoints.js";
import type { TraceConsole } from "./console.js";
import type { Queue } from "./queue.js";
import type { Refusal } from "./requests.js";
import type { Stepper } from "./stepper.js";
import type { StopReason, Stops } from "./stops.js";
import { type Trace, waiting } from "./trace.js";

const goesOn: StopReason = {
  reason: "step",
  description: "Traced anew after an edit",
  // The cursor is where the user types.
  preserveFocusHint: true,
};

export class EditedText {
  private isOwnEdit = false;
  /** What was said last of why the trace waits. */
  private said: string | undefined;

  constructor(
    private readonly trace: Trace,
    private readonly breakpoints: Breakpoints,
    private readonly stops: Stops,
    private readonly stepper: Stepper,
    private readonly console: TraceConsole,
    private readonly queue: Queue,
    private readonly event: (name: string, body?: object) => void,
  ) {}

  /** The server says that the text changed. */
  changed(trace: number): void {
    if (!this.trace.outdate(trace)) return;
    this.stepper.pause();
    this.stops.withdraw();
    if (this.isOwnEdit) return;
    this.refresh();
    this.say(waiting);
  }

  /** A text was evaluated or saved: it may be ours. */
  ready(): void {
    if (!this.trace.waits()) return;
    void this.queue.add(async () => {
      if (!this.trace.waits()) return;
      try {
        await this.goOn();
      } catch (error) {
        this.stops.end(error instanceof Error ? error.message : String(error));
      }
    });
  }

  /** Makes an edit and goes on with the new text. */
  edit(make: () => Promise<boolean>): Promise<Refusal | "edited" | "refused"> {
    return this.queue.add(async () => {
      this.isOwnEdit = true;
      try {
        if (!(await make())) return "refused";
      } finally {
        this.isOwnEdit = false;
      }
      return (await this.goOn()) ?? "edited";
    });
  }

  private async goOn(): Promise<Refusal | undefined> {
    const refusal = await this.trace.reopen(this.trace.at);
    if (refusal) {
      this.say(`The trace waits. ${refusal.message}`);
      return refusal;
    }
    if (this.trace.waits()) return undefined;
    this.said = undefined;
    await this.breakpoints.renew();
    await this.stops.halt(goesOn);
    this.refresh();
    return undefined;
  }

  /** Has the editor ask again for everything that it shows. */
  private refresh(): void {
    this.event("invalidated", { areas: ["all"] });
  }

  private say(text: string): void {
    if (text === this.said) return;
    this.said = text;
    this.console.say(text);
  }
}
