// The graph and the text point at each other; what the user has arranged stays, whatever happens around it.
import { afterEach, before, describe } from "mocha";
import { ConfigurationTarget, workspace } from "vscode";
import { eventually, extension, replace } from "./editor.js";
import { closeGraphs, showGraph } from "./graph-panel.js";
import { itOnScreen } from "./screen.js";

describe("the graph and its place", () => {
  before(() => extension().activate());
  afterEach(closeGraphs);

  itOnScreen("the cursor lights a node", async (screen) => {
    await showGraph("circuit.nn", "input z");
    await screen.waitInGraph('[data-item="z"].current');
  });

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
    "focus, selection and found nodes outlive updates",
    async (screen) => {
      const editor = await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await screen.actInGraph("focus", ".viewport");
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
