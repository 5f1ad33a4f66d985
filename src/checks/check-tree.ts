/**
 * The tree of the Testing view: folders, files, networks, and their `expect` statements. Files are found by the server; what
 * is in one is asked for when somebody opens it, runs it, or edits it.
 */
import {
  Range,
  type TestController,
  type TestItem,
  Uri,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  checkFilesRequest,
  type CheckStatement,
  checksRequest,
  type FileChecks,
  type NetworkChecks,
} from "../../language-server/protocol.js";
import { sendRequest } from "../language-client.js";

/** What an item of the tree stands for. */
export type Tested =
  | { readonly kind: "folder" }
  | { readonly kind: "file"; readonly uri: string }
  | { readonly kind: "network"; readonly uri: string; readonly network: string }
  | {
      readonly kind: "check";
      readonly uri: string;
      readonly network: string;
      /** Its place among the checks of the network. */
      readonly index: number;
    };

export class CheckTree {
  private readonly tested = new WeakMap<TestItem, Tested>();
  private readonly files = new Map<string, TestItem>();

  constructor(
    private readonly controller: TestController,
    private readonly client: BaseLanguageClient,
  ) {}

  meaningOf(item: TestItem): Tested | undefined {
    return this.tested.get(item);
  }

  file(uri: string): TestItem | undefined {
    return this.files.get(uri);
  }

  /** Finds the files of the workspace, and forgets those that are gone. */
  async findFiles(): Promise<void> {
    const { uris } = await sendRequest(this.client, checkFilesRequest, null);
    const found = new Set(uris);
    for (const uri of [...this.files.keys()])
      if (!found.has(uri)) this.remove(uri);
    for (const uri of uris) this.addFile(uri).canResolveChildren = true;
  }

  /** Reads a file again. One without checks is not shown, unless an error may be hiding them. */
  async read(uri: string): Promise<void> {
    const file = await sendRequest(this.client, checksRequest, { uri });
    if (file && (file.networks.length > 0 || file.error)) this.show(uri, file);
    else this.remove(uri);
  }

  remove(uri: string): void {
    const item = this.files.get(uri);
    if (!item) return;
    this.files.delete(uri);
    const folder = item.parent;
    const siblings = folder?.children ?? this.controller.items;
    siblings.delete(item.id);
    if (folder?.children.size === 0) this.controller.items.delete(folder.id);
  }

  /** The items of an item's checks, in their order. */
  checksIn(item: TestItem): TestItem[] {
    if (this.tested.get(item)?.kind === "check") return [item];
    return childrenOf(item).flatMap((child) => this.checksIn(child));
  }

  /** The items of the files in it: of itself, where it is or lies in a file. */
  filesIn(item: TestItem): TestItem[] {
    const meaning = this.tested.get(item);
    if (meaning?.kind === "folder") return childrenOf(item);
    const file = meaning && this.files.get(meaning.uri);
    return file ? [file] : [];
  }

  private show(uri: string, { networks }: FileChecks): void {
    const file = this.addFile(uri);
    file.canResolveChildren = false;
    file.children.replace(
      networks.map((network) => this.networkItem(uri, network)),
    );
  }

  private networkItem(
    uri: string,
    { name, range, checks }: NetworkChecks,
  ): TestItem {
    const item = this.item(
      { id: name, label: name, uri, range },
      { kind: "network", uri, network: name },
    );
    const uses = new Map<string, number>();
    item.children.replace(
      checks.map((check, index) => {
        const use = (uses.get(check.text) ?? 0) + 1;
        uses.set(check.text, use);
        return this.checkItem(uri, name, check, { index, use });
      }),
    );
    return item;
  }

  /** An edit elsewhere does not change what a check is called. */
  private checkItem(
    uri: string,
    network: string,
    { text, range }: CheckStatement,
    { index, use }: { readonly index: number; readonly use: number },
  ): TestItem {
    const item = this.item(
      { id: use > 1 ? `${text} (${use})` : text, label: text, uri, range },
      { kind: "check", uri, network, index },
    );
    // In the order of the text, not of the alphabet.
    item.sortText = `${index}`.padStart(6, "0");
    return item;
  }

  private item(
    given: {
      readonly id: string;
      readonly label: string;
      readonly uri: string;
      readonly range: CheckStatement["range"];
    },
    meaning: Tested,
  ): TestItem {
    const uri = this.client.protocol2CodeConverter.asUri(given.uri);
    const item = this.controller.createTestItem(given.id, given.label, uri);
    item.range = rangeOf(given.range);
    this.tested.set(item, meaning);
    return item;
  }

  private addFile(uri: string): TestItem {
    const known = this.files.get(uri);
    if (known) return known;
    const file = this.client.protocol2CodeConverter.asUri(uri);
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    const item = this.controller.createTestItem(uri, name, file);
    this.tested.set(item, { kind: "file", uri });
    this.files.set(uri, item);
    (this.folderOf(file)?.children ?? this.controller.items).add(item);
    return item;
  }

  /** Absent for what lies in no folder of the workspace, and right in its only one. */
  private folderOf(file: Uri): TestItem | undefined {
    const root = workspace.getWorkspaceFolder(file);
    const folder = Uri.joinPath(file, "..");
    const isOnly = workspace.workspaceFolders?.length === 1;
    if (!root || (isOnly && folder.toString() === root.uri.toString()))
      return undefined;
    const id = `${folder.toString()}/`;
    const known = this.controller.items.get(id);
    if (known) return known;
    const label = workspace.asRelativePath(folder);
    const item = this.controller.createTestItem(id, label, folder);
    this.tested.set(item, { kind: "folder" });
    this.controller.items.add(item);
    return item;
  }
}

export const rangeOf = ({ start, end }: CheckStatement["range"]): Range =>
  new Range(start.line, start.character, end.line, end.character);

export const childrenOf = (item: TestItem): TestItem[] =>
  [...item.children].map(([, child]) => child);
