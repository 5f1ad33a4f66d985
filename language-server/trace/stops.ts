/**
 * Where breakpoints stop. The places of a line are fixed and the same in both directions: of the steps that follow each
 * other on it, the last in the forward pass, when the line is done, and the first in the backward pass, when the gradient
 * comes back to it.
 */
import type {
  StepIndex,
  TracePass,
  TracePosition,
} from "../graph/trace-model.js";
import type { NetworkTrace } from "./network-trace.js";

/** Steps that follow each other on one line, seen from inside one group. */
interface Run {
  readonly first: StepIndex;
  last: StepIndex;
  readonly pass: TracePass;
  readonly group: number;
}

export class Stops {
  /** By file and line, in the order of the steps. */
  private readonly lines = new Map<number, Map<number, Run[]>>();

  constructor(private readonly trace: NetworkTrace) {
    const { steps, places } = trace;
    const open = new Map<string, Run>();
    for (let step = 0; step < steps.length; step++) {
      const pass = steps.passOf(step);
      for (const { file, line, group } of places.lines(step)) {
        const key = `${file}:${line}:${group}`;
        const run = open.get(key);
        if (run?.last === step - 1 && run.pass === pass) run.last = step;
        else {
          const begun = { first: step, last: step, pass, group };
          open.set(key, begun);
          this.runsOn(file, line).push(begun);
        }
      }
    }
  }

  /** The first line from this one on that has a step. */
  lineFrom(file: number, line: number): number | undefined {
    const lines = [...(this.lines.get(file)?.keys() ?? [])];
    const below = lines.filter((each) => each >= line);
    return below.length > 0
      ? below.reduce((a, b) => Math.min(a, b))
      : undefined;
  }

  /** In the order of the steps. */
  at(file: number, line: number): TracePosition[] {
    const { steps, places } = this.trace;
    return (this.lines.get(file)?.get(line) ?? []).map(
      ({ first, last, pass, group }) => {
        const step = pass === "backward" ? first : last;
        const frame = steps.groups.group(places.boxInside(group))?.id;
        return { step, ...(frame !== undefined && { frame }) };
      },
    );
  }

  private runsOn(file: number, line: number): Run[] {
    let lines = this.lines.get(file);
    if (!lines) {
      lines = new Map();
      this.lines.set(file, lines);
    }
    const runs = lines.get(line) ?? [];
    lines.set(line, runs);
    return runs;
  }
}
