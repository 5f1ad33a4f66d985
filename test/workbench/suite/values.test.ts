// Values and gradients on screen: there after opening and saving, marked while they do not belong to the text, gone where
// they are not wanted.
import assert from "node:assert/strict";
import { afterEach, before, beforeEach, describe, it } from "mocha";
import { commands, type TextEditor } from "vscode";
import { eventually, extension, open, replace, setting } from "./editor.js";
import { hintsOf } from "./hints.js";
import { itOnScreen } from "./screen.js";

describe("values", () => {
  let editor: TextEditor;

  before(() => extension().activate());

  beforeEach(async () => {
    editor = await open("circuit.nn");
  });

  afterEach(async () => {
    await commands.executeCommand("workbench.action.files.revert");
  });

  it("come as inlay hints once the file is opened", async () => {
    const hints = await eventually("values", () => hintsOf(editor, "= −12"));
    assert.deepEqual(hints.slice(0, 6), [
      "∂f/∂x −4",
      "∂f/∂y −4",
      "∂f/∂z 3",
      "= 3",
      "∂f/∂q −4",
      "= −12",
    ]);
  });

  itOnScreen("stand behind their lines", async (screen) => {
    await screen.waitForText(".view-line", "= −12");
    const q = await screen.waitForText(".view-line", "q = x + y");
    assert.match(q, /q = x \+ y\s*= 3\s*∂f\/∂q −4$/);
    await screen.screenshot("values");
  });

  itOnScreen("of tensors are not cut off by VS Code", async (screen) => {
    await open("tensors.nn");
    const h = await screen.waitForText(".view-line", "∂s/∂h");
    assert.match(h, /^\s*h = w \* x\s*= \[0.125, .*\]\s*∂s\/∂h \[0.25, .*\]$/);
    await screen.screenshot("values of tensors");
  });

  itOnScreen(
    "are marked as stale by an edit and renewed by saving",
    async (screen) => {
      await screen.waitForText(".view-line", "= −12");
      await replace(editor, "input x = -2", "input x = -3");
      await screen.waitForText(".view-line", "(stale) = −12");
      await screen.screenshot("values stale");
      await editor.document.save();
      assert.match(await screen.waitForText(".view-line", "= −8"), /output f/);
      const lines = await screen.texts(".view-line");
      assert.ok(!lines.join().includes("stale"));
      await screen.screenshot("values renewed");
      await replace(editor, "input x = -3", "input x = -2");
      await editor.document.save();
    },
  );

  it("are renewed when the text is reverted to what is saved", async () => {
    await eventually("values", () => hintsOf(editor, "= −12"));
    await replace(editor, "input x = -2", "input x = -3");
    await eventually("stale values", () => hintsOf(editor, "(stale) = −12"));
    await commands.executeCommand("workbench.action.files.revert");
    await eventually("values", () => hintsOf(editor, "= −12"));
  });

  it("follow the keys when they are asked to", async () => {
    await setting("evaluation.trigger", "onType", async () => {
      await replace(editor, "input x = -2", "input x = -1");
      await eventually("values of the unsaved text", () =>
        hintsOf(editor, "= −16"),
      );
    });
  });

  it("are left out where a setting says so", async () => {
    await setting("inlayHints.gradients", false, async () => {
      const hints = await eventually("no gradients", async () => {
        const found = await hintsOf(editor, "= −12");
        return found?.some((hint) => hint.includes("∂")) ? undefined : found;
      });
      assert.ok(hints.includes("= 3"));
    });
  });

  it("come on command where the trigger is manual", async () => {
    await setting("evaluation.trigger", "manual", async () => {
      const manual = await open("manual.nn");
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(await hintsOf(manual, "= 9"), undefined);
      const answer = await commands.executeCommand("nn.evaluate");
      assert.deepEqual(answer, { evaluated: true });
      await eventually("values", () => hintsOf(manual, "= 9"));
    });
  });
});
