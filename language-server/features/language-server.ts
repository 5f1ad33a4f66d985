/**
 * The language server as the client sees it: which messages it answers, and with which feature. Answers are given for the
 * text of when they were asked for, or not at all.
 */
import {
  type CancellationToken,
  type Connection,
  type Hover,
  type HoverParams,
  type InitializeParams,
  type InitializeResult,
  type InlayHint,
  type InlayHintParams,
  type InlineValue,
  type InlineValueParams,
  type TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import type { TextDocument } from "langium";
import type { Evaluator } from "../evaluation/evaluator.js";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Summaries } from "../evaluation/summaries.js";
import {
  type EvaluateParams,
  type EvaluateResult,
  evaluateRequest,
  type SummaryParams,
  summaryRequest,
  type WorkedSolutionParams,
  workedSolutionRequest,
} from "../protocol.js";
import { actionCapabilities, listenForActions } from "./actions.js";
import { listenForChecks } from "./check-requests.js";
import type { Checks } from "./checks.js";
import type { ClientSettings } from "./client-settings.js";
import type { ClientViews } from "./client-views.js";
import { formattingCapabilities, listenForFormatting } from "./formatting.js";
import { listenForGraphs } from "./graph.js";
import type { GraphAnswers } from "./graph-answers.js";
import type { GraphSubscribers } from "./graph-subscribers.js";
import { hover } from "./hover.js";
import { inlayHints } from "./inlay-hints.js";
import type { NamedFiles } from "./named-files.js";
import {
  listenForNavigation,
  type NavigationContext,
  navigationCapabilities,
} from "./navigation.js";
import type { OpenProgram, Programs } from "./programs.js";
import { answerSummary } from "./summary.js";
import { listenForTraces } from "./trace.js";
import { tracedValues } from "./traced-values.js";
import type { Traces } from "./traces.js";
import { answerWorkedSolution } from "./worked-solution.js";
import type { Completion } from "./completion.js";
import { listenForTypingHelp, typingHelpCapabilities } from "./typing-help.js";
import type { WorkspaceFolders } from "./workspace-folders.js";
import { cancellable, contentModified, waitBriefly } from "./requests.js";

export interface LanguageServerContext {
  readonly connection: Connection;
  readonly textDocuments: TextDocuments<TextDocument>;
  readonly settings: ClientSettings;
  readonly programs: Programs;
  readonly evaluator: Evaluator;
  readonly evaluations: LiveEvaluations;
  readonly summaries: Summaries;
  readonly views: ClientViews;
  readonly graphAnswers: GraphAnswers;
  readonly graphs: GraphSubscribers;
  readonly traces: Traces;
  readonly namedFiles: NamedFiles;
  readonly navigation: NavigationContext;
  readonly completion: Completion;
  readonly checks: Checks;
  readonly workspaceFolders: WorkspaceFolders;
}

export class LanguageServer {
  private knowsFolders = false;
  private canCopy = false;

  constructor(private readonly context: LanguageServerContext) {}

