/** All open graphs: one panel for each network, made on demand and after a reload of the window. */
import {
  Disposable,
  EventEmitter,
  type ExtensionContext,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { KeptStates } from "./kept-states.js";
import type { PageState } from "./messages.js";
import { GraphPanel, type GraphTarget } from "./panel.js";

const viewType = "nn.graph";

export class GraphPanels extends Disposable {
  private readonly panels = new Map<string, GraphPanel>();
  private readonly states: KeptStates;
  private readonly activeChanged = new EventEmitter<void>();
  /** Fires when a graph gets the focus, loses it, or is closed. */
  readonly onDidChangeActive = this.activeChanged.event;

  constructor(
    private readonly context: ExtensionContext,
    private readonly client: BaseLanguageClient,
  ) {
    const serializer = window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel, state: PageState | undefined) => {
        this.revive(panel, state);
        return Promise.resolve();
      },
    });
    const renamed = workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) this.rename(oldUri, newUri);
    });
    super(() => {
      Disposable.from(serializer, renamed, this.activeChanged).dispose();
    });
    this.states = new KeptStates(context.workspaceState);
  }

  /** What the graph that has the focus is of. */
  get active(): GraphTarget | undefined {
    for (const panel of this.panels.values())
      if (panel.isActive) return panel.target;
    return undefined;
  }

  /** Graphs of the file, or of files in the folder, are those of its new name from now on. */
  private rename(from: Uri, to: Uri): void {
    const { code2ProtocolConverter: convert } = this.client;
    const [old, next] = [convert.asUri(from), convert.asUri(to)];
    for (const [key, panel] of [...this.panels]) {
      const { uri } = panel.target;
      if (uri !== old && !uri.startsWith(`${old}/`)) continue;
      panel.moveTo(next + uri.slice(old.length));
      this.panels.delete(key);
      this.panels.set(keyOf(panel.target), panel);
    }
  }

  /** Beside the editor, which keeps the keyboard. */
  show(target: GraphTarget): void {
    const known = this.panels.get(keyOf(target));
    if (known) {
      known.show();
      return;
    }
    const panel = window.createWebviewPanel(
      viewType,
      `Graph: ${target.network}`,
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
    );
    this.adopt(panel, target).show();
  }

  /** VS Code brings a panel back when it is looked at for the first time: its graph may have been shown anew by then. */
  private revive(panel: WebviewPanel, state: PageState | undefined): void {
    const known = state && this.panels.get(keyOf(state));
    if (state && !known) {
      const { uri, network } = state;
      this.adopt(panel, { uri, network });
      return;
    }
    panel.dispose();
    known?.show();
  }

  /** A graph of the target in the panel, from now on. */
  private adopt(panel: WebviewPanel, target: GraphTarget): GraphPanel {
    const extension = this.context.extensionUri;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extension, "dist")],
    };
    panel.title = `Graph: ${target.network}`;
    const graph = new GraphPanel(
      panel,
      this.client,
      target,
      extension,
      this.states,
    );
    this.panels.set(keyOf(target), graph);
    panel.onDidChangeViewState(() => this.activeChanged.fire());
    graph.onDispose(() => {
      const key = keyOf(graph.target);
      if (this.panels.get(key) === graph) this.panels.delete(key);
      this.activeChanged.fire();
    });
    return graph;
  }
}

const keyOf = ({ uri, network }: GraphTarget): string => `${uri}#${network}`;
