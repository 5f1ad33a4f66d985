/** The traces that are going on in this window: where each of them stands, for the views that follow it. */
import { EventEmitter } from "vscode";
import type { TraceStop } from "./adapter/trace-server.js";

export type { TraceStop };

export class Traces {
  private readonly stops = new EventEmitter<TraceStop>();
  private readonly leaves = new EventEmitter<number>();

  /** A trace stands at a step, and has told the server of it. */
  readonly onDidStop = this.stops.event;
  /** A trace, by its number, has nothing to show: its text is being edited, or it is over. */
  readonly onDidLeave = this.leaves.event;

  stop(at: TraceStop): void {
    this.stops.fire(at);
  }

  leave(trace: number): void {
    this.leaves.fire(trace);
  }

  dispose(): void {
    this.stops.dispose();
    this.leaves.dispose();
  }
}
