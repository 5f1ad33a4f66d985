/** Where the trace is to stop: breakpoints by file and exception filters. The server is told all of them at each change. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import {
  type TraceBreakpoint,
  type TraceBreakpointAnswer,
  traceBreakpointsRequest,
  type TraceFilter,
} from "../../../language-server/protocol.js";
import { isFilter } from "./capabilities.js";
import type { Sources } from "./sources.js";
import type { Trace } from "./trace.js";
import type { TraceServer } from "./trace-server.js";

const notTraced = "It holds as soon as the trace has begun.";
const noFile = "The text is in no file.";

export class Breakpoints {
  private readonly byFile = new Map<string, readonly TraceBreakpoint[]>();
  private filters: readonly TraceFilter[] = [];
  private last = 0;

  constructor(
    private readonly server: TraceServer,
    private readonly trace: Trace,
    private readonly sources: Sources,
    private readonly event: (name: "breakpoint", body: object) => void,
  ) {}

  /** Sets those of one file; its earlier ones are forgotten. */
  async set({
    source,
    breakpoints = [],
  }: DebugProtocol.SetBreakpointsArguments): Promise<
    DebugProtocol.Breakpoint[]
  > {
    const uri = this.sources.uriOf(source);
    if (uri === undefined)
      return breakpoints.map(() => ({ verified: false, message: noFile }));
    const asked = breakpoints.map((each) => this.read(uri, each));
    this.byFile.set(uri, asked);
    const answers = await this.send();
    return asked.map((breakpoint) => this.answer(breakpoint, answers));
  }

  async setFilters(names: readonly string[]): Promise<void> {
    this.filters = names.filter(isFilter);
    await this.send();
  }

  /** Tells a trace that was opened of all of them, and the editor how they stand there. */
  async renew(): Promise<void> {
    const answers = await this.send();
    for (const breakpoint of this.all())
      this.event("breakpoint", {
        reason: "changed",
        breakpoint: this.answer(breakpoint, answers),
      });
  }

  private read(
    uri: string,
    {
      line,
      condition,
      hitCondition,
      logMessage,
    }: DebugProtocol.SourceBreakpoint,
  ): TraceBreakpoint {
    return {
      id: ++this.last,
      uri,
      line: this.sources.numbering.read(line),
      ...(condition && { condition }),
      ...(hitCondition && { hitCondition }),
      ...(logMessage && { logMessage }),
    };
  }

  private all(): TraceBreakpoint[] {
    return [...this.byFile.values()].flat();
  }

  /** @returns how each of them stands; nothing where there is no trace yet */
  private async send(): Promise<ReadonlyMap<number, TraceBreakpointAnswer>> {
    const opened = this.trace.information();
    if (!opened) return new Map();
    const { trace } = opened;
    const breakpoints = this.all();
    const { filters } = this;
    const answers = await this.server.request(traceBreakpointsRequest, {
      trace,
      breakpoints,
      filters,
    });
    return new Map((answers ?? []).map((answer) => [answer.id, answer]));
  }

  private answer(
    { id, uri, line }: TraceBreakpoint,
    answers: ReadonlyMap<number, TraceBreakpointAnswer>,
  ): DebugProtocol.Breakpoint {
    const answer = answers.get(id);
    const source = this.sources.source(uri);
    return {
      id,
      source,
      verified: answer?.verified ?? false,
      line: this.sources.numbering.line(answer?.line ?? line),
      ...(!answer && { message: notTraced }),
      ...(answer?.message !== undefined && { message: answer.message }),
    };
  }
}
