// What VS Code does while a line is typed: layout of the line, of the block, of a selection; what a function wants next.
import assert from "node:assert/strict";
import { afterEach, before, describe } from "mocha";
import {
  commands,
  ConfigurationTarget,
  type TextEditor,
  window,
  workspace,
} from "vscode";
import { openAt, putCursor, selected } from "./cursor.js";
import { eventually, extension, positionOf } from "./editor.js";
import { itOnScreen, type Screen } from "./screen.js";

describe("while typing", () => {
  before(() => extension().activate());
  afterEach(async () => {
    await commands.executeCommand(
      "workbench.action.revertAndCloseActiveEditor",
    );
  });

  itOnScreen(
    "a line is laid out by Enter, a block by its brace",
    async (screen) => {
      const settings = workspace.getConfiguration("editor", {
        languageId: "nn",
      });
      const { Global } = ConfigurationTarget;
      await settings.update("formatOnType", true, Global, true);
      try {
        const editor = await emptyFile(screen);
        await screen.type("network  Typed{");
        await screen.press("Enter");
        await textBecomes(editor, "network Typed {\n\n}");
        await screen.type("input x=[1,2]");
        await screen.press("Escape");
        await screen.press("Enter");
        await textBecomes(editor, "network Typed {\n  input x = [1, 2]\n\n}");
        await screen.screenshot("laid out by Enter");
        await screen.type("output f=x*2");
        await screen.press("Escape");
        // Over the brace that VS Code has put there.
        await screen.press("ArrowDown");
        await screen.press("Home");
        await screen.press("Delete");
        await screen.type("}");
        await textBecomes(
          editor,
          "network Typed {\n  input x = [1, 2]\n  output f = x * 2\n}",
        );
        await screen.screenshot("laid out by a brace");
      } finally {
        await settings.update("formatOnType", undefined, Global, true);
      }
    },
  );

  itOnScreen("a selection alone is laid out", async (screen) => {
    const editor = await openAt(screen, "loose.nn", "x=2");
    const text = editor.document.getText();
    await putCursor(screen, editor, positionOf(editor, " y=w"));
    for (let line = 0; line < 2; line++) await screen.press("Shift+ArrowDown");
    await selected(" y=w*x-0.25\n output f=y²\n");
    await screen.press("Control+k");
    await screen.press("Control+f");
    await textBecomes(
      editor,
      text
        .replace(" y=w*x-0.25", "  y = w * x - 0.25")
        .replace(" output f=y²", "  output f = y²"),
    );
    await screen.screenshot("a selection laid out");
  });

  itOnScreen(
    "Ctrl+Shift+Space says what a function wants, and follows the commas",
    async (screen) => {
      const editor = await openAt(screen, "blocks.nn", "dense");
      await putCursor(screen, editor, positionOf(editor, "rows, units"));
      await screen.press("Control+Shift+Space");
      const widget = ".parameter-hints-widget.visible";
      await screen.waitForText(`${widget} .signature`, "dense(");
      const first = await active(screen);
      await screen.screenshot("signature, first argument");
      await goRight(screen, "rows, ");
      await eventually("the units to be active", async () =>
        (await active(screen)).startsWith("units") ? true : undefined,
      );
      assert.ok(!first.startsWith("units"), first);
      await goRight(screen, "units, weight: ");
      await eventually("the weight to be active", async () =>
        (await active(screen)).startsWith("weight") ? true : undefined,
      );
      await screen.screenshot("signature, named argument");
      await screen.press("Escape");
    },
  );
});

/** Over a text, letter by letter. */
async function goRight(screen: Screen, text: string): Promise<void> {
  for (let step = text.length; step > 0; step--)
    await screen.press("ArrowRight");
}

/** The parameter that is marked. */
const active = async (screen: Screen): Promise<string> =>
  (await screen.texts(".parameter-hints-widget .parameter.active")).join();

async function emptyFile(screen: Screen): Promise<TextEditor> {
  const document = await workspace.openTextDocument({ language: "nn" });
  const editor = await window.showTextDocument(document);
  await screen.waitFor(".editor-instance .monaco-editor.focused");
  return editor;
}

async function textBecomes(
  { document }: TextEditor,
  expected: string,
): Promise<void> {
  let found = "";
  const wait = eventually(`the text ${JSON.stringify(expected)}`, () => {
    // VS Code indents the empty line at the cursor as a setting says.
    found = document.getText().replace(/^ +$/gm, "");
    return found === expected ? true : undefined;
  });
  await wait.catch((error: unknown) => {
    assert.equal(found, expected, String(error));
  });
}
