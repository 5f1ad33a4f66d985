/** The graph and the text point at each other: cursor and hover light nodes, nodes show their place in the editor. */
import {
  Disposable,
  languages,
  type Range,
  Selection,
  type TextDocument,
  TextEditorRevealType,
  TextEditorSelectionChangeKind,
  ThemeColor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  graphNodesRequest,
  type ModelId,
  type TextPosition,
  type TextRange,
} from "../../language-server/protocol.js";
import { languageId, sendRequest } from "../language-client.js";
import type { PanelMessage } from "./messages.js";
import type { GraphTarget } from "./panel.js";

/** A cursor that rests so long, in milliseconds, is looked up. */
const cursorRest = 60;
/** VS Code does not say when the pointer leaves a word: its nodes are lit for so long. */
const pointedFor = 2500;

export const rangeOf = (
  client: BaseLanguageClient,
  range: TextRange,
): Range => {
  const { start, end } = range;
  return client.protocol2CodeConverter.asRange({
    start: { ...start },
    end: { ...end },
  });
};

export class SourceLink extends Disposable {
  private readonly highlight = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor("editor.wordHighlightStrongBackground"),
    borderColor: new ThemeColor("editor.wordHighlightStrongBorder"),
  });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pointedTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly target: GraphTarget,
    private readonly panel: WebviewPanel,
    private readonly post: (message: PanelMessage) => void,
  ) {
    const subscriptions: Disposable[] = [];
    super(() => {
      clearTimeout(this.timer);
      clearTimeout(this.pointedTimer);
      Disposable.from(this.highlight, ...subscriptions).dispose();
    });
    subscriptions.push(
      window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        if (!this.isOurs(textEditor.document)) return;
        this.tellCursor(
          kind === TextEditorSelectionChangeKind.Keyboard ||
            kind === TextEditorSelectionChangeKind.Mouse,
        );
      }),
      languages.registerHoverProvider(languageId, {
        provideHover: async (document, { line, character }) => {
          if (this.isOurs(document)) await this.pointAt({ line, character });
          return undefined;
        },
      }),
    );
  }

  private isOurs({ uri }: TextDocument): boolean {
    return this.client.code2ProtocolConverter.asUri(uri) === this.target.uri;
  }

  private get editor() {
    return window.visibleTextEditors.find(({ document }) =>
      this.isOurs(document),
    );
  }

  /** Lights the nodes at the cursor, as soon as it rests. */
  tellCursor(follow = false): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { editor } = this;
      if (!editor) return;
      const { line, character } = editor.selection.active;
      void this.nodesAt({ line, character }).then((nodes) => {
        if (nodes) this.post({ kind: "lit", nodes, follow });
      });
    }, cursorRest);
  }

  private async pointAt(position: TextPosition): Promise<void> {
    const nodes = await this.nodesAt(position);
    if (!nodes) return;
    clearTimeout(this.pointedTimer);
    this.post({ kind: "pointed", nodes });
    this.pointedTimer = setTimeout(() => {
      this.post({ kind: "pointed", nodes: [] });
    }, pointedFor);
  }

  private async nodesAt(
    position: TextPosition,
  ): Promise<readonly ModelId[] | undefined> {
    if (!this.panel.visible || !this.client.isRunning()) return undefined;
    try {
      const found = await sendRequest(this.client, graphNodesRequest, {
        ...this.target,
        position,
      });
      return found?.network === this.target.network ? found.nodes : [];
    } catch {
      return undefined; // the text changed meanwhile, and the cursor with it
    }
  }

  async reveal(place: TextRange, focus: boolean): Promise<void> {
    const range = rangeOf(this.client, place);
    const known = this.editor;
    const document =
      known?.document ??
      (await workspace.openTextDocument(Uri.parse(this.target.uri)));
    const editor = await window.showTextDocument(document, {
      viewColumn: known?.viewColumn ?? ViewColumn.One,
      preserveFocus: !focus,
    });
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Marks a place in the text while the pointer is on its node. */
  point(place: TextRange | undefined): void {
    this.editor?.setDecorations(
      this.highlight,
      place ? [rangeOf(this.client, place)] : [],
    );
  }
}
