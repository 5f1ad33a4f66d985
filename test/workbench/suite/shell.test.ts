// What stands around the language in VS Code: the Testing view with mouse and gutter, the summary, the examples, the walkthrough.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import {
  commands,
  ConfigurationTarget,
  TabInputWebview,
  Uri,
  window,
  workspace,
} from "vscode";
import { eventually, extension, open, replace } from "./editor.js";
import { itOnScreen } from "./screen.js";

const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high contrast": "Default High Contrast",
};

/** Shows the screen in each theme. */
async function inThemes(look: (theme: string) => Promise<void>): Promise<void> {
  const settings = workspace.getConfiguration("workbench");
  for (const [name, theme] of Object.entries(themes)) {
    await settings.update("colorTheme", theme, ConfigurationTarget.Global);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await look(name);
  }
  await settings.update("colorTheme", undefined, ConfigurationTarget.Global);
}

describe("around the language", function () {
  this.timeout(90_000);
  before(() => extension().activate());
  after(async () => {
    await commands.executeCommand("workbench.action.files.revert");
    await window.tabGroups.close(
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof TabInputWebview),
    );
    await commands.executeCommand("workbench.view.explorer");
  });

  itOnScreen(
    "the Testing view has every check of the folder",
    async (screen) => {
      await commands.executeCommand("workbench.view.testing.focus");
      await screen.waitForText(".test-explorer .label", "answers.nn");
      await screen.waitForText(".test-explorer .label", "homework");
    },
  );

  itOnScreen(
    "a file is run with the mouse, and marked old by an edit",
    async (screen) => {
      const editor = await open("answers.nn");
      await commands.executeCommand("testing.collapseAll");
      await screen.click(
        `.test-explorer .monaco-list-row:has-text("answers.nn")`,
      );
      await commands.executeCommand("testing.runCurrentFile");
      const row = (text: string): string =>
        `.test-explorer .monaco-list-row:has-text("${text}")`;
      await screen.press("ArrowRight");
      await screen.waitForText(
        ".monaco-editor .test-message-inline-content, .monaco-editor .view-lines",
        "Expected 6.27",
      );
      await inThemes(async (theme) => {
        await screen.screenshot(`testing view ${theme}`);
      });
      await replace(editor, "6.27", "6.28");
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await screen.screenshot("testing view after an edit");
      const lines = await screen.texts(".monaco-editor .view-lines");
      assert.ok(!lines.join("\n").includes("Expected 6.27"), lines.join("\n"));
      await screen.waitFor(row("answers.nn"));
      await commands.executeCommand("workbench.action.files.revert");
    },
  );

  itOnScreen("a check is run from the gutter", async (screen) => {
    await open("answers.nn");
    await screen.waitFor(".monaco-editor .testing-run-glyph");
    await screen.screenshot("testing gutter");
  });

  itOnScreen("the summary follows the text", async (screen) => {
    const editor = await open("layers.nn");
    await commands.executeCommand("nn.summary");
    const cells = await screen.textsInPreview("td");
    assert.ok(cells.length > 0);
    await inThemes(async (theme) => {
      await screen.screenshot(`summary ${theme}`);
    });
    const before = cells.join(" ");
    await replace(editor, "dense(", "dense(1");
    await eventually("another summary", async () =>
      (await screen.textsInPreview("td")).join(" ") !== before
        ? true
        : undefined,
    );
    await window.showTextDocument(editor.document);
    await commands.executeCommand("workbench.action.files.revert");
  });

  it("the examples are copied into a new folder, and never over anything", async () => {
    const parent = await mkdtemp(path.join(tmpdir(), "nn-examples-"));
    const copy = (): Thenable<Uri | undefined> =>
      commands.executeCommand<Uri | undefined>(
        "nn.openExamples",
        Uri.file(parent),
      );
    const first = await copy();
    assert.ok(first);
    assert.ok((await readdir(path.join(first.fsPath, "lecture"))).length > 10);
    const file = path.join(first.fsPath, "lecture/n07-circuit.nn");
    await writeFile(file, "mine");
    const second = await copy();
    assert.notEqual(second?.fsPath, first.fsPath);
    assert.equal(await readFile(file, "utf8"), "mine");
    await commands.executeCommand("notifications.clearAll");
  });

  itOnScreen(
    "the walkthrough's pages are read in every theme",
    async (screen) => {
      await commands.executeCommand(
        "workbench.action.openWalkthrough",
        "nn-live.nn-live#start",
      );
      await screen.waitForText(
        ".gettingStartedDetailsContent",
        "Open an example",
      );
      await inThemes(async (theme) => {
        await screen.screenshot(`walkthrough ${theme}`);
      });
      await screen.click(`.getting-started-step:has-text("Show the graph")`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await screen.screenshot("walkthrough graph");
    },
  );
});
