/** All open graphs: one panel for each network, made on demand and after a reload of the window. */
import {
  Disposable,
  type ExtensionContext,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { PageState } from "./messages.js";
import { GraphPanel, type GraphTarget } from "./panel.js";

const viewType = "nn.graph";

export class GraphPanels extends Disposable {
  private readonly panels = new Map<string, GraphPanel>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly client: BaseLanguageClient,
  ) {
    const serializer = window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel, state: PageState | undefined) => {
        if (state === undefined) panel.dispose();
        else this.adopt(panel, { uri: state.uri, network: state.network });
        return Promise.resolve();
      },
    });
    super(() => void serializer.dispose());
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
    this.adopt(panel, target);
  }

  private adopt(panel: WebviewPanel, target: GraphTarget): void {
    const extension = this.context.extensionUri;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extension, "dist")],
    };
    panel.title = `Graph: ${target.network}`;
    const graph = new GraphPanel(panel, this.client, target, extension);
    const key = keyOf(target);
    this.panels.set(key, graph);
    graph.onDispose(() => {
      if (this.panels.get(key) === graph) this.panels.delete(key);
    });
  }
}

const keyOf = ({ uri, network }: GraphTarget): string => `${uri}#${network}`;
