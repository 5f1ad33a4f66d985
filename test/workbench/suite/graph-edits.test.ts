// Numbers edited in the graph: the text is what changes, and the values follow at once.
import assert from "node:assert/strict";
import { afterEach, before, describe } from "mocha";
import { commands, type TextEditor } from "vscode";
import { eventually, extension, replace } from "./editor.js";
import {
  closeGraphs,
  focusInGraph,
  showFile,
  showGraph,
} from "./graph-panel.js";
import { hintsOf } from "./hints.js";
import { itOnScreen } from "./screen.js";

describe("numbers in the graph", () => {
  before(() => extension().activate());
  afterEach(closeGraphs);

  itOnScreen(
    "a drag of a slider is one edit of the text, with values at once",
    async (screen) => {
      const editor = await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await screen.actInGraph("click", "button:has-text('Sliders')");
      const slider = "input[type=range][aria-label=x]";
      const dragged = await screen.dragInGraph(slider, 30);
      assert.ok(dragged > -2);
      // A drag's last step may reach the text after its first ones.
      await eventually("the slider's number in the text", () =>
        numberIn(editor, /input x = (\S+)/) === dragged ? true : undefined,
      );
      assert.equal(editor.document.isDirty, true);
      await screen.waitForGraph(shown((dragged + 5) * -4));
      await screen.screenshot("graph slider");

      await showFile("circuit.nn");
      await commands.executeCommand("undo");
      await eventually("the number of before", () =>
        numberIn(editor, /input x = (\S+)/) === -2 ? true : undefined,
      );
      await screen.waitForGraph("−12");
      await commands.executeCommand("redo");
      await eventually("the slider's number again", () =>
        numberIn(editor, /input x = (\S+)/) === dragged ? true : undefined,
      );
      await screen.waitForGraph(shown((dragged + 5) * -4));
      await eventually("values in the text", () =>
        hintsOf(editor, `= ${shown((dragged + 5) * -4)}`),
      );
    },
  );

  itOnScreen(
    "NN: Evaluate evaluates the text of the graph that has the focus",
    async (screen) => {
      const editor = await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await replace(editor, "input x = -2", "input x = -3");
      await screen.waitInGraph(".nn.stale");
      await focusInGraph(screen, ".viewport");
      await screen.press("F1");
      await screen.type("NN: Evaluate");
      await screen.waitForText(".quick-input-list .focused", "NN: Evaluate");
      await screen.press("Enter");
      await screen.waitForGraph("−8");
      assert.equal(editor.document.isDirty, true);
    },
  );

  itOnScreen(
    "vectors have cells, and what fills a layer's weight a slider",
    async (screen) => {
      const editor = await showGraph("layers.nn");
      await screen.waitForGraph("x");
      await screen.actInGraph("click", "button:has-text('Sliders')");
      await focusInGraph(screen, "input[aria-label='x, element 1, value']");
      // Not Control+A, which VS Code handles, and may do so after the next key.
      await screen.press("End");
      await screen.press("Shift+Home");
      await screen.type("2.5");
      await screen.press("Enter");
      await eventually("the cell's number", () =>
        editor.document.getText().includes("[0.5, 2.5]") ? true : undefined,
      );
      await screen.actInGraph(
        "focus",
        "input[type=range][aria-label='o.weight']",
      );
      await screen.press("ArrowRight");
      const weight = await eventually("the fill's number", () =>
        numberIn(editor, /1, weight: ([\d.]+)/, 0.2),
      );
      // 3 units of relu(0.1 · 0.5 + 0.1 · 2.5) = 0.3
      await eventually("values of the new text", () =>
        hintsOf(editor, `= ${shown(3 * 0.3 * weight)}`),
      );
    },
  );
});

/** The number that the pattern finds, if it is another one than `before`. */
function numberIn(
  { document }: TextEditor,
  pattern: RegExp,
  before?: number,
): number | undefined {
  const found = Number(pattern.exec(document.getText())?.[1]);
  return found === before ? undefined : found;
}

/** With four digits and the minus sign of what people read. */
const shown = (value: number): string =>
  String(Number(value.toPrecision(4))).replace("-", "−");
