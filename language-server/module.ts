/** Every service of the language server, wired in one place. Each is made when it is first asked for. */
import { EmptyFileSystem, inject, type Module, TextDocument } from "langium";
import { type Connection, TextDocuments } from "vscode-languageserver";
import type { SpawnWorker } from "./evaluation/channel.js";
import { Evaluator } from "./evaluation/evaluator.js";
import { LiveEvaluations } from "./evaluation/live-evaluations.js";
import { Summaries } from "./evaluation/summaries.js";
import { Checks } from "./features/checks.js";
import { ClientSettings } from "./features/client-settings.js";
import { ClientViews } from "./features/client-views.js";
import { Completion } from "./features/completion.js";
import { DrawnNetworks } from "./features/drawn-networks.js";
import { FileOffers } from "./features/file-offers.js";
import { GraphAnswers } from "./features/graph-answers.js";
import { GraphSubscribers } from "./features/graph-subscribers.js";
import { LanguageServer } from "./features/language-server.js";
import { NamedFileLinks } from "./features/document-links.js";
import { NamedFiles } from "./features/named-files.js";
import type { NavigationContext } from "./features/navigation.js";
import { OpenTexts } from "./features/open-texts.js";
import { Programs } from "./features/programs.js";
import { ToldTokens } from "./features/semantic-tokens.js";
import { Traces } from "./features/traces.js";
import { WorkspaceFolders } from "./features/workspace-folders.js";
import { WorkspacePrograms } from "./features/workspace-programs.js";
import type { FileSystem } from "./files/file-system.js";
import { ProgramFiles } from "./files/program-files.js";
import { ProgramSearch } from "./files/program-search.js";
import { createLanguage, type Language } from "./language-services.js";

/** What depends on where the server runs. */
export interface ServerContext {
  readonly connection: Connection;
  readonly fileSystem: FileSystem;
  readonly spawnWorker: SpawnWorker;
  /** The address of the page that explains the diagnostics, one section a code. */
  readonly documentation?: string;
}

export interface ServerServices {
  readonly TextDocuments: TextDocuments<TextDocument>;
  readonly Language: Language;
  readonly ProgramFiles: ProgramFiles;
  readonly evaluation: {
    readonly Evaluator: Evaluator;
    readonly LiveEvaluations: LiveEvaluations;
    readonly Summaries: Summaries;
  };
  readonly features: {
    readonly Checks: Checks;
    readonly ClientSettings: ClientSettings;
    readonly ClientViews: ClientViews;
    readonly Completion: Completion;
    readonly DrawnNetworks: DrawnNetworks;
    readonly GraphAnswers: GraphAnswers;
    readonly GraphSubscribers: GraphSubscribers;
    readonly NamedFiles: NamedFiles;
    readonly Navigation: NavigationContext;
    readonly OpenTexts: OpenTexts;
    readonly Traces: Traces;
    readonly WorkspaceFolders: WorkspaceFolders;
    readonly WorkspacePrograms: WorkspacePrograms;
    readonly Programs: Programs;
    readonly LanguageServer: LanguageServer;
  };
}

export function createServer(context: ServerContext): ServerServices {
  return inject(serverModule(context));
}

