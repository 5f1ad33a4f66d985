/** The traces that are open: opened on a text, kept with its numbers while the text is edited, closed by the client. */
import { TextDocument } from "langium";
import type { Connection } from "vscode-languageserver";
import { errorsOf } from "../analysis/network-errors.js";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Run } from "../evaluation/run.js";
import { tooLarge } from "../graph-model/build.js";
import type { LoweredFile, LoweredNetwork } from "../graph/lowered.js";
import {
  type NoGraph,
  type TraceAtParams,
  traceOutdatedNotification,
  type TraceOpenAnswer,
  type TraceOpened,
  type TraceOpenParams,
  type TracePosition,
} from "../protocol.js";
import { NetworkTrace } from "../trace/network-trace.js";
import type { ProgramTexts } from "../trace/places.js";
import { positionIn } from "../trace/same-step.js";
import { TraceSession } from "../trace/session.js";
import type { ClientSettings } from "./client-settings.js";
import type { DrawnNetworks } from "./drawn-networks.js";
import { networkMeant, nothing } from "./network-meant.js";
import { networkState } from "./network-state.js";
import { addressOf } from "./open-texts.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram, Programs } from "./programs.js";

export interface TracesContext {
  readonly connection: Connection;
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly settings: ClientSettings;
  readonly drawings: DrawnNetworks;
}

/** What views show of a trace. */
export interface ShownTrace {
  readonly session: TraceSession;
  readonly at: TracePosition;
  /** The text is another one by now: until the trace is opened anew there is nothing to show. */
  readonly waits: boolean;
}

export class Traces {
  private readonly sessions = new Map<number, TraceSession>();
  /** By trace, the position that views show. */
  private readonly positions = new Map<number, TracePosition>();
  private readonly listeners = new Set<(uri: string) => void>();
  private lastTrace = 0;

  constructor(private readonly context: TracesContext) {}

  find(trace: number): TraceSession | undefined {
    return this.sessions.get(trace);
  }

  /**
   * Evaluates the network where that is due and opens a trace of it, or says why there is none.
   * @param isCancelled whether nobody waits for the trace any more, so that none is kept
   */
  async open(
    params: TraceOpenParams,
    isCancelled: () => boolean = () => false,
  ): Promise<TraceOpenAnswer> {
    for (;;) {
      const { uri } = params;
      const program = await this.context.programs.complete(uri);
      if (!program) return nothing("The file is not open in the editor.");
      const meant = networkMeant(program, params);
      if ("kind" in meant) return meant;
      const refused = this.refusal(program, meant);
      if (refused) return refused;
      const run = await this.evaluated(program, meant);
      if (this.context.programs.current(uri)?.lowered !== program.lowered)
        continue;
      if ("kind" in run) return run;
      if (isCancelled()) return nothing("The trace was not wanted any more.");
      return this.begin(params, program, meant, run);
    }
  }

  close(trace: number): void {
    const session = this.sessions.get(trace);
    if (!session) return;
    this.sessions.delete(trace);
    const wasShown = this.positions.delete(trace);
    session.close();
    if (wasShown) this.changed(session.program.uri);
  }

  /** Views show the state of this position from now on. */
  show({ trace, at }: TraceAtParams): void {
    const session = this.sessions.get(trace);
    if (!session) return;
    // What is shown last comes last.
    this.positions.delete(trace);
    this.positions.set(trace, at);
    this.changed(session.program.uri);
  }

  /** The trace of a network that was shown last, and where it stands; absent where there is none. */
  shown(uri: string, network: string): ShownTrace | undefined {
    return this.allShown(uri).findLast(
      ({ session }) => session.trace.drawn.network.name === network,
    );
  }

  /** The names of the networks of a file that are shown at a step of a trace, each once. */
  shownNetworks(uri: string): string[] {
    const names = this.allShown(uri).map(
      ({ session }) => session.trace.drawn.network.name,
    );
    return [...new Set(names)].sort();
  }

  private allShown(uri: string): ShownTrace[] {
    const { programs } = this.context;
    return [...this.positions].flatMap(([trace, at]) => {
      const session = this.sessions.get(trace);
      if (session?.program.uri !== uri) return [];
      const waits = programs.current(uri)?.lowered !== session.program.lowered;
      return [{ session, at, waits }];
    });
  }

  /** Calls back when a trace of a file stands elsewhere, is another one, or is closed. */
  onChange(listener: (uri: string) => void): void {
    this.listeners.add(listener);
  }

  /** Tells the client which traces are not of the text any more; each once. */
  publish({ uri, lowered }: OpenProgram): void {
    for (const session of this.sessions.values()) {
      if (session.program.uri !== uri || session.isOutdated) continue;
      if (session.program.lowered === lowered) continue;
      session.isOutdated = true;
      void this.context.connection.sendNotification(
        traceOutdatedNotification.method,
        { trace: session.id },
      );
      this.changed(uri);
    }
  }

