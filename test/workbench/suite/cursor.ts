// The cursor as a person has it: at a name in a file, with the keyboard in the editor, and where it has come to.
import { type Position, Selection, type TextEditor, window } from "vscode";
import { eventually, open, positionOf } from "./editor.js";
import type { Screen } from "./screen.js";

/** Opens the file with the cursor in a text's middle, and waits until keys reach the editor. */
export async function openAt(
  screen: Screen,
  name: string,
  text: string,
): Promise<TextEditor> {
  const editor = await open(name);
  await putCursor(
    screen,
    editor,
    positionOf(editor, text).translate(0, text.length >> 1),
  );
  return editor;
}

/** Puts the cursor there, or several, and waits until keys act there: the editor hears of it later than the test. */
export async function putCursor(
  screen: Screen,
  editor: TextEditor,
  ...places: readonly Position[]
): Promise<void> {
  editor.selections = places.map((place) => new Selection(place, place));
  editor.revealRange(editor.selection);
  const [{ line, character } = { line: 0, character: 0 }] = places;
  const said =
    places.length > 1
      ? `${places.length} selections`
      : `Ln ${line + 1}, Col ${character + 1}`;
  await eventually(`the cursor at ${said}`, async () => {
    const items = await screen.texts(".statusbar-item");
    return items.some((item) => item.trim() === said) ? true : undefined;
  });
  await screen.waitFor(".editor-instance .monaco-editor.focused");
}

/** The file and the text of the line that the cursor is in. */
const cursorLine = (): string => {
  const editor = window.activeTextEditor;
  if (!editor) return "";
  const { document, selection } = editor;
  const name = document.uri.path.split("/").at(-1) ?? "";
  return `${name}: ${document.lineAt(selection.active.line).text.trim()}`;
};

export const cursorAt = (wanted: string): Promise<true> =>
  eventually(`the cursor at ${wanted}`, () =>
    cursorLine() === wanted ? true : undefined,
  );

/** Waits until a text is selected in the editor. */
export async function selected(text: string): Promise<void> {
  await eventually(`the selection of "${text}"`, () => {
    const { document, selection } = window.activeTextEditor ?? {};
    return document?.getText(selection) === text ? true : undefined;
  });
}
