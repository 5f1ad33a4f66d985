// The graph and the text point at each other; what the user has arranged stays, whatever happens around it.
import assert from "node:assert/strict";
import { afterEach, before, describe } from "mocha";
import { commands, ConfigurationTarget, workspace } from "vscode";
import { eventually, extension, replace } from "./editor.js";
import {
  closeGraphs,
  focusInGraph,
  showFile,
  showGraph,
} from "./graph-panel.js";
import { itOnScreen, type Screen } from "./screen.js";

const viewOf = async (screen: Screen): Promise<string> =>
  (await screen.attributesInGraph(".sheet", "style")).join();

/** By a key; resolves to the view, once it is another one. */
async function zoomedIn(screen: Screen): Promise<string> {
  const before = await viewOf(screen);
  await screen.press("+");
  return eventually("a larger picture", async () => {
    const now = await viewOf(screen);
    return now === before ? undefined : now;
  });
}

describe("the graph and its place", () => {
  before(() => extension().activate());
  afterEach(closeGraphs);

  itOnScreen("the cursor lights a node", async (screen) => {
    await showGraph("circuit.nn", "input z");
    await screen.waitInGraph('[data-item="z"].current');
  });

  itOnScreen(
    "a graph lights and shows what the cursor stands on, however far that is, whenever it is asked for",
    async (screen) => {
      await showGraph("wide.nn", "output L");
      await screen.waitInGraph('[data-item="L"].current');
      await closeGraphs();
      await showGraph("wide.nn", "input");
      await screen.waitInGraph(".current");
      await focusInGraph(screen, ".viewport");
      for (let times = 0; times < 6; times++) await screen.press("+");
      await showGraph("wide.nn", "output L");
      await screen.waitInGraph('[data-item="L"].current');
    },
  );

  itOnScreen(
    "the pointer in the text lights a node, which goes out soon after",
    async (screen) => {
      await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await screen.point("q = x");
      await screen.waitInGraph('[data-item="q"].highlighted');
      await screen.point(null);
      const start = Date.now();
      await eventually("darkness", async () => {
        const lit = await screen.attributesInGraph(".highlighted", "data-item");
        return lit.length === 0 ? true : undefined;
      });
      assert.ok(Date.now() - start < 1500);
    },
  );

  itOnScreen(
    "the pointer on a node marks its line, until it leaves",
    async (screen) => {
      await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await screen.actInGraph("hover", '[data-item="y"] .outline');
      const marks = ".view-overlays [class*=TextEditorDecoration]";
      await screen.waitFor(marks);
      await screen.point(null);
      await eventually("no mark", async () =>
        (await screen.texts(marks)).length === 0 ? true : undefined,
      );
    },
  );

  itOnScreen(
    "openings, view and selection outlive another tab in front and a closed file",
    async (screen) => {
      await showGraph("layers.nn");
      await screen.waitForGraph("x");
      await screen.actInGraph("click", "button:has-text('Layers')");
      await screen.actInGraph("click", "button:has-text('Fit')");
      await screen.waitInGraph('.box[data-item="o/"]');
      await screen.actInGraph("click", '[data-item="o/"] .outline');
      await focusInGraph(screen, ".viewport");
      await screen.press("Space");
      const opened = '.neurons.selected[data-item="o/"]';
      await screen.waitInGraph(opened);
      const view = await zoomedIn(screen);

      await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await showGraph("layers.nn");
      await screen.waitInGraph(opened);
      await eventually("the view of before", async () =>
        (await viewOf(screen)) === view ? true : undefined,
      );

      await commands.executeCommand("workbench.action.closeActiveEditor");
      await showFile("layers.nn");
      await screen.waitInGraph(opened);
    },
  );

  itOnScreen(
    "focus, selection and found nodes outlive updates",
    async (screen) => {
      const editor = await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await focusInGraph(screen, ".viewport");
      await screen.press("Home");
      await screen.press("ArrowRight");
      await screen.waitInGraph("[role=status]", "x → q");
      await replace(editor, "input x = -2", "input x = -3");
      await editor.document.save();
      await screen.waitForGraph("−8");
      await screen.waitInGraph(".viewport:focus");
      await screen.press("ArrowRight");
      await screen.waitInGraph("[role=status]", "q = x + y");

      await screen.press("/");
      await screen.type("q");
      await screen.press("ArrowDown");
      await screen.waitInGraph(".hit[aria-selected=true]", "f");
      await replace(editor, "q = x + y", "q = x + y\n  more = q + q");
      await editor.document.save();
      await screen.waitInGraph('[data-item="more"]');
      await screen.waitInGraph(".hit[aria-selected=true]", "f");
      await screen.waitInGraph("#search:focus");
      await screen.press("Escape");
      await screen.waitInGraph(".viewport:focus");
      await replace(editor, "\n  more = q + q", "");
      await replace(editor, "input x = -3", "input x = -2");
      await editor.document.save();
    },
  );

  itOnScreen(
    "a layer that is opened as neurons has its numbers, however many there are",
    async (screen) => {
      await showGraph("wide.nn");
      await screen.waitForGraph("x");
      await screen.actInGraph("click", "button:has-text('Layers')");
      await screen.waitInGraph('.box[data-item="a/"]');
      await focusInGraph(screen, ".viewport");
      await screen.press("End");
      // From L's end over L to e: a wire and an item each.
      for (let step = 0; step < 4; step++) await screen.press("ArrowLeft");
      await screen.waitInGraph('.box.selected[data-item="e/"]');
      await screen.press("Space");
      const number = /^−?0\.\d+$/;
      await eventually("a number at every neuron", async () => {
        await screen.waitInGraph('.neurons[data-item="e/"]');
        const texts = await screen.textsInGraph('[data-item="e/"] text');
        return texts.filter((text) => number.test(text)).length >= 16
          ? true
          : undefined;
      });
    },
  );

  itOnScreen("follows the theme", async (screen) => {
    await showGraph("circuit.nn");
    await screen.waitForGraph("−12");
    const settings = workspace.getConfiguration("workbench");
    const { Global } = ConfigurationTarget;
    try {
      for (const [theme, kind] of [
        ["Default Dark Modern", "vscode-dark"],
        ["Default High Contrast", "vscode-high-contrast"],
      ] as const) {
        await settings.update("colorTheme", theme, Global);
        await screen.waitInGraph(`body.${kind} [data-item="q"]`);
        await screen.screenshot(`graph ${kind}`);
      }
    } finally {
      await settings.update("colorTheme", undefined, Global);
    }
  });
});
