/** The graph and the text point at each other: cursor and hover light nodes, nodes show their place in the editor. */
import {
  type CancellationToken,
  Disposable,
  languages,
  type Range,
  Selection,
  type TextDocument,
  type TextEditor,
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
/**
 * VS Code says that the pointer left a word only while an answer about it is due. So the answer, which is none, is held
 * back until shortly before VS Code would show that it waits (after 3 times the hover's delay, half of which is over when
 * it asks); what is lit then goes out soon.
 */
const heldFor = 2.2;
const pointedFor = 600;

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
  private latest: TextEditor | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the cursor's nodes are to be in view once it rests. */
  private follows = false;
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
        this.latest = textEditor;
        this.tellCursor(
          kind === TextEditorSelectionChangeKind.Keyboard ||
            kind === TextEditorSelectionChangeKind.Mouse,
          textEditor,
        );
      }),
      languages.registerHoverProvider(languageId, {
        provideHover: async (document, { line, character }, token) => {
          if (this.isOurs(document))
            await this.pointAt({ line, character }, document, token);
          return undefined;
        },
      }),
    );
  }

  private isOurs({ uri }: TextDocument): boolean {
    return this.client.code2ProtocolConverter.asUri(uri) === this.target.uri;
  }

  /** All that show the file: it may be open more than once. */
  private get editors(): TextEditor[] {
    return window.visibleTextEditors.filter(({ document }) =>
      this.isOurs(document),
    );
  }

  /** The one that the user worked in last, as far as that is known. */
  private get editor(): TextEditor | undefined {
    const { editors } = this;
    return editors.find((editor) => editor === this.latest) ?? editors[0];
  }

  /** Lights the nodes at the cursor, as soon as it rests. */
  tellCursor(follow = false, from = this.editor): void {
    clearTimeout(this.timer);
    this.follows ||= follow;
    this.timer = setTimeout(() => {
      const editor = from;
      if (!editor) return;
      const { line, character } = editor.selection.active;
      const isFollowed = this.follows;
      this.follows = false;
      void this.nodesAt({ line, character }).then((nodes) => {
        if (nodes) this.post({ kind: "lit", nodes, follow: isFollowed });
      });
    }, cursorRest);
  }

  /** Lights the nodes until the pointer has left the place, as far as that is known. */
  private async pointAt(
    position: TextPosition,
    document: TextDocument,
    token: CancellationToken,
  ): Promise<void> {
    const nodes = await this.nodesAt(position);
    if (!nodes || token.isCancellationRequested) return;
    clearTimeout(this.pointedTimer);
    this.post({ kind: "pointed", nodes });
    if (nodes.length === 0) return;
    const delay = workspace
      .getConfiguration("editor", document)
      .get<number>("hover.delay", 300);
    if (await isCancelledWithin(delay * heldFor, token)) this.clearPointed();
    else
      this.pointedTimer = setTimeout(() => {
        this.clearPointed();
      }, pointedFor);
  }

  /** The pointer is not on the text any more. */
  clearPointed(): void {
    clearTimeout(this.pointedTimer);
    this.post({ kind: "pointed", nodes: [] });
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
    const marked = place ? [rangeOf(this.client, place)] : [];
    for (const editor of this.editors)
      editor.setDecorations(this.highlight, marked);
  }
}

/** Resolves as soon as it is cancelled, or when the milliseconds are over. */
function isCancelledWithin(
  milliseconds: number,
  token: CancellationToken,
): Promise<boolean> {
  return new Promise((resolve) => {
    const listening = token.onCancellationRequested(() => end(true));
    const timer = setTimeout(() => end(false), milliseconds);
    function end(isCancelled: boolean): void {
      clearTimeout(timer);
      listening.dispose();
      resolve(isCancelled);
    }
  });
}
