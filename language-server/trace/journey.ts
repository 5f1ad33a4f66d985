/**
 * Ways through a trace: what a motion leads to, with the breakpoints and exceptions on the way. Hits of breakpoints are
 * counted for as long as the trace is open.
 */
import type {
  TraceBreakpoint,
  TraceBreakpointAnswer,
  TraceFilter,
  TraceMotion,
  TracePlace,
  TracePosition,
} from "../graph/trace-model.js";
import type { TraceLog, TraceMoved } from "../protocol.js";
import type { ExceptionStop } from "./exceptions.js";
import {
  type HitCondition,
  hitConditionHelp,
  readHitCondition,
} from "./hit-condition.js";
import { readLogMessage } from "./log-message.js";
import type { NetworkTrace } from "./network-trace.js";
import { Stops } from "./stops.js";
import { back, entry, insideAt, into, out, over } from "./walk.js";

/** What an expression comes to: whether it is other than 0, and how it reads. */
export type Judged =
  | { readonly kind: "value"; readonly holds: boolean; readonly text: string }
  | {
      readonly kind: "problem";
      readonly message: string;
      readonly isPending: boolean;
    };

export interface JourneyContext {
  readonly trace: NetworkTrace;
  /** The number of a file of the program; absent for others. */
  readonly fileOf: (uri: string) => number | undefined;
  readonly judge: (expression: string, at: TracePosition) => Promise<Judged>;
  readonly exceptions: () => Promise<readonly ExceptionStop[]>;
}

/** A breakpoint at its places. */
interface Armed {
  readonly breakpoint: TraceBreakpoint;
  readonly hits: HitCondition | undefined;
}

/** Where the way may end. */
interface Candidate {
  readonly at: TracePosition;
  readonly armed: readonly Armed[];
  readonly exception?: ExceptionStop;
}

/** As many conditions are looked at before others get a turn. */
const turn = 50;

export class Journey {
  private stops: Stops | undefined;
  private breakpoints: readonly TraceBreakpoint[] = [];
  private filters: readonly TraceFilter[] = [];
  private armed: readonly {
    readonly at: TracePosition;
    readonly armed: Armed;
  }[] = [];
  private readonly counts = new Map<number, number>();

  constructor(private readonly context: JourneyContext) {}

  /** Sets all breakpoints and filters. */
  arm(
    breakpoints: readonly TraceBreakpoint[],
    filters: readonly TraceFilter[],
  ): TraceBreakpointAnswer[] {
    this.breakpoints = breakpoints;
    this.filters = filters;
    for (const id of [...this.counts.keys()])
      if (!breakpoints.some((each) => each.id === id)) this.counts.delete(id);
    const armed: { at: TracePosition; armed: Armed }[] = [];
    const answers = breakpoints.map((breakpoint): TraceBreakpointAnswer => {
      const { id } = breakpoint;
      const placed = this.place(breakpoint);
      if (typeof placed === "string")
        return { id, verified: false, message: placed };
      for (const at of placed.positions)
        armed.push({ at, armed: placed.armed });
      return { id, verified: true, line: placed.line };
    });
    this.armed = armed.sort((a, b) => a.at.step - b.at.step);
    return answers;
  }

  /** What is set, to be set again on another text. */
  get settings(): {
    readonly breakpoints: readonly TraceBreakpoint[];
    readonly filters: readonly TraceFilter[];
  } {
    return { breakpoints: this.breakpoints, filters: this.filters };
  }

  /** @param isCancelled asked on the way; the way then ends where it is */
  async move(
    from: TracePosition,
    motion: TraceMotion,
    isCancelled: () => boolean,
  ): Promise<TraceMoved> {
    const { steps } = this.context.trace;
    const last: TracePosition = { step: steps.length - 1 };
    const target = {
      over: () => over(steps, from),
      into: () => into(steps, from),
      out: () => out(steps, from),
      back: () => back(steps, from),
      continue: () => last,
      reverse: () => entry,
    }[motion]();
    // Out of the network itself there is only its end.
    const isFree =
      motion === "continue" ||
      motion === "reverse" ||
      (motion === "out" && from.frame === undefined);
    const logs: TraceLog[] = [];
    const isForward = target.step > from.step;
    let reached = from;
    let looked = 0;
    for (const candidate of await this.between(from, target, !isFree)) {
      if (isCancelled()) return { at: reached, reason: "paused", logs };
      if (++looked % turn === 0) await new Promise((go) => setTimeout(go));
      reached = candidate.at;
      const stop = await this.stopAt(candidate, logs);
      if (stop) return { at: candidate.at, ...stop, logs };
    }
    if (target.step === from.step && !isForward)
      return { at: target, reason: target.step < 0 ? "entry" : "end", logs };
    if (target.step < 0) return { at: entry, reason: "entry", logs };
    return { at: target, reason: isFree ? "end" : "step", logs };
  }

