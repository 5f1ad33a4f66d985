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

/** The cursor stays where the user types. */
const waits: StopReason = {
  reason: "pause",
  description: "Waiting for the text to be saved",
  preserveFocusHint: true,
};

const goesOn: StopReason = {
  reason: "step",
  description: "Traced anew after an edit",
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
    this.say(waiting);
    this.stops.tell(waits);
    this.refresh();
  }

  /** A text was evaluated or saved: it may be ours. */
  ready(leads: boolean): void {
    if (!this.trace.waits()) return;
    void this.queue.add(async () => {
      if (!this.trace.waits()) return;
      try {
        await this.goOn(leads);
      } catch (error) {
        this.stops.fail(error);
      }
    });
  }

  /** Makes an edit and goes on with the new text. */
  edit(make: () => Promise<boolean>): Promise<Refusal | "edited" | "refused"> {
    return this.queue.add(async () => {
      this.isOwnEdit = true;
      try {
        if (!(await make())) return "refused";
        return (await this.goOn(true)) ?? "edited";
      } finally {
        this.isOwnEdit = false;
      }
    });
  }

  /** @param leads whether the editor may be led to the step, away from where the user types */
  private async goOn(leads: boolean): Promise<Refusal | undefined> {
    const refusal = await this.trace.reopen(this.trace.at);
    if (refusal) {
      this.say(`The trace waits. ${refusal.message}`);
      return refusal;
    }
    this.said = undefined;
    await this.breakpoints.renew();
    await this.stops.halt({ ...goesOn, preserveFocusHint: !leads });
    this.refresh();
    return undefined;
  }

  /** Has the editor ask again for what it shows of a frame that it keeps its focus on. */
  private refresh(): void {
    this.event("invalidated", { areas: ["variables"] });
  }

  private say(text: string): void {
    if (text === this.said) return;
    this.said = text;
    this.console.say(text);
  }
}
