// Names and structure by keys and mouse: where a name is defined and used, renaming over files, outline, folds, colours.
import assert from "node:assert/strict";
import { after, before, describe } from "mocha";
import { commands, workspace } from "vscode";
import { cursorAt, openAt } from "./cursor.js";
import { eventually, extension, fileUri } from "./editor.js";
import { itOnScreen, type Screen } from "./screen.js";
import { everyTheme, inThemes } from "./themes.js";

describe("names and structure", () => {
  before(() => extension().activate());
  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  itOnScreen(
    "F12 goes to the definition in an imported file",
    async (screen) => {
      await openAt(screen, "uses-blocks.nn", "hidden");
      await screen.press("F12");
      await cursorAt(
        "blocks.nn: layer hidden = dense(rows, units, weight: 0.1) |> relu",
      );
    },
  );

  itOnScreen("Shift+F12 shows every use in a list", async (screen) => {
    await openAt(screen, "blocks.nn", "hidden");
    await screen.press("Shift+F12");
    await screen.waitForText(".peekview-title", "References (4)");
    await screen.screenshot("references");
    await screen.press("Escape");
  });

  itOnScreen(
    "F2 renames over files, and back with one undo",
    async (screen) => {
      await openAt(screen, "blocks.nn", "hidden");
      const [user, blocks] = await Promise.all([
        workspace.openTextDocument(fileUri("uses-blocks.nn")),
        workspace.openTextDocument(fileUri("blocks.nn")),
      ]);
      const before = [user.getText(), blocks.getText()];
      await renameTo(screen, "core");
      // Until the edit has come to both, whatever moves the cursor would call it off.
      await eventually("the new name in both files", () =>
        user.getText().includes("a.core.weight") &&
        user.getText().includes("∂L/∂a.core.bias") &&
        blocks.getText().includes("layer core") &&
        !blocks.getText().includes("hidden")
          ? true
          : undefined,
      );
      await screen.screenshot("renamed");
      await screen.press("Control+z");
      await eventually("the old name in both files", () =>
        user.getText() === before[0] && blocks.getText() === before[1]
          ? true
          : undefined,
      );
    },
  );

  itOnScreen("F2 says why a name cannot be taken", async (screen) => {
    await openAt(screen, "blocks.nn", "hidden");
    await renameTo(screen, "rows");
    await eventually("the reason", async () => {
      await commands.executeCommand("notifications.showList");
      const messages = await screen.texts(".notifications-center");
      return messages.some((text) => text.includes("already defined in line 5"))
        ? true
        : undefined;
    });
    await screen.screenshot("rename refused");
    await commands.executeCommand("notifications.clearAll");
    await screen.press("Escape");
  });

  itOnScreen("Ctrl+Shift+O lists what the file defines", async (screen) => {
    await openAt(screen, "uses-blocks.nn", "gain");
    await screen.press("Control+Shift+O");
    await screen.waitForText(".quick-input-list .monaco-list-row", "gain");
    const rows = await screen.texts(".quick-input-list .monaco-list-row");
    for (const name of ["gate", "User", "width", "x", "a", "L", "expect"])
      assert.ok(
        rows.some((row) => row.includes(name === "expect" ? "> -1" : name)),
        `${name} in ${rows.join(" · ")}`,
      );
    await screen.screenshot("symbols");
    await screen.press("Escape");
  });

  itOnScreen("breadcrumbs say where the cursor is", async (screen) => {
    await openAt(screen, "uses-blocks.nn", "gain");
    const crumbs = await screen.waitForText(
      ".breadcrumbs-control .monaco-breadcrumbs",
      "gain",
    );
    assert.ok(crumbs.includes("User"));
  });

  itOnScreen("folds imports, datasets and networks", async (screen) => {
    await openAt(screen, "uses-blocks.nn", "x1, x2 -> t");
    await screen.press("Control+Shift+[");
    await eventually("the rows to be gone", async () => {
      const lines = await screen.texts(".view-line");
      const isFolded = !lines.some((line) => line.includes("0, 1 -> 1"));
      return isFolded && lines.some((line) => line.includes("dataset gate"))
        ? true
        : undefined;
    });
    await screen.screenshot("folded");
    await screen.press("Control+Shift+]");
    await screen.waitForText(".view-line", "0, 1 -> 1");
  });

  itOnScreen(
    "colours names by what they are, in light and dark",
    async (screen) => {
      await openAt(screen, "uses-blocks.nn", "gain");
      await inThemes(screen, everyTheme, async (theme) => {
        await eventually("colours of their own for names", async () => {
          const tokens = await screen.texts(".view-line span[class^=mtk]");
          // A name that only meaning tells apart stands in a span of its own.
          return tokens.includes("gain") && tokens.includes("rows")
            ? true
            : undefined;
        });
        await screen.screenshot(`names in ${theme}`);
      });
    },
  );
});

async function renameTo(screen: Screen, name: string): Promise<void> {
  await screen.press("F2");
  await screen.waitFor(".rename-box input:focus");
  await screen.press("Control+A");
  await screen.type(name);
  await screen.press("Enter");
}
