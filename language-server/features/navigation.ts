/** Which requests about names and structure are answered, and by which feature; all of the text of when they were asked. */
import type { Connection, ServerCapabilities } from "vscode-languageserver";
import {
  incomingCalls,
  outgoingCalls,
  prepareCallHierarchy,
} from "./call-hierarchy.js";
import { definition } from "./definition.js";
import type { NamedFileLinks } from "./document-links.js";
import { documentSymbols } from "./document-symbols.js";
import { foldingRanges } from "./folding.js";
import { highlights } from "./highlights.js";
import type { OpenProgram, Programs } from "./programs.js";
import { references } from "./references.js";
import { prepareRename, rename } from "./rename.js";
import { cancellable, contentModified } from "./requests.js";
import { selectionRanges } from "./selection-ranges.js";
import {
  semanticTokens,
  semanticTokensLegend,
  type ToldTokens,
} from "./semantic-tokens.js";
import type { WorkspacePrograms } from "./workspace-programs.js";
import { workspaceSymbols } from "./workspace-symbols.js";

export interface NavigationContext {
  readonly programs: Programs;
  readonly workspace: WorkspacePrograms;
  readonly links: NamedFileLinks;
  readonly toldTokens: ToldTokens;
}

export const navigationCapabilities: ServerCapabilities = {
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  callHierarchyProvider: true,
  documentLinkProvider: {},
  semanticTokensProvider: {
    legend: semanticTokensLegend,
    full: { delta: true },
    range: true,
  },
};

interface About {
  readonly textDocument: { readonly uri: string };
}

export function listenForNavigation(
  connection: Connection,
  { programs, workspace, links, toldTokens }: NavigationContext,
): void {
  /** An answer about a text, given up where that was edited meanwhile; nothing where it is not open. */
  const answer = <Result>(
    uri: string,
    ask: (program: OpenProgram) => Result | Promise<Result>,
  ): Promise<Result | null> => {
    const program = programs.current(uri);
    return program
      ? Promise.resolve(ask(program)).then((result) => {
          if (programs.current(uri)?.document !== program.document)
            contentModified();
          return result;
        })
      : Promise.resolve(null);
  };
  const about =
    <Params extends About, Result>(
      ask: (program: OpenProgram, params: Params) => Result | Promise<Result>,
    ): ((params: Params) => Promise<Result | null>) =>
    (params) =>
      answer(params.textDocument.uri, (program) => ask(program, params));
  const clientUri = (address: string): string => workspace.clientUri(address);

  connection.onDefinition(
    cancellable(
      about((program, { position }) =>
        definition({ program, links, clientUri }, position),
      ),
    ),
  );
  connection.onReferences(
    cancellable(
      about((program, { position, context }) =>
        references(program, position, context.includeDeclaration, workspace),
      ),
    ),
  );
  connection.onDocumentHighlight(
    cancellable(
      about((program, { position }) => highlights(program, position)),
    ),
  );
  connection.onPrepareRename(
    cancellable(
      about((program, { position }) => prepareRename(program, position)),
    ),
  );
  connection.onRenameRequest(
    cancellable(
      about((program, { position, newName }) =>
        rename(program, position, newName, workspace),
      ),
    ),
  );
  connection.onDocumentSymbol(
    cancellable(about((program) => documentSymbols(program, programs))),
  );
  connection.onWorkspaceSymbol(
    cancellable(({ query }) => workspaceSymbols(query, workspace)),
  );
  connection.onFoldingRanges(cancellable(about(foldingRanges)));
  connection.onSelectionRanges(
    cancellable(
      about((program, { positions }) =>
        selectionRanges(program, positions, programs),
      ),
    ),
  );
  connection.onDocumentLinks(
    cancellable(about((program) => links.of(program))),
  );
  connection.languages.semanticTokens.on(
    cancellable(
      async ({ textDocument: { uri } }) =>
        (await answer(uri, (program) => toldTokens.whole(program, programs))) ??
        noTokens,
    ),
  );
  connection.languages.semanticTokens.onDelta(
    cancellable(
      async ({ textDocument: { uri }, previousResultId }) =>
        (await answer(uri, (program) =>
          toldTokens.changes(program, programs, previousResultId),
        )) ?? noTokens,
    ),
  );
  connection.languages.semanticTokens.onRange(
    cancellable(
      async ({ textDocument: { uri }, range }) =>
        (await answer(uri, (program) =>
          semanticTokens(program, programs, range),
        )) ?? noTokens,
    ),
  );
  connection.languages.callHierarchy.onPrepare(
    cancellable(
      about((program, { position }) => prepareCallHierarchy(program, position)),
    ),
  );
  connection.languages.callHierarchy.onIncomingCalls(
    cancellable(({ item }) =>
      answer(item.uri, (program) => incomingCalls(program, item)),
    ),
  );
  connection.languages.callHierarchy.onOutgoingCalls(
    cancellable(({ item }) =>
      answer(item.uri, (program) => outgoingCalls(program, item)),
    ),
  );
}

const noTokens = { data: [] };