  /** Starts to answer. Worker and parser are made ready while the client is still busy with itself. */
  listen(): void {
    const { connection, evaluator, programs, settings, textDocuments } =
      this.context;
    evaluator.start();
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => {
      this.initialized();
    });
    connection.onShutdown(() => {
      this.stop();
    });
    connection.onDidChangeConfiguration((change) => {
      settings.changed(change.settings);
      this.context.views.settingsChanged();
    });
    this.followDocuments();
    connection.languages.inlayHint.on(
      cancellable((params) => this.inlayHints(params)),
    );
    connection.languages.inlineValue.on(
      cancellable((params) => this.inlineValues(params)),
    );
    connection.onHover(cancellable((params) => this.hover(params)));
    connection.onRequest(
      evaluateRequest.method,
      cancellable((params: EvaluateParams, token) =>
        this.evaluate(params, token),
      ),
    );
    listenForGraphs(connection, this.context.graphAnswers, this.context.graphs);
    listenForTraces(connection, this.context.traces, programs);
    listenForNavigation(connection, this.context.navigation);
    listenForTypingHelp(connection, this.context.completion, programs);
    listenForActions(this.context);
    listenForFormatting(connection, programs);
    listenForChecks(connection, this.context.checks);
    connection.onRequest(
      summaryRequest.method,
      cancellable((params: SummaryParams) =>
        answerSummary(this.context.navigation, params),
      ),
    );
    connection.onRequest(
      workedSolutionRequest.method,
      cancellable((params: WorkedSolutionParams) =>
        answerWorkedSolution(this.context, params),
      ),
    );
    textDocuments.listen(connection);
    connection.listen();
    programs.warmUp();
  }

  private initialize(params: InitializeParams): InitializeResult {
    const { settings, views, namedFiles, workspaceFolders } = this.context;
    this.canCopy = hasCopyCommand(params.initializationOptions);
    this.knowsFolders =
      params.capabilities.workspace?.workspaceFolders ?? false;
    this.context.completion.snippets =
      params.capabilities.textDocument?.completion?.completionItem
        ?.snippetSupport ?? false;
    for (const service of [settings, views, namedFiles, workspaceFolders])
      service.initialize(params);
    return {
      capabilities: {
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: true,
        },
        inlayHintProvider: true,
        inlineValueProvider: true,
        hoverProvider: true,
        ...navigationCapabilities,
        ...typingHelpCapabilities,
        ...actionCapabilities,
        ...formattingCapabilities,
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
        },
      },
      serverInfo: { name: "NN Live" },
    };
  }

  private initialized(): void {
    const { connection, settings, namedFiles, workspaceFolders } = this.context;
    settings.initialized();
    namedFiles.initialized();
    if (this.knowsFolders)
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        workspaceFolders.changed(event);
        namedFiles.rootsChanged();
      });
  }

  /** Ends what is being computed. Nothing is said any more. */
  stop(): void {
    const { evaluations, evaluator, views } = this.context;
    evaluations.stop();
    evaluator.stop();
    views.stop();
  }

  private followDocuments(): void {
    const { textDocuments, programs, evaluations, settings } = this.context;
    const { views, namedFiles, navigation } = this.context;
    const opened = new Map<string, number>();
    textDocuments.onDidOpen(({ document: { uri, version } }) => {
      opened.set(uri, version);
      evaluations.opened(uri);
    });
    textDocuments.onDidChangeContent(({ document: { uri, version } }) => {
      // Opening a document is also told as a change.
      if (opened.get(uri) !== version) void evaluations.edited(uri);
      views.textChanged(uri);
      namedFiles.edited(uri);
    });
    textDocuments.onDidSave(({ document: { uri } }) => {
      void evaluations.saved(uri);
      namedFiles.saved(uri);
    });
    textDocuments.onDidClose(({ document: { uri } }) => {
      opened.delete(uri);
      evaluations.closed(uri);
      settings.closed(uri);
      views.closed(uri);
      programs.closed(uri);
      navigation.toldTokens.closed(uri);
      namedFiles.edited(uri);
    });
  }

  private async inlayHints({
    textDocument: { uri },
    range,
  }: InlayHintParams): Promise<InlayHint[] | null> {
    const { evaluations, summaries, settings, programs, traces } = this.context;
    const version = programs.current(uri)?.version;
    // Values that take longer come with a refresh.
    await waitBriefly(evaluations.idle(uri));
    const program = programs.current(uri);
    if (!program) return null;
    if (program.version !== version) contentModified();
    const hints = await inlayHints(
      {
        program,
        evaluations,
        summaries,
        settings: await settings.of(uri),
        isTraced: ({ name }) => traces.shown(uri, name) !== undefined,
      },
      range,
    );
    this.expectUnchanged(program);
    return hints;
  }

  /** Asked while a debugger stands still. */
  private async inlineValues({
    textDocument: { uri },
    range,
  }: InlineValueParams): Promise<InlineValue[] | null> {
    const { settings, programs, traces } = this.context;
    const program = programs.current(uri);
    if (!program) return null;
    const values = await tracedValues(
      { program, traces, settings: await settings.of(uri) },
      range,
    );
    this.expectUnchanged(program);
    return values;
  }

  private async hover({
    textDocument: { uri },
    position,
  }: HoverParams): Promise<Hover | null> {
    const { evaluations, summaries, settings, programs, traces } = this.context;
    const program = programs.current(uri);
    const outline = programs.outline(uri);
    if (!program || !outline) return null;
    const { digits } = await settings.of(uri);
    const found = await hover(
      {
        program,
        outline,
        evaluations,
        summaries,
        traces,
        digits,
        canCopy: this.canCopy,
      },
      program.document.offsetAt(position),
    );
    this.expectUnchanged(program);
    return found ?? null;
  }

  private async evaluate(
    { uri, network }: EvaluateParams,
    token: CancellationToken,
  ): Promise<EvaluateResult> {
    const { evaluations } = this.context;
    token.onCancellationRequested(() => {
      evaluations.cancel(uri);
    });
    return { evaluated: await evaluations.evaluate(uri, network) };
  }

  /** Gives up an answer about a text that was edited meanwhile. */
  private expectUnchanged(program: OpenProgram): void {
    if (this.context.programs.current(program.uri) !== program)
      contentModified();
  }
}

/** Whether the client has said that it has the command that links in hovers run. */
const hasCopyCommand = (options: unknown): boolean =>
  typeof options === "object" &&
  options !== null &&
  "copyValue" in options &&
  options.copyValue === true;
