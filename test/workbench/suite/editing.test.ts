// Editing as a person does: the document is formatted when it is saved and by key, and numbers go up and down.
import assert from "node:assert/strict";
import { before, describe } from "mocha";
import {
  commands,
  ConfigurationTarget,
  type TextEditor,
  workspace,
} from "vscode";
import { openAt, putCursor } from "./cursor.js";
import { eventually, extension, open, positionOf } from "./editor.js";
import { hintsOf } from "./hints.js";
import { itOnScreen, type Screen } from "./screen.js";

const loose = `network Loose{
 input x=2   // given
 weight w=0.5
 y=w*x-0.25
 output f=y²
}
`;
const canonical = `network Loose {
  input x = 2 // given
  weight w = 0.5
  y = w * x - 0.25
  output f = y²
}
`;

describe("editing", () => {
  before(() => extension().activate());

  itOnScreen("a document is formatted by key", async (screen) => {
    const editor = await loosened(screen);
    await screen.waitForText(".view-line", "Loose{");
    await screen.press("Control+Shift+i");
    await textBecomes(editor, canonical);
    await screen.waitForText(".view-line", "w * x");
    await screen.screenshot("formatted");
    await commands.executeCommand("workbench.action.files.revert");
  });

  itOnScreen("a document is formatted when it is saved", async (screen) => {
    const editor = await loosened(screen);
    const settings = workspace.getConfiguration("editor", {
      languageId: "nn",
    });
    const { Global } = ConfigurationTarget;
    await settings.update("formatOnSave", true, Global, true);
    try {
      await screen.press("Control+s");
      await textBecomes(editor, canonical);
      await eventually("the saved document", () =>
        editor.document.isDirty ? undefined : true,
      );
    } finally {
      await settings.update("formatOnSave", undefined, Global, true);
    }
  });

  itOnScreen("numbers go up and down by keys", async (screen) => {
    const editor = await openAt(screen, "loose.nn", "0.5");
    await screen.press("Control+Alt+.");
    await textBecomes(editor, canonical.replace("0.5", "0.6"));
    // (0.6 · 2 − 0.25)², though nothing was saved
    await eventually("values of the new text", () =>
      hintsOf(editor, "= 0.9025"),
    );
    await screen.press("Control+Alt+,");
    await screen.press("Control+Alt+,");
    await textBecomes(editor, canonical.replace("0.5", "0.4"));
    await eventually("values of the next text", () =>
      hintsOf(editor, "= 0.3025"),
    );
    await screen.screenshot("nudged");
    await screen.press("Control+z");
    await textBecomes(editor, canonical);
    await eventually("values after undo", () => hintsOf(editor, "= 0.5625"));
  });

  itOnScreen("several numbers go up at once, through zero", async (screen) => {
    const editor = await open("loose.nn");
    const [x, w] = [positionOf(editor, "2 //"), positionOf(editor, "0.5")];
    await putCursor(screen, editor, x, w);
    for (let step = 0; step < 3; step++) await screen.press("Control+Alt+,");
    await textBecomes(
      editor,
      canonical.replace("x = 2", "x = -1").replace("0.5", "0.2"),
    );
    for (let step = 0; step < 3; step++) await screen.press("Control+z");
    await textBecomes(editor, canonical);
  });

  itOnScreen("and where there is none, a message says so", async (screen) => {
    const editor = await openAt(screen, "loose.nn", "Loose");
    await screen.press("Control+Alt+.");
    await eventually("the message", async () => {
      await commands.executeCommand("notifications.showList");
      const messages = await screen.texts(".notifications-center");
      return messages.join().includes("no number at the cursor") || undefined;
    });
    assert.equal(editor.document.getText(), canonical);
    await commands.executeCommand("notifications.clearAll");
  });
});

/** The file that these tests edit, with the text that has another layout. */
async function loosened(screen: Screen): Promise<TextEditor> {
  const editor = await openAt(screen, "loose.nn", "x=2");
  if (editor.document.getText() !== loose)
    assert.fail("loose.nn has another text than the test");
  return editor;
}

async function textBecomes(
  { document }: TextEditor,
  expected: string,
): Promise<void> {
  await eventually(`the text ${JSON.stringify(expected)}`, () =>
    document.getText() === expected ? true : undefined,
  );
}
