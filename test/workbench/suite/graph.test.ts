// The graph beside the editor: it opens, follows the text, and its nodes lead there.
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { commands, Selection, TabInputWebview, window } from "vscode";
import { eventually, extension, open, positionOf, replace } from "./editor.js";
import { closeGraphs } from "./graph-panel.js";
import { itOnScreen } from "./screen.js";

describe("the graph", () => {
  before(() => extension().activate());
  after(closeGraphs);

  it("opens beside the editor, which keeps the focus", async () => {
    const editor = await open("circuit.nn");
    const place = positionOf(editor, "q = x");
    editor.selection = new Selection(place, place);
    await commands.executeCommand("nn.showGraph");
    await eventually("a tab with the graph", () =>
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input, label }) =>
            input instanceof TabInputWebview && label === "Graph: Circuit",
        ),
    );
    assert.equal(window.activeTextEditor?.document, editor.document);
  });

  itOnScreen(
    "has the values above the wires and the gradients below",
    async (screen) => {
      const shown = await screen.waitForGraph("−12");
      for (const text of ["x", "y", "z", "q", "+", "×", "−2", "5", "3", "−4"])
        assert.ok(shown.includes(text), `${text} in ${shown.join(" ")}`);
      await screen.screenshot("graph");
    },
  );

  itOnScreen("follows an edit that is saved", async (screen) => {
    const editor = await open("circuit.nn");
    await replace(editor, "input x = -2", "input x = -3");
    await editor.document.save();
    await screen.waitForGraph("−8");
    await replace(editor, "input x = -3", "input x = -2");
    await editor.document.save();
    await screen.waitForGraph("−12");
  });

  itOnScreen("leads to the source at a click", async (screen) => {
    const editor = await open("circuit.nn");
    await screen.clickInGraph("z");
    await eventually("the selection at z", () =>
      editor.selection.start.line === positionOf(editor, "input z").line
        ? true
        : undefined,
    );
  });
});
