// While a trace runs: the graph beside the editor, the numbers behind statements, the mark on the operation and the hover
// show the step, and nothing of a later one.
import assert from "node:assert/strict";
import { after, before, describe } from "mocha";
import { commands, window } from "vscode";
import {
  clearUp,
  innermost,
  prepare,
  selected,
  startedAt,
} from "./debugger.js";
import { eventually, extension, open, replace } from "./editor.js";
import { closeGraphs, showFile, showGraph } from "./graph-panel.js";
import { hintsOf } from "./hints.js";
import { hoverOver } from "./hovering.js";
import { itOnScreen, type Screen } from "./screen.js";
import { inThemes } from "./themes.js";

const stepOver = "workbench.action.debug.stepOver";
const stepInto = "workbench.action.debug.stepInto";
const stepBack = "workbench.action.debug.stepBack";

/** Repeats a motion until the step begins with the text. */
async function until(text: string, motion = stepOver): Promise<void> {
  for (let count = 0; count < 60; count++) {
    // Between two stops the editor knows of none.
    const before = await eventually("a stop", innermost);
    if (before.name.includes(text)) return;
    await commands.executeCommand(motion);
    await eventually(`the end of a step before "${text}"`, async () => {
      const frame = await innermost();
      return frame && frame.name !== before.name ? true : undefined;
    });
  }
  throw new Error(`No step is "${text}".`);
}

/** The line of the editor that begins like this, with what stands behind it. */
async function line(screen: Screen, beginning: string): Promise<string> {
  const all = await screen.texts(".editor-instance .view-line");
  return all.find((text) => text.trim().startsWith(beginning)) ?? "";
}

const lineWith = (
  screen: Screen,
  beginning: string,
  text: string,
): Promise<string> =>
  eventually(`"${text}" behind ${beginning}`, async () => {
    const shown = await line(screen, beginning);
    return shown.includes(text) ? shown : undefined;
  });

const lit = (screen: Screen, id: string): Promise<true> =>
  eventually(`${id} to be lit`, async () => {
    const items = await screen.attributesInGraph(
      ".traced[data-item]",
      "data-item",
    );
    return items.length === 1 && items[0] === id ? true : undefined;
  });

const inBothThemes = (screen: Screen, name: string): Promise<void> =>
  inThemes(screen, ["dark", "light"], (theme) =>
    screen.screenshot(`${name}-${theme}`),
  );

describe("a trace beside the graph", () => {
  before(async () => {
    await extension().activate();
    await showGraph("vanishing.nn");
    const editor = await showFile("vanishing.nn");
    await eventually("values", () => hintsOf(editor, "= 0.6225"));
  });
  after(async () => {
    await clearUp();
    await closeGraphs();
  });

  itOnScreen("begins without a number", async (screen) => {
    await screen.waitForGraph("−0.006399");
    await prepare("vanishing.nn", "z2 = ");
    await commands.executeCommand("nn.traceBackprop");
    await startedAt("Nothing has been computed yet");
    await screen.waitInGraph(".step-card", "Before the first of 33 steps");
    await eventually("the hints to go", async () =>
      (await line(screen, "a1 = ")).includes("0.6225") ? undefined : true,
    );
    assert.deepEqual(await screen.attributesInGraph(".traced", "class"), []);
  });

  itOnScreen(
    "has the numbers of the steps so far, each once",
    async (screen) => {
      await until("a1 = ");
      await lit(screen, "a1");
      const shown = await lineWith(screen, "a1 = ", "= 0.6225");
      assert.equal(shown.split("0.6225").length, 2, shown);
      assert.ok(!(await line(screen, "z2 = ")).includes("0.3112"));
      const texts = await screen.waitForGraph("0.6225");
      assert.ok(!texts.includes("0.3112"));
      assert.ok(!texts.some((text) => text.startsWith("−")));
      await screen.waitInGraph(".step-card", "Step 7 of 33, forward pass");
      await inBothThemes(screen, "step-forward");
    },
  );

  itOnScreen("takes them back with a step back", async (screen) => {
    await commands.executeCommand(stepBack);
    await startedAt("z1 = ");
    await lit(screen, "z1");
    await eventually("0.6225 to be gone", async () =>
      (await line(screen, "a1 = ")).includes("0.6225") ? undefined : true,
    );
  });

  itOnScreen("shows what comes back along a wire", async (screen) => {
    await until("∂L/∂z2");
    await lit(screen, "a2");
    await lineWith(screen, "z2 = ", "∂L/∂z2 −0.0128");
    assert.ok(!(await line(screen, "a1 = ")).includes("∂L/∂a1"));
    assert.ok((await screen.waitForGraph("−0.0128")).includes("0.5717"));
    await inBothThemes(screen, "step-back");
  });

  itOnScreen("evaluates what the pointer is on", async (screen) => {
    await hoverOver(screen, "z3 = w3", "0.2886", ".debug-hover-widget");
    await screen.screenshot("step-hover");
    await screen.point(null);
  });

  itOnScreen("leaves everything as it was", async (screen) => {
    await clearUp();
    await eventually("the card to go", async () =>
      (await screen.attributesInGraph(".step-card", "class")).length === 0
        ? true
        : undefined,
    );
    await lineWith(screen, "a1 = ", "∂L/∂a1 −0.006399");
    await screen.actInGraph("focus", ".viewport");
    await screen.press("Home");
    await screen.waitForGraph("−0.0007519");
  });

  itOnScreen("and the status bar goes on telling", async (screen) => {
    const editor = await showFile("vanishing.nn");
    await screen.waitForText(".statusbar-item", "NN: evaluated in");
    await replace(editor, "input x = 1", "input x = 2");
    await screen.waitForText(".statusbar-item", "NN: stale");
    await replace(editor, "input x = 2", "input x = 1");
    await editor.document.save();
    await screen.waitForText(".statusbar-item", "NN: evaluated in");
    await screen.screenshot("status after a trace");
  });
});

describe("the operation of a step", () => {
  before(async () => {
    await extension().activate();
    await prepare("stepping.nn", "q = ");
    await commands.executeCommand("nn.traceBackprop");
    await startedAt("Nothing has been computed yet");
  });
  after(clearUp);

  itOnScreen("is marked inside its line", async (screen) => {
    await until("x + 1");
    await selected("(x + 1)");
    await screen.screenshot("step-part");
  });

  itOnScreen("is marked in the body of a function", async (screen) => {
    await until("σ(q)", stepInto);
    await selected("σ(t)");
    await screen.screenshot("step-function");
  });

  itOnScreen("is marked in an imported file", async (screen) => {
    await until("w / ", stepInto);
    await selected("u / 2");
    assert.match(
      window.activeTextEditor?.document.uri.path ?? "",
      /parts\.nn$/,
    );
    await screen.screenshot("step-import");
  });

  itOnScreen("is marked over several lines", async (screen) => {
    await until("r − 2", stepInto);
    await eventually("the selection of several lines", () =>
      window.activeTextEditor?.selection.isSingleLine === false
        ? true
        : undefined,
    );
    await screen.screenshot("step-lines");
  });

  itOnScreen("leads to the graph from the toolbar", async (screen) => {
    await open("stepping.nn");
    await screen.click(
      '.debug-toolbar [aria-label*="Show Graph of the Trace"]',
    );
    await screen.waitInGraph(".step-card", "Step");
    await screen.screenshot("step-toolbar");
    await closeGraphs();
  });
});
