/** What the debug console shows: the derivation of each step, log points, what there is to say of the trace. */
import type {
  TraceLog,
  TracePlace,
  TraceStep,
} from "../../../language-server/protocol.js";
import type { Sources } from "./sources.js";

export class TraceConsole {
  constructor(
    private readonly event: (name: "output", body: object) => void,
    private readonly sources: Sources,
  ) {}

  /** A step that was done, as it would be written on paper. */
  step({ title, lines, frames }: TraceStep): void {
    const text = lines.length > 0 ? lines.join("\n") : title;
    this.output("stdout", text, frames[0]?.place);
  }

  /** The step that is the last one again, after going back. */
  back({ title, frames }: TraceStep): void {
    this.output("stdout", `back to  ${title}`, frames[0]?.place);
  }

  log({ text, place }: TraceLog): void {
    this.output("stdout", text, place);
  }

  /** Of the trace itself. */
  say(text: string): void {
    this.output("console", text);
  }

  private output(category: string, text: string, place?: TracePlace): void {
    const { source, line, column } = place ? this.sources.place(place) : {};
    this.event("output", {
      category,
      output: `${text}\n`,
      ...(source && { source, line, column }),
    });
  }
}
