/** The folders that the client has open: programs read files only below the one that they lie in. */
import type {
  InitializeParams,
  WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import { isBelow, rootOf } from "../files/reading-rule.js";
import { addressOf } from "./open-texts.js";

export class WorkspaceFolders {
  private folders: readonly string[] = [];

  initialize({ workspaceFolders }: InitializeParams): void {
    this.folders = (workspaceFolders ?? []).map(({ uri }) => addressOf(uri));
  }

  changed({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => addressOf(uri)));
    this.folders = [
      ...this.folders.filter((folder) => !gone.has(folder)),
      ...added.map(({ uri }) => addressOf(uri)),
    ];
  }

  /** Every folder that is open. */
  all(): readonly string[] {
    return this.folders;
  }

  /** The folders that this file lies in. */
  around(uri: string): string[] {
    const file = addressOf(uri);
    return this.folders.filter((folder) => isBelow(folder, file));
  }

  /** The folder below which this program reads. */
  rootOf(program: string): string {
    return rootOf(addressOf(program), this.folders);
  }
}
