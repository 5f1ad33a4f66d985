/** Every service of the language server, wired in one place. Each is made when it is first asked for. */
import {
  type FileSystemProvider,
  inject,
  type Module,
  TextDocument,
} from "langium";
import { type Connection, TextDocuments } from "vscode-languageserver";
import type { SpawnWorker } from "./evaluation/channel.js";
import { Evaluator } from "./evaluation/evaluator.js";
import { LiveEvaluations } from "./evaluation/live-evaluations.js";
import { Summaries } from "./evaluation/summaries.js";
import { ClientSettings } from "./features/client-settings.js";
import { ClientViews } from "./features/client-views.js";
import { LanguageServer } from "./features/language-server.js";
import { Programs } from "./features/programs.js";
import { createLanguage, type Language } from "./language-services.js";

/** What depends on where the server runs. */
export interface ServerContext {
  readonly connection: Connection;
  readonly fileSystemProvider: () => FileSystemProvider;
  readonly spawnWorker: SpawnWorker;
  /** The address of the page that explains the diagnostics, one section a code. */
  readonly documentation?: string;
}

export interface ServerServices {
  readonly TextDocuments: TextDocuments<TextDocument>;
  readonly Language: Language;
  readonly evaluation: {
    readonly Evaluator: Evaluator;
    readonly LiveEvaluations: LiveEvaluations;
    readonly Summaries: Summaries;
  };
  readonly features: {
    readonly ClientSettings: ClientSettings;
    readonly ClientViews: ClientViews;
    readonly Programs: Programs;
    readonly LanguageServer: LanguageServer;
  };
}

export function createServer(context: ServerContext): ServerServices {
  return inject(serverModule(context));
}

function serverModule(context: ServerContext): Module<ServerServices> {
  const { connection, fileSystemProvider, spawnWorker } = context;
  return {
    TextDocuments: () => new TextDocuments(TextDocument),
    Language: (services) =>
      createLanguage({
        fileSystemProvider,
        textDocuments: {
          get: (uri) => services.TextDocuments.get(uri.toString()),
        },
      }),
    evaluation: {
      Evaluator: () => new Evaluator(spawnWorker),
      Summaries: () => new Summaries(),
      LiveEvaluations: (services) =>
        new LiveEvaluations({
          evaluator: services.evaluation.Evaluator,
          programOf: (uri) =>
            Promise.resolve(services.features.Programs.current(uri)),
          settingsOf: async (uri) =>
            (await services.features.ClientSettings.of(uri)).evaluation,
          onStatus: (uri) => {
            services.features.ClientViews.publish(uri);
          },
          onResult: (uri) => {
            services.features.ClientViews.publish(uri);
            services.features.ClientViews.refreshHints();
          },
        }),
    },
    features: {
      ClientSettings: () => new ClientSettings(connection),
      ClientViews: (services) =>
        new ClientViews({
          connection,
          programs: services.features.Programs,
          evaluations: services.evaluation.LiveEvaluations,
          documentation: context.documentation,
        }),
      Programs: (services) =>
        new Programs({
          textDocuments: services.TextDocuments,
          documentFactory:
            services.Language.shared.workspace.LangiumDocumentFactory,
          lowering: services.Language.language.Lowering,
        }),
      LanguageServer: (services) =>
        new LanguageServer({
          connection,
          textDocuments: services.TextDocuments,
          settings: services.features.ClientSettings,
          programs: services.features.Programs,
          evaluator: services.evaluation.Evaluator,
          evaluations: services.evaluation.LiveEvaluations,
          summaries: services.evaluation.Summaries,
          views: services.features.ClientViews,
        }),
    },
  };
}
