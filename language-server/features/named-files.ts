/**
 * Files that open programs name, and what their changes mean: whoever names a file that changed is read again, and
 * evaluated again where its values were those of its text.
 */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from "vscode-languageserver";
import type { LiveEvaluations } from "../evaluation/live-evaluations.js";
import type { ProgramFiles } from "../files/program-files.js";
import type { ClientViews } from "./client-views.js";
import { addressOf, type OpenTexts } from "./open-texts.js";
import type { Programs } from "./programs.js";

export interface NamedFilesContext {
  readonly connection: Connection;
  readonly files: ProgramFiles;
  readonly openTexts: OpenTexts;
  readonly programs: Programs;
  readonly evaluations: LiveEvaluations;
  readonly views: ClientViews;
}

/** What programs import, and where data comes from. */
const watched = "**/*.{nn,csv,tsv,txt,npy,npz,safetensors}";

export class NamedFiles {
  private canRegister = false;

  constructor(private readonly context: NamedFilesContext) {}

  initialize({ capabilities }: InitializeParams): void {
    this.canRegister =
      capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration ??
      false;
  }

  initialized(): void {
    const { connection, files, openTexts, evaluations } = this.context;
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) files.changed(addressOf(uri));
    });
    if (this.canRegister)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: watched }],
      });
    files.onChange(({ named }) => {
      const isEdit = openTexts.find(named.uri) !== undefined;
      this.reread((uri) => {
        if (isEdit) void evaluations.edited(uri);
        else void evaluations.filesChanged(uri);
      });
    });
  }

  /** A document was opened, edited or closed in the editor: its text counts instead of the file's, or no longer. */
  edited(uri: string): void {
    this.context.files.edited(addressOf(uri));
  }

  /** A document was saved: programs that import it are up to date with it. */
  saved(uri: string): void {
    const { openTexts, evaluations, programs } = this.context;
    const address = addressOf(uri);
    for (const importer of programs.all()) {
      const [, ...imported] = importer.lowered.files;
      const names = imported.some((file) => addressOf(file) === address);
      if (names && openTexts.document(importer.uri))
        void evaluations.saved(importer.uri);
    }
  }

  /** The workspace's folders changed, and with them what may be read. */
  rootsChanged(): void {
    this.reread((uri) => void this.context.evaluations.filesChanged(uri));
  }

  private reread(then: (uri: string) => void): void {
    const { programs, views } = this.context;
    const changed = programs.changed();
    for (const { uri } of changed) {
      then(uri);
      views.textChanged(uri);
    }
    if (changed.length === 0) return;
    // The editor asks again by itself for a text that it edits, and not for one that the change reaches through an import.
    views.refreshColours();
    views.refreshHints();
  }
}
