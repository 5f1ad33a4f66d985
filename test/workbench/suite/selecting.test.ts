// Selecting by expressions with the keys, and the uses of a name that light up at the cursor.
import assert from "node:assert/strict";
import { after, before, describe } from "mocha";
import { commands } from "vscode";
import { openAt, putCursor, selected } from "./cursor.js";
import { eventually, extension, positionOf } from "./editor.js";
import { itOnScreen, type Screen } from "./screen.js";
import { inThemes } from "./themes.js";

describe("selecting", () => {
  before(() => extension().activate());
  after(() => commands.executeCommand("workbench.action.closeAllEditors"));

  itOnScreen(
    "Shift+Alt+Right grows the selection by expressions, Left shrinks it",
    async (screen) => {
      const editor = await openAt(screen, "stepping.nn", "(x + 1) * (w - 1)");
      await putCursor(screen, editor, positionOf(editor, "x + 1"));
      const steps = [
        "x",
        "x + 1",
        "(x + 1)",
        "(x + 1) * (w - 1)",
        "q = (x + 1) * (w - 1)",
      ];
      for (const step of steps) {
        await screen.press("Shift+Alt+ArrowRight");
        await selected(step);
      }
      await screen.screenshot("selection grown");
      for (const step of steps.slice(0, -1).reverse()) {
        await screen.press("Shift+Alt+ArrowLeft");
        await selected(step);
      }
      await screen.screenshot("selection shrunk");
    },
  );

  itOnScreen(
    "the cursor on a name lights its uses, and those alone",
    async (screen) => {
      const editor = await openAt(screen, "circuit.nn", "// the circuit");
      await eventually("no lit name", async () =>
        (await lit(screen)).uses + (await lit(screen)).definitions === 0
          ? true
          : undefined,
      );
      // Used in q and in the check of its gradient; the letter in `expect` is none of its uses.
      await putCursor(screen, editor, positionOf(editor, "x = -2"));
      await eventually("three lit names", async () => {
        const { definitions, uses } = await lit(screen);
        return definitions === 1 && uses === 2 ? true : undefined;
      });
      assert.equal((await screen.texts(`.wordHighlightText`)).length, 0);
      await inThemes(screen, ["light", "dark"], (theme) =>
        screen.screenshot(`uses of a name ${theme}`),
      );
    },
  );
});

/** How many names are lit: VS Code draws what is written otherwise than what is read. */
async function lit(
  screen: Screen,
): Promise<{ definitions: number; uses: number }> {
  const count = async (kind: string): Promise<number> =>
    (await screen.texts(`.view-overlays .${kind}`)).length;
  return {
    definitions: await count("wordHighlightStrong"),
    uses: await count("wordHighlight"),
  };
}
