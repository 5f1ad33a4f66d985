// Numbers edited in the graph: the text is what changes, and the values follow at once.
import { afterEach, before, describe } from "mocha";
import type { TextEditor } from "vscode";
import { eventually, extension } from "./editor.js";
import { closeGraphs, showGraph } from "./graph-panel.js";
import { hintsOf } from "./hints.js";
import { itOnScreen } from "./screen.js";

describe("numbers in the graph", () => {
  before(() => extension().activate());
  afterEach(closeGraphs);

  itOnScreen(
    "vectors have cells, and what fills a layer's weight a slider",
    async (screen) => {
      const editor = await showGraph("layers.nn");
      await screen.waitForGraph("x");
      await screen.actInGraph("click", "button:has-text('Sliders')");
      await screen.actInGraph(
        "click",
        "input[aria-label='x, element 1, value']",
      );
      await screen.press("Control+a");
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
