// A trace server with a script instead of a language server: five steps, the n-th on line n, and one variable, whose value is
// the number of steps that were done. Tests decide when it answers and what becomes of the text.
import {
  type Notification,
  type Request,
  traceBreakpointsRequest,
  type TraceBreakpointsParams,
  traceEvaluateRequest,
  type TraceEvaluateParams,
  type TraceEdit,
  traceMoveRequest,
  type TraceMoveParams,
  type TraceMoved,
  traceOpenRequest,
  type TraceOpenAnswer,
  type TraceOpenParams,
  type TraceParams,
  traceScopesRequest,
  traceSetVariableRequest,
  type TraceSetVariableParams,
  type TraceStep,
  traceStepRequest,
  type TraceVariable,
  traceVariablesRequest,
} from "../../language-server/protocol.js";
import type {
  NetworkChoice,
  OpenedProgram,
  Stop,
  TraceServer,
  TraceStop,
} from "../../src/debug/adapter/trace-server.js";

export const uri = "file:///work/net.nn";
const steps = 5;
const trace = 7;

export class FakeTraceServer implements TraceServer {
  /** What was asked, in order. */
  readonly asked: string[] = [];
  readonly opened: TraceOpenParams[] = [];
  readonly breakpoints: TraceBreakpointsParams[] = [];
  readonly notified: string[] = [];
  readonly shownSteps: (string | undefined)[] = [];
  readonly edits: TraceEdit[] = [];
  /** What opening a trace is answered with, instead of a trace. */
  openAnswer: TraceOpenAnswer | undefined;
  program: OpenedProgram = { kind: "program", uri };
  chosen: string | undefined;
  /** What the next motion says besides where it leads. */
  moved: Partial<TraceMoved> = {};
  acceptsEdits = true;
  isClosed = false;
  /** What every request fails with. */
  failure: string | undefined;
  private held: { method: string; release: Promise<void> } | undefined;
  private readonly outdatedListeners = new Set<(trace: TraceParams) => void>();
  private readonly readyListeners = new Set<(leads: boolean) => void>();

  /** Keeps the answers to a request back. @returns lets them go */
  hold<Params, Result>({ method }: Request<Params, Result>): () => void {
    let release = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.held = { method, release: waiting };
    return () => {
      this.held = undefined;
      release();
    };
  }

  /** The user types. */
  edit(): void {
    for (const listener of this.outdatedListeners) listener({ trace });
  }

  /** The text is evaluated. */
  ready(leads = false): void {
    for (const listener of this.readyListeners) listener(leads);
  }

  async request<Params, Result>(
    { method }: Request<Params, Result>,
    params: Params,
    signal?: AbortSignal,
  ): Promise<Result> {
    this.asked.push(method);
    const { held } = this;
    if (held?.method === method) {
      const aborted = new Promise<void>((resolve) => {
        signal?.addEventListener("abort", () => resolve());
      });
      await Promise.race([held.release, aborted]);
    }
    if (this.failure !== undefined) throw new Error(this.failure);
    return this.answer(method, params, signal) as Result;
  }

  private answer(
    method: string,
    params: unknown,
    signal: AbortSignal | undefined,
  ): unknown {
    if (method === traceOpenRequest.method)
      return this.open(params as TraceOpenParams);
    if (this.isClosed) return null;
    switch (method) {
      case traceStepRequest.method:
        return stepAt((params as TraceMoveParams).at.step);
      case traceMoveRequest.method:
        return this.move(params as TraceMoveParams, signal);
      case traceBreakpointsRequest.method: {
        const set = params as TraceBreakpointsParams;
        this.breakpoints.push(set);
        return set.breakpoints.map(({ id, line }) => ({
          id,
          verified: line < steps,
          ...(line < steps ? { line } : { message: "No step is there." }),
        }));
      }
      case traceScopesRequest.method:
        return [{ name: "Values", reference: "values" }];
      case traceVariablesRequest.method:
        return [variable((params as TraceMoveParams).at.step)];
      case traceEvaluateRequest.method: {
        const { expression, at } = params as TraceEvaluateParams;
        return expression === "done"
          ? { kind: "value", variable: variable(at.step) }
          : { kind: "problem", message: `There is no '${expression}'.` };
      }
      case traceSetVariableRequest.method: {
        const { value } = params as TraceSetVariableParams;
        const start = { line: 0, character: 0 };
        const range = { start, end: start };
        const edit = { uri, version: 1, range, text: value };
        return { kind: "edit", edit, value };
      }
      default:
        throw new Error(`The script has no answer to ${method}`);
    }
  }

  private open(params: TraceOpenParams): TraceOpenAnswer {
    this.opened.push(params);
    return (
      this.openAnswer ?? {
        kind: "trace",
        trace,
        network: "Net",
        objective: "L",
        version: 1,
        steps,
        backward: 3,
        at: params.at ?? { step: -1 },
      }
    );
  }

  private move(
    { at, motion }: TraceMoveParams,
    signal: AbortSignal | undefined,
  ): TraceMoved {
    const { moved } = this;
    this.moved = {};
    if (signal?.aborted) return { at, reason: "paused", logs: [] };
    const target = {
      over: at.step + 1,
      into: at.step + 1,
      out: steps - 1,
      continue: steps - 1,
      back: at.step - 1,
      reverse: -1,
    }[motion];
    const step = Math.max(-1, Math.min(target, steps - 1));
    const reason = step === -1 ? "entry" : step === steps - 1 ? "end" : "step";
    return { at: { step }, reason, logs: [], ...moved };
  }

  notify<Params>({ method }: Notification<Params>): void {
    this.notified.push(method);
  }

  onOutdated(listener: (trace: TraceParams) => void): Stop {
    this.outdatedListeners.add(listener);
    return () => void this.outdatedListeners.delete(listener);
  }

  onTextReady(listener: (leads: boolean) => void): Stop {
    this.readyListeners.add(listener);
    return () => void this.readyListeners.delete(listener);
  }

  get listeners(): number {
    return this.outdatedListeners.size + this.readyListeners.size;
  }

  openProgram(): Promise<OpenedProgram> {
    return Promise.resolve(this.program);
  }

  chooseNetwork(
    networks: readonly NetworkChoice[],
  ): Promise<string | undefined> {
    this.asked.push(`which of ${networks.map(({ name }) => name).join()}`);
    return Promise.resolve(this.chosen);
  }

  applyEdit(edit: TraceEdit): Promise<boolean> {
    if (!this.acceptsEdits) return Promise.resolve(false);
    this.edits.push(edit);
    this.edit();
    return Promise.resolve(true);
  }

  uriOf(path: string): string {
    return path.startsWith("/") ? `file://${path}` : path;
  }

  pathOf(address: string): string {
    return address.replace("file://", "");
  }

  shown(stop: TraceStop | undefined): void {
    this.shownSteps.push(stop?.step.title);
  }
}

function stepAt(step: number): TraceStep {
  const start = { line: step, character: 2 };
  const end = { line: step, character: 5 };
  const place = { uri, range: { start, end } };
  return {
    position: { step },
    kind: step < 0 ? "entry" : step < 3 ? "forward" : "backward",
    pass: step < 3 ? "forward" : "backward",
    title: step < 0 ? "the entry" : `step ${step}`,
    lines: step < 0 ? [] : [`line of step ${step}`],
    frames: [{ name: "Net", ...(step >= 0 && { place }) }],
  };
}

const variable = (step: number): TraceVariable => ({
  name: "done",
  value: String(step + 1),
  type: "scalar",
  evaluateName: "done",
  editable: true,
});
