// Ways from one place of a program to another: along the data flow, by a name of the whole workspace, to the files that it names.
import assert from "node:assert/strict";
import { afterEach, before, describe } from "mocha";
import { commands, window } from "vscode";
import { cursorAt, openAt } from "./cursor.js";
import { eventually, extension } from "./editor.js";
import { hoverOver } from "./hovering.js";
import { itOnScreen, type Screen } from "./screen.js";

/** In the side bar, where VS Code shows calls. */
const hierarchy = ".sidebar .monaco-list-row";
const found = ".quick-input-widget .monaco-list-row";

describe("ways through programs", () => {
  before(() => extension().activate());
  afterEach(async () => {
    await commands.executeCommand("references-view.clear");
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  itOnScreen(
    "Shift+Alt+H shows what feeds a value, and what that feeds on",
    async (screen) => {
      await openAt(screen, "vanishing.nn", "z2");
      await screen.press("Shift+Alt+h");
      await rows(screen, ["z2", "w2", "a1"]);
      await screen.screenshot("data flow in");
      // From z2 to w2, to a1, and into it.
      await screen.waitFor(".sidebar .monaco-list:focus");
      for (const key of ["ArrowDown", "ArrowDown", "ArrowRight"])
        await screen.press(key);
      await rows(screen, ["z2", "w2", "a1", "z1"]);
      await screen.screenshot("data flow in, opened");
    },
  );

  itOnScreen("and, the other way, what a value feeds", async (screen) => {
    await openAt(screen, "vanishing.nn", "a1");
    await screen.press("Shift+Alt+h");
    await rows(screen, ["a1", "z1"]);
    await screen.click('.sidebar [aria-label^="Show Outgoing Calls"]');
    await rows(screen, ["a1", "z2"]);
    await screen.click(`${hierarchy}:has-text("z2") .monaco-tl-twistie`);
    await rows(screen, ["a1", "z2", "a2"]);
    await screen.screenshot("data flow out, opened");
    await screen.click(`${hierarchy}:has-text("a2")`);
    await cursorAt("vanishing.nn: a2 = σ(z2)");
  });

  itOnScreen("Ctrl+T finds a name in the workspace", async (screen) => {
    await openAt(screen, "circuit.nn", "q = x");
    await screen.press("Control+t");
    await screen.waitFor(".quick-input-widget input:focus");
    await screen.type("hidden");
    await screen.waitForText(`${found}.focused`, "hidden");
    const list = await screen.texts(found);
    assert.ok(
      list.some((row) => /hidden.*Block/s.test(row)),
      list.join(),
    );
    await screen.screenshot("symbols of the workspace");
    await screen.press("Enter");
    await cursorAt(
      "blocks.nn: layer hidden = dense(rows, units, weight: 0.1) |> relu",
    );
  });

  itOnScreen("Ctrl+click opens an imported file", async (screen) => {
    await openAt(screen, "measured.nn", "import");
    await screen.waitFor(".view-line .detected-link");
    await screen.clickText("blocks.nn", ["Control"]);
    await shown("blocks.nn");
    await screen.screenshot("link to an import followed");
  });

  itOnScreen("and a file of data", async (screen) => {
    await openAt(screen, "measured.nn", "import");
    await screen.waitFor(".view-line .detected-link");
    await hoverOver(screen, "measured.csv", "Follow link");
    await screen.screenshot("link to data");
    await screen.clickText("measured.csv", ["Control"]);
    await shown("measured.csv");
  });
});

/** Waits until the file is in the editor that has the keyboard. */
const shown = (file: string): Promise<true> =>
  eventually(`${file} in the editor`, () =>
    window.activeTextEditor?.document.uri.path.endsWith(`/${file}`)
      ? true
      : undefined,
  );

/** Waits until the tree has these rows. */
async function rows(screen: Screen, names: readonly string[]): Promise<void> {
  await eventually(`the rows ${names.join()}`, async () => {
    const labels = await screen.texts(`${hierarchy} .label-name`);
    return labels.join() === names.join() ? true : undefined;
  });
}
