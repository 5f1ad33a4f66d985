/** What the server tells the client without being asked: diagnostics, how values stand, that hints or graphs have changed. */
import {
  CodeLensRefreshRequest,
  type Connection,
  type InitializeParams,
} from "vscode-languageserver";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Problem } from "../graph/problem.js";
import { evaluationStatusNotification } from "../protocol.js";
import { diagnosticsOf } from "./diagnostics.js";
import { evaluationStatus } from "./evaluation-status.js";
import type { GraphSubscribers } from "./graph-subscribers.js";
import { LensWatch } from "./lens-watch.js";
import type { OpenProgram, Programs } from "./programs.js";
import type { Traces } from "./traces.js";

export interface ClientViewsContext {
  readonly connection: Connection;
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly graphs: GraphSubscribers;
  readonly traces: Traces;
  /** Where the page of diagnostics stands, if it does. */
  readonly documentation: string | undefined;
}

export class ClientViews {
  private canRefreshHints = false;
  private canRefreshLenses = false;
  private canRefreshColours = false;
  /** What the client was told last. */
  private readonly sent = new Map<
    string,
    { readonly program: OpenProgram; readonly problems: readonly Problem[] }
  >();
  private readonly changed = new Map<string, ReturnType<typeof setTimeout>>();
  /** By file, the networks whose numbers stand where a trace shows them, and not in hints. */
  private readonly traced = new Map<string, string>();

  private readonly lenses = new LensWatch(() => this.refreshLenses());
  private isStopped = false;

  constructor(private readonly context: ClientViewsContext) {
    context.traces.onChange((uri) => this.traceChanged(uri));
  }

  initialize({ capabilities }: InitializeParams): void {
    this.canRefreshHints =
      capabilities.workspace?.inlayHint?.refreshSupport ?? false;
    this.canRefreshLenses =
      capabilities.workspace?.codeLens?.refreshSupport ?? false;
    this.canRefreshColours =
      capabilities.workspace?.semanticTokens?.refreshSupport ?? false;
  }

  /** Brings everything up to date that follows the text, once for all the edits that are waiting to be read. */
  textChanged(uri: string): void {
    // A file that was still being read may arrive after the end.
    if (this.isStopped) return;
    this.lenses.changed(uri);
    clearTimeout(this.changed.get(uri));
    const timer = setTimeout(() => {
      this.changed.delete(uri);
      this.publish(uri);
    });
    this.changed.set(uri, timer);
  }

  closed(uri: string): void {
    this.forget(uri);
    this.lenses.closed(uri);
    this.context.graphs.closed(uri);
    void this.context.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Says nothing any more. */
  stop(): void {
    this.isStopped = true;
    for (const uri of [...this.changed.keys()]) this.forget(uri);
    this.lenses.stop();
    this.context.graphs.stop();
    this.context.traces.stop();
  }

  private forget(uri: string): void {
    clearTimeout(this.changed.get(uri));
    this.changed.delete(uri);
    this.sent.delete(uri);
  }

  /** The client asked for the lenses of a document. */
  lensesAsked(uri: string): void {
    this.lenses.asked(uri);
  }

  /** Asks the client to ask for hints, and for lenses, again: those of a document are others, or all are. */
  refreshHints(uri?: string): void {
    this.lenses.changed(uri);
    if (this.canRefreshHints)
      this.context.connection.languages.inlayHint.refresh().catch(goingAway);
    this.refreshLenses();
  }

  private refreshLenses(): void {
    if (this.canRefreshLenses)
      this.context.connection
        .sendRequest(CodeLensRefreshRequest.type)
        .catch(goingAway);
  }

  /** A trace went on, began or ended: the graph follows it, and hints make room for its numbers. */
  private traceChanged(uri: string): void {
    const program = this.context.programs.current(uri);
    if (program) this.context.graphs.publish(program);
    const traced = this.context.traces.shownNetworks(uri).join("\n");
    if (traced === (this.traced.get(uri) ?? "")) return;
    this.traced.set(uri, traced);
    this.refreshHints();
  }

  /** Asks the client to colour names again: what they mean changed, and not the text. */
  refreshColours(): void {
    const { connection } = this.context;
    if (this.isStopped || !this.canRefreshColours) return;
    connection.languages.semanticTokens.refresh().catch(goingAway);
  }

  /** Numbers are to be written otherwise. */
  settingsChanged(): void {
    this.refreshHints();
    this.context.graphs.settingsChanged();
  }

  /** Diagnostics and status of a document as they are now, and what is new in its graphs. */
  publish(uri: string): void {
    const program = this.context.programs.current(uri);
    if (!program) return;
    this.sendDiagnostics(program);
    void this.context.connection.sendNotification(
      evaluationStatusNotification.method,
      evaluationStatus(program, this.context.evaluations),
    );
    this.context.graphs.publish(program);
    this.context.traces.publish(program);
  }

  /** Nothing is sent where nothing changed. */
  private sendDiagnostics(program: OpenProgram): void {
    const { connection, evaluations, documentation } = this.context;
    const { uri, version, lowered } = program;
    const problems = [
      ...lowered.problems,
      ...lowered.unused,
      ...evaluations.problemsOf(program),
    ];
    const sent = this.sent.get(uri);
    if (
      sent?.program === program &&
      sent.problems.length === problems.length &&
      problems.every((problem, index) => problem === sent.problems[index])
    )
      return;
    this.sent.set(uri, { program, problems });
    void connection.sendDiagnostics({
      uri,
      version,
      diagnostics: diagnosticsOf(program, problems, documentation),
    });
  }
}

/** The client, and what it shows with it. */
const goingAway = (): void => undefined;