  /** Closes every trace. Nothing is said any more. */
  stop(): void {
    this.listeners.clear();
    for (const trace of [...this.sessions.keys()]) this.close(trace);
  }

  private changed(uri: string): void {
    for (const listener of this.listeners) listener(uri);
  }

  private refusal(
    program: OpenProgram,
    network: LoweredNetwork,
  ): NoGraph | undefined {
    const { name, graph } = network;
    const [error] = errorsOf(program.lowered, network);
    if (error) {
      const { line } = program.document.positionAt(error.source.start);
      return nothing(
        `${name} has an error in line ${line + 1}, and is not traced before it is mended: ${error.message}`,
      );
    }
    const why = tooLarge(network);
    if (why !== undefined) return nothing(why.replace("drawn", "traced"));
    if (!graph.objective)
      return nothing(
        `${name} has no objective, so there is nothing to go back from. Write \`loss L = …\`, or mark one scalar as \`output\`.`,
      );
    if (!graph.evaluable) {
      const { evaluations } = this.context;
      const { message } = networkState(program, network, evaluations);
      return nothing(message ?? `${name} has no values.`);
    }
    return undefined;
  }

  private async evaluated(
    { uri }: OpenProgram,
    network: LoweredNetwork,
  ): Promise<Run | NoGraph> {
    const { evaluations, programs } = this.context;
    await evaluations.evaluate(uri, network.name);
    const now = programs.current(uri);
    const run =
      now && evaluations.runsOf(now)?.find((each) => each.network === network);
    const outcome = run && (await run.outcome);
    if (outcome?.kind === "stopped") return nothing(outcome.problem.message);
    if (!run || outcome?.kind !== "evaluated")
      return nothing(`The evaluation of ${network.name} was cancelled.`);
    const { objective } = network.graph;
    const node = objective?.node ?? -1;
    const [value] =
      (await run.ask("tensors", {
        of: [{ kind: "value", node }],
        elements: 1,
      })) ?? [];
    if (value) return run;
    const why = outcome.problems.find(({ severity }) => severity === "error");
    return nothing(
      `${objective?.name ?? network.name} has no value${why ? `: ${why.message}` : "."}`,
    );
  }

  private begin(
    params: TraceOpenParams,
    program: OpenProgram,
    network: LoweredNetwork,
    run: Run,
  ): TraceOpened {
    const before =
      params.trace === undefined ? undefined : this.sessions.get(params.trace);
    const { drawings, settings, programs } = this.context;
    const { uri, version, lowered } = program;
    const trace = new NetworkTrace(
      drawings.of(program, network),
      programTexts(uri, lowered),
    );
    const id = before?.id ?? ++this.lastTrace;
    const session = new TraceSession({
      id,
      program,
      trace,
      run,
      lower: (text) => programs.lowered(uri, text),
      fileOf: fileFinder(uri, lowered),
      digits: async () => (await settings.of(uri)).digits,
    });
    this.sessions.set(id, session);
    before?.close();
    if (before) {
      const { breakpoints, filters } = before.journey.settings;
      session.journey.arm(breakpoints, filters);
    }
    const at = positionIn(trace, params.at, before?.trace);
    if (this.positions.has(id)) {
      this.positions.set(id, at);
      this.changed(uri);
    }
    return {
      kind: "trace",
      trace: id,
      network: network.name,
      objective: network.graph.objective?.name ?? "",
      version,
      steps: trace.steps.length,
      backward: trace.steps.backward,
      at,
    };
  }
}

/** The texts of the program's files; the file itself is called as the client calls it. */
function programTexts(
  uri: string,
  { files, texts }: LoweredFile,
): ProgramTexts {
  const documents = new Map<number, TextDocument>();
  const documentOf = (file: number): TextDocument => {
    let document = documents.get(file);
    if (!document) {
      const text = texts[file] ?? "";
      document = TextDocument.create(files[file] ?? "", "nn", 0, text);
      documents.set(file, document);
    }
    return document;
  };
  return {
    uriOf: (file) => (file === 0 ? uri : (files[file] ?? uri)),
    textOf: (file) => texts[file],
    rangeOf: (source) => rangeOf(documentOf(source.file), source),
  };
}

function fileFinder(
  uri: string,
  { files }: LoweredFile,
): (uri: string) => number | undefined {
  const numbers = new Map(
    files.map((file, number) => [addressOf(file), number]),
  );
  numbers.set(addressOf(uri), 0);
  return (wanted) => numbers.get(addressOf(wanted));
}
