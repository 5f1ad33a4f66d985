/** What can be done at a place of a program: which of these requests are answered, all of the text of when they were asked. */
import {
  CodeActionKind,
  type Connection,
  type ServerCapabilities,
} from "vscode-languageserver";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { Summaries } from "../evaluation/summaries.js";
import type { ClientSettings } from "./client-settings.js";
import type { ClientViews } from "./client-views.js";
import { codeActions, fixAllKind } from "./code-actions.js";
import { codeLenses } from "./code-lenses.js";
import type { Programs } from "./programs.js";
import { type CopyValueParams, copyValueRequest } from "../protocol.js";
import { copyValue } from "./copy-value.js";
import { cancellable, contentModified, waitBriefly } from "./requests.js";
import type { Traces } from "./traces.js";
import type { WorkspacePrograms } from "./workspace-programs.js";

export interface ActionsContext {
  readonly connection: Connection;
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly summaries: Summaries;
  readonly settings: ClientSettings;
  readonly traces: Traces;
  readonly views: ClientViews;
  readonly navigation: { readonly workspace: WorkspacePrograms };
}

export const actionCapabilities: ServerCapabilities = {
  codeLensProvider: {},
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
  },
};

export function listenForActions(context: ActionsContext): void {
  const { connection, programs, settings } = context;
  connection.onCodeLens(
    cancellable(async ({ textDocument: { uri } }) => {
      context.views.lensesAsked(uri);
      await waitBriefly(context.evaluations.idle(uri));
      const program = programs.current(uri);
      if (!program) return null;
      const { digits } = await settings.of(uri);
      const lenses = await codeLenses(program, { ...context, digits });
      if (programs.current(uri) !== program) contentModified();
      return lenses;
    }),
  );
  connection.onRequest(
    copyValueRequest.method,
    cancellable((params: CopyValueParams) => copyValue(params, context)),
  );
  const fixing = { ...context, workspace: context.navigation.workspace };
  connection.onCodeAction(
    cancellable(async ({ textDocument: { uri }, range, context: asked }) => {
      const program = programs.current(uri);
      if (!program) return null;
      const actions = await codeActions(program, range, asked, fixing);
      if (programs.current(uri) !== program) contentModified();
      return actions;
    }),
  );
}
