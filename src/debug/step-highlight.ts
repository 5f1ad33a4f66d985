/** Marks the operation that a trace stands at, in every editor that shows it: VS Code itself marks whole lines. */
import { Disposable, type TextEditor, ThemeColor, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { TracePlace } from "../../language-server/protocol.js";
import { rangeOf } from "../graph-view/source-link.js";
import type { Traces } from "./traces.js";

export class StepHighlight extends Disposable {
  private readonly decoration = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor("editor.stackFrameHighlightBackground"),
    border: "1px solid",
    borderColor: new ThemeColor("editor.wordHighlightStrongBorder"),
    light: { borderColor: "#8a5a00" },
    dark: { borderColor: "#ffd43b" },
  });
  /** By trace, where it stands. */
  private readonly places = new Map<number, TracePlace>();

  constructor(
    private readonly client: BaseLanguageClient,
    traces: Traces,
  ) {
    const listening = Disposable.from(
      traces.onDidStop(({ opened, step }) => {
        const [innermost] = step.frames;
        if (innermost?.place && step.kind !== "entry")
          this.places.set(opened.trace, innermost.place);
        else this.places.delete(opened.trace);
        this.mark(window.visibleTextEditors);
      }),
      traces.onDidLeave((trace) => {
        this.places.delete(trace);
        this.mark(window.visibleTextEditors);
      }),
      // The file of a step may be opened after the stop.
      window.onDidChangeVisibleTextEditors((editors) => this.mark(editors)),
    );
    super(() => {
      listening.dispose();
      this.decoration.dispose();
    });
  }

  private mark(editors: readonly TextEditor[]): void {
    for (const editor of editors) {
      const uri = editor.document.uri.toString();
      const places = [...this.places.values()].filter(
        (place) => this.addressOf(place) === uri,
      );
      editor.setDecorations(
        this.decoration,
        places.map(({ range }) => rangeOf(this.client, range)),
      );
    }
  }

  private addressOf({ uri }: TracePlace): string {
    return this.client.protocol2CodeConverter.asUri(uri).toString();
  }
}
