// What can be done at a place: the light bulb's fixes, the lenses over a network, pictures and copying in hovers.
import assert from "node:assert/strict";
import { afterEach, before, describe } from "mocha";
import {
  commands,
  ConfigurationTarget,
  env,
  Position,
  workspace,
} from "vscode";
import { openAt, putCursor } from "./cursor.js";
import { eventually, extension, open } from "./editor.js";
import { hoverOver } from "./hovering.js";
import { itOnScreen, type Screen } from "./screen.js";

/** mechanical.nn without its slips. */
const mended = `network Mechanical {
  input x: [2] = [1, 2]
  layer h = dense(x, 3, weight: 0.1)
  output f = sum(h ^ 2)
  expect f == 0.27
}
`;

const circuitLens = "Trace backprop | Graph | f = −12";
const staleLens = "Trace backprop | Graph | (stale) f = −12";

/** Waits for a lens; when a file is opened, VS Code first shows those that it had. */
const lensIs = (screen: Screen, wanted: string): Promise<true> =>
  eventually(`the lens ${wanted}`, async () => {
    const lenses = await screen.texts(".codelens-decoration");
    const texts = lenses.map((lens) => lens.replace(/\s+/g, " ").trim());
    return texts.includes(wanted) ? true : undefined;
  });

describe("at a place of a program", () => {
  before(() => extension().activate());

  afterEach(async () => {
    await commands.executeCommand("workbench.action.files.revert");
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  itOnScreen("the light bulb mends a problem", async (screen) => {
    const { document } = await openAt(screen, "mending.nn", "sigmiod");
    await screen.waitFor(".squiggly-error");
    await screen.click(".lightBulbWidget");
    await screen.waitForText(".action-widget", "Change to `sigmoid`");
    await screen.screenshot("quick fix");
    await screen.press("Enter");
    await eventually("the mended text", () =>
      document.getText().includes("a = sigmoid(z)") ? true : undefined,
    );
  });

  itOnScreen("a source action mends all that is mechanical", async (screen) => {
    const { document } = await openAt(screen, "mechanical.nn", "network");
    await screen.waitFor(".squiggly-error");
    await screen.press("F1");
    await screen.waitFor(".quick-input-widget input:focus");
    await screen.type("Source Action...");
    await screen.waitForText(".quick-input-list .focused", "Source Action...");
    await screen.press("Enter");
    await screen.waitForText(".action-widget", "Fix all that is mechanical");
    await screen.screenshot("source action");
    await screen.press("Enter");
    await eventually("the mended text", () =>
      document.getText() === mended ? true : undefined,
    );
    await eventually("a program without errors", async () =>
      (await screen.texts(".squiggly-error")).length === 0 ? true : undefined,
    );
    await screen.screenshot("mended by a source action");
  });

  itOnScreen("a lens opens the network's graph", async (screen) => {
    await open("circuit.nn");
    const lenses = await screen.waitForText(".codelens-decoration", "f = −12");
    assert.match(lenses, /Trace backprop.*Graph.*f = −12/s);
    await screen.screenshot("lenses");
    await screen.click('.codelens-decoration a:text-is("Graph")');
    await screen.waitForGraph("q");
  });

  itOnScreen("a lens marks a number from before an edit", async (screen) => {
    const editor = await openAt(screen, "circuit.nn", "network");
    await lensIs(screen, circuitLens);
    await putCursor(screen, editor, new Position(0, 0));
    await screen.type(" ");
    await lensIs(screen, staleLens);
    await screen.screenshot("lens marked");
  });

  itOnScreen(
    "and does so where the editor loses the keyboard right after it",
    async (screen) => {
      const editor = await openAt(screen, "circuit.nn", "network");
      await lensIs(screen, circuitLens);
      await putCursor(screen, editor, new Position(0, 0));
      await screen.type(" ");
      // VS Code calls the question off that it would have asked a moment later.
      await screen.press("Control+Shift+e");
      await lensIs(screen, staleLens);
      await screen.screenshot("lens marked without the keyboard");
    },
  );

  itOnScreen("hovers have pictures, in light and dark", async (screen) => {
    const settings = workspace.getConfiguration("workbench");
    try {
      for (const [theme, kind] of [
        ["Default Dark Modern", "vs-dark"],
        ["Default Light Modern", "vs"],
      ] as const) {
        await settings.update("colorTheme", theme, ConfigurationTarget.Global);
        // VS Code takes hovers away while it changes its colours.
        await screen.waitFor(`.monaco-workbench.${kind}`);
        await commands.executeCommand("workbench.action.closeAllEditors");
        await screen.point(null);
        await open("heat.nn");
        await screen.waitForText(".view-line", "∂L/∂w");
        await hoverOver(screen, "w: [10, 12]", "glorot_uniform");
        await screen.waitFor('.monaco-hover img[alt^="w: heat map"]');
        await screen.waitFor('.monaco-hover img[alt^="∂L/∂w: heat map"]');
        await screen.screenshot(`pictures in a hover, ${theme}`);
      }
    } finally {
      await settings.update(
        "colorTheme",
        undefined,
        ConfigurationTarget.Global,
      );
    }
  });

  itOnScreen("a hover's link copies the value", async (screen) => {
    await open("circuit.nn");
    await screen.waitForText(".view-line", "= −12");
    // Lenses that come later would move the line away from the pointer.
    await lensIs(screen, circuitLens);
    await env.clipboard.writeText("nothing");
    await hoverOver(screen, "f = q", "Copy value");
    await screen.click('.monaco-hover a:text-is(".nn") >> nth=0');
    await eventually("the copied value", async () =>
      (await env.clipboard.readText()) === "-12" ? true : undefined,
    );
  });
});
