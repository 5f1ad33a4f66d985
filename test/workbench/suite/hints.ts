// Inlay hints as VS Code gets them from the server.
import { commands, type InlayHint, Range, type TextEditor } from "vscode";

/** The labels of all hints, if one of them is `expected`. */
export async function hintsOf(
  { document }: TextEditor,
  expected: string,
): Promise<string[] | undefined> {
  const hints = await commands.executeCommand<InlayHint[]>(
    "vscode.executeInlayHintProvider",
    document.uri,
    new Range(0, 0, document.lineCount, 0),
  );
  const labels = hints.map(({ label }) =>
    typeof label === "string"
      ? label
      : label.map(({ value }) => value).join(""),
  );
  return labels.includes(expected) ? labels : undefined;
}