function serverModule(context: ServerContext): Module<ServerServices> {
  const { connection, fileSystem, spawnWorker } = context;
  return {
    TextDocuments: () => new TextDocuments(TextDocument),
    Language: (services) =>
      createLanguage({
        // Files are read through ProgramFiles, which keeps the rule of what may be read.
        ...EmptyFileSystem,
        files: services.ProgramFiles,
        rootOf: (uri) => services.features.WorkspaceFolders.rootOf(uri),
        textDocuments: {
          get: (uri) => services.features.OpenTexts.find(uri.toString()),
        },
      }),
    ProgramFiles: (services) =>
      new ProgramFiles({
        fileSystem,
        openText: (uri) => services.features.OpenTexts.find(uri)?.getText(),
      }),
    evaluation: {
      Evaluator: () => new Evaluator(spawnWorker),
      Summaries: () => new Summaries(),
      LiveEvaluations: (services) =>
        new LiveEvaluations({
          evaluator: services.evaluation.Evaluator,
          programOf: (uri) => services.features.Programs.complete(uri),
          settingsOf: async (uri) =>
            (await services.features.ClientSettings.of(uri)).evaluation,
          onStatus: (uri) => {
            services.features.ClientViews.publish(uri);
          },
          onResult: (uri) => {
            services.features.ClientViews.publish(uri);
            services.features.ClientViews.refreshHints(uri);
          },
        }),
    },
    features: {
      Checks: (services) =>
        new Checks({
          programs: services.features.Programs,
          workspace: services.features.WorkspacePrograms,
          evaluator: services.evaluation.Evaluator,
          evaluations: services.evaluation.LiveEvaluations,
          settings: services.features.ClientSettings,
        }),
      ClientSettings: () => new ClientSettings(connection),
      ClientViews: (services) =>
        new ClientViews({
          connection,
          programs: services.features.Programs,
          evaluations: services.evaluation.LiveEvaluations,
          graphs: services.features.GraphSubscribers,
          traces: services.features.Traces,
          documentation: context.documentation,
        }),
      Completion: (services) =>
        new Completion({
          programs: services.features.Programs,
          evaluations: services.evaluation.LiveEvaluations,
          summaries: services.evaluation.Summaries,
          settings: services.features.ClientSettings,
          traces: services.features.Traces,
          files: new FileOffers(fileSystem, (uri) =>
            services.features.WorkspaceFolders.rootOf(uri),
          ),
        }),
      DrawnNetworks: () => new DrawnNetworks(),
      GraphAnswers: (services) =>
        new GraphAnswers({
          programs: services.features.Programs,
          evaluations: services.evaluation.LiveEvaluations,
          settings: services.features.ClientSettings,
          drawings: services.features.DrawnNetworks,
          summaries: services.evaluation.Summaries,
          traces: services.features.Traces,
        }),
      GraphSubscribers: (services) =>
        new GraphSubscribers({
          connection,
          programs: services.features.Programs,
          evaluations: services.evaluation.LiveEvaluations,
          drawings: services.features.DrawnNetworks,
          traces: services.features.Traces,
        }),
      NamedFiles: (services) =>
        new NamedFiles({
          connection,
          files: services.ProgramFiles,
          openTexts: services.features.OpenTexts,
          programs: services.features.Programs,
          evaluations: services.evaluation.LiveEvaluations,
          views: services.features.ClientViews,
        }),
      Navigation: (services) => ({
        programs: services.features.Programs,
        workspace: services.features.WorkspacePrograms,
        links: new NamedFileLinks({
          programs: services.features.Programs,
          files: services.ProgramFiles,
          folders: services.features.WorkspaceFolders,
        }),
        toldTokens: new ToldTokens(),
      }),
      OpenTexts: (services) => new OpenTexts(services.TextDocuments),
      Traces: (services) =>
        new Traces({
          connection,
          programs: services.features.Programs,
          evaluations: services.evaluation.LiveEvaluations,
          settings: services.features.ClientSettings,
          drawings: services.features.DrawnNetworks,
        }),
      WorkspaceFolders: () => new WorkspaceFolders(),
      WorkspacePrograms: (services) =>
        new WorkspacePrograms({
          files: services.ProgramFiles,
          search: new ProgramSearch(fileSystem),
          folders: services.features.WorkspaceFolders,
          openTexts: services.features.OpenTexts,
          programs: services.features.Programs,
          documentFactory: () =>
            services.Language.shared.workspace.LangiumDocumentFactory,
          language: () => services.Language.language,
        }),
      Programs: (services) =>
        new Programs({
          openTexts: services.features.OpenTexts,
          documentFactory:
            services.Language.shared.workspace.LangiumDocumentFactory,
          documentReader: services.Language.language.DocumentReader,
          formatting: services.Language.language.Formatting,
          lowering: services.Language.language.Lowering,
          syntax: services.Language.language.Syntax,
        }),
      LanguageServer: (services) =>
        new LanguageServer({
          connection,
          checks: services.features.Checks,
          completion: services.features.Completion,
          textDocuments: services.TextDocuments,
          settings: services.features.ClientSettings,
          programs: services.features.Programs,
          evaluator: services.evaluation.Evaluator,
          evaluations: services.evaluation.LiveEvaluations,
          summaries: services.evaluation.Summaries,
          views: services.features.ClientViews,
          graphAnswers: services.features.GraphAnswers,
          graphs: services.features.GraphSubscribers,
          traces: services.features.Traces,
          namedFiles: services.features.NamedFiles,
          navigation: services.features.Navigation,
          workspaceFolders: services.features.WorkspaceFolders,
        }),
    },
  };
}
