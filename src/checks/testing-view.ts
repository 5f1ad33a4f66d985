/** The checks of `.nn` files in VS Code's Testing view: found when it is opened, kept up to date, run, and traced. */
import {
  type CancellationToken,
  commands,
  Disposable,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  type TextDocument,
  type Uri,
  workspace,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { languageId } from "../language-client.js";
import { CheckTree } from "./check-tree.js";
import { runChecks } from "./run-checks.js";

/** How long the keys must rest before checks are looked for in an edited text, in milliseconds. */
const pause = 300;

export function registerTestingView(client: BaseLanguageClient): Disposable {
  const controller = tests.createTestController("nn.checks", "NN Checks");
  const tree = new CheckTree(controller, client);
  const view = new TestingView(controller, tree, client);
  controller.resolveHandler = (item) => view.resolve(item);
  controller.refreshHandler = () => view.resolve(undefined);
  const whenRunning =
    <Argument>(
      act: (request: Argument, token: CancellationToken) => Promise<void>,
    ) =>
    async (request: Argument, token: CancellationToken): Promise<void> => {
      if (await view.isReady()) await act(request, token);
    };
  const check = controller.createRunProfile(
    "Check",
    TestRunProfileKind.Run,
    whenRunning((request, token) =>
      runChecks(controller, tree, client, request, token, (uri) => {
        view.hasResults.add(uri);
      }),
    ),
    true,
  );
  const trace = controller.createRunProfile(
    "Trace Backprop",
    TestRunProfileKind.Debug,
    async ({ include }) => {
      const [first] = include ?? [...controller.items].map(([, item]) => item);
      if (first) await traceNetworkOf(first, tree);
    },
    true,
  );
  return Disposable.from(controller, check, trace, view);
}

/** The network of a check, or the one that the user chooses in a file. */
async function traceNetworkOf(item: TestItem, tree: CheckTree): Promise<void> {
  const [file] = tree.filesIn(item);
  const meaning = tree.meaningOf(item);
  const network =
    meaning?.kind === "check" || meaning?.kind === "network"
      ? meaning.network
      : undefined;
  if (file?.uri)
    await commands.executeCommand("nn.traceBackprop", file.uri, network);
}

const isOpen = (uri: Uri): boolean =>
  workspace.textDocuments.some(
    (document) => document.uri.toString() === uri.toString(),
  );

class TestingView implements Disposable {
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly subscriptions: Disposable;
  /** The files with results of their text as it is. */
  readonly hasResults = new Set<string>();
  /** Whether the files of the workspace were asked for. */
  private isOpen = false;

  constructor(
    private readonly controller: TestController,
    private readonly tree: CheckTree,
    private readonly client: BaseLanguageClient,
  ) {
    const files = workspace.createFileSystemWatcher("**/*.nn");
    const isOurs = ({ languageId: id }: TextDocument): boolean =>
      id === languageId;
    this.subscriptions = Disposable.from(
      files,
      files.onDidCreate((uri) => this.changed(uri)),
      files.onDidChange((uri) => {
        // What is saved was edited before.
        if (!isOpen(uri)) this.changed(uri);
      }),
      files.onDidDelete((uri) => this.tree.remove(this.addressOf(uri))),
      workspace.onDidOpenTextDocument((document) => {
        if (isOurs(document)) this.readSoon(document.uri);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isOurs(document) && contentChanges.length > 0)
          this.changed(document.uri);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (!isOurs(document)) return;
        if (document.isDirty) this.changed(document.uri);
        else this.readSoon(document.uri);
      }),
      workspace.onDidChangeWorkspaceFolders(() => {
        if (this.isOpen) void this.resolve(undefined);
      }),
      client.onDidChangeState(({ newState }) => {
        if (newState !== State.Running) return;
        for (const document of workspace.textDocuments)
          if (isOurs(document)) this.readSoon(document.uri);
      }),
    );
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.subscriptions.dispose();
  }

  /** Finds the files, or what is in one. */
  async resolve(item: TestItem | undefined): Promise<void> {
    this.isOpen ||= item === undefined;
    if (!(await this.isReady())) return;
    if (item) await this.tree.read(item.id);
    else await this.tree.findFiles();
  }

  async isReady(): Promise<boolean> {
    try {
      await this.client.start(); // joins a start that is under way; starts a server that stopped
      return true;
    } catch {
      return false; // told by server-failures.ts
    }
  }

  /** Results of the text before go away at once; its checks are read again at the next pause. */
  private changed(uri: Uri): void {
    const address = this.addressOf(uri);
    const item = this.tree.file(address);
    if (item && this.hasResults.delete(address)) this.forget(item);
    this.readSoon(uri);
  }

  private readSoon(uri: Uri): void {
    const address = this.addressOf(uri);
    clearTimeout(this.waiting.get(address));
    this.waiting.set(
      address,
      setTimeout(() => {
        this.waiting.delete(address);
        if (this.client.isRunning())
          this.tree.read(address).catch(
            () => undefined, // the server stopped; server-failures.ts tells of it
          );
      }, pause),
    );
  }

  /**
   * VS Code keeps showing the numbers of results that are marked as old behind their statements, and shows those of the last
   * run only: a run that skips the checks takes their place.
   */
  private forget(file: TestItem): void {
    const run = this.controller.createTestRun(
      new TestRunRequest([file]),
      "Edited",
      false,
    );
    for (const check of this.tree.checksIn(file)) run.skipped(check);
    run.end();
    this.controller.invalidateTestResults(file);
  }

  private addressOf(uri: Uri): string {
    return this.client.code2ProtocolConverter.asUri(uri);
  }
}