  /**
   * The places between two positions, in the order in which they are come by. A motion over a layer is not stopped by
   * the line of the layer itself, only by lines inside.
   */
  private async between(
    from: TracePosition,
    to: TracePosition,
    onlyInside: boolean,
  ): Promise<Candidate[]> {
    const { steps } = this.context.trace;
    const isForward = to.step > from.step;
    const isBetween = (step: number): boolean =>
      isForward
        ? step > from.step && step <= to.step
        : step < from.step && step > to.step;
    const outer = steps.groups.number(to.frame);
    const byStep = new Map<number, Candidate>();
    for (const { at, armed } of this.armed) {
      if (!isBetween(at.step)) continue;
      const frame = steps.groups.number(at.frame);
      const isInside = frame !== outer && steps.groups.isIn(frame, outer);
      if (onlyInside && !isInside) continue;
      const known = byStep.get(at.step);
      byStep.set(at.step, {
        at: known?.at ?? at,
        armed: [...(known?.armed ?? []), armed],
      });
    }
    const exceptions =
      this.filters.length === 0 ? [] : await this.context.exceptions();
    for (const exception of exceptions) {
      const { step, filter } = exception;
      if (!isBetween(step) || !this.filters.includes(filter)) continue;
      const known = byStep.get(step);
      byStep.set(step, {
        at: known?.at ?? insideAt(steps, step),
        armed: known?.armed ?? [],
        exception: known?.exception ?? exception,
      });
    }
    const sign = isForward ? 1 : -1;
    return [...byStep.values()].sort((a, b) => sign * (a.at.step - b.at.step));
  }

  private async stopAt(
    { at, armed, exception }: Candidate,
    logs: TraceLog[],
  ): Promise<Omit<TraceMoved, "at" | "logs"> | undefined> {
    const hit: number[] = [];
    let message: string | undefined;
    for (const each of armed) {
      const { breakpoint } = each;
      const verdict = await this.holds(each, at);
      if (verdict === false) continue;
      if (typeof verdict === "string") message ??= verdict;
      else if (breakpoint.logMessage !== undefined) {
        logs.push(await this.log(breakpoint.logMessage, at));
        continue;
      }
      hit.push(breakpoint.id);
    }
    if (exception) {
      const { filter } = exception;
      return { reason: "exception", message: exception.message, filter };
    }
    if (hit.length === 0) return undefined;
    return {
      reason: "breakpoint",
      breakpoints: hit,
      ...(message !== undefined && { message }),
    };
  }

  /** Whether a breakpoint that was reached holds; a text says why that cannot be known. */
  private async holds(
    { breakpoint, hits }: Armed,
    at: TracePosition,
  ): Promise<boolean | string> {
    const { id, condition } = breakpoint;
    if (condition !== undefined && condition.trim() !== "") {
      const judged = await this.context.judge(condition, at);
      if (judged.kind === "problem")
        return judged.isPending
          ? false
          : `The condition ${condition}: ${judged.message}`;
      if (!judged.holds) return false;
    }
    const count = (this.counts.get(id) ?? 0) + 1;
    this.counts.set(id, count);
    return hits ? hits(count) : true;
  }

  private async log(message: string, at: TracePosition): Promise<TraceLog> {
    const parts: string[] = [];
    for (const part of readLogMessage(message)) {
      if ("text" in part) parts.push(part.text);
      else {
        const judged = await this.context.judge(part.expression, at);
        parts.push(
          judged.kind === "value" ? judged.text : `{${judged.message}}`,
        );
      }
    }
    return { text: parts.join(""), place: this.placeAt(at) };
  }

  private placeAt(at: TracePosition): TracePlace {
    return this.context.trace.places.placeOf(at.step);
  }

  private place(breakpoint: TraceBreakpoint):
    | string
    | {
        readonly line: number;
        readonly positions: readonly TracePosition[];
        readonly armed: Armed;
      } {
    const { uri, line: wanted, hitCondition } = breakpoint;
    const file = this.context.fileOf(uri);
    if (file === undefined)
      return "The network that is traced has nothing from this file.";
    this.stops ??= new Stops(this.context.trace);
    const line = this.stops.lineFrom(file, wanted);
    if (line === undefined)
      return "The network that is traced has no step on this line or below it.";
    const hasHits = hitCondition !== undefined && hitCondition.trim() !== "";
    const hits = hasHits ? readHitCondition(hitCondition) : undefined;
    if (hasHits && !hits) return hitConditionHelp;
    const positions = this.stops.at(file, line);
    return { line, positions, armed: { breakpoint, hits } };
  }
}
