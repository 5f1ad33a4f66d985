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

/** What stands behind statements: hints and notes, and what failed. */
const inline = ".monaco-editor .view-lines";
const failure = ".monaco-editor .test-error-content-widget";

const row = (text: string): string =>
  `.test-explorer .monaco-list-row:has-text("${text}")`;

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
    "a file is run with the mouse, and an edit takes the results away",
    async (screen) => {
      const editor = await open("answers.nn");
      await commands.executeCommand("workbench.view.testing.focus");
      await screen.hover(row("answers.nn"));
      await screen.click(`${row("answers.nn")} .codicon-testing-run-icon`);
      await screen.waitForText(failure, "6.283 != 6.27");
      await screen.waitForText(inline, "6.2 was cut off, not rounded");
      await screen.waitForText(inline, "the input `u` has none");
      await screen.waitFor(
        `${row("Answers")} .codicon-testing-error-icon, ${row("Answers")} .codicon-testing-failed-icon`,
      );
      await inThemes(async (theme) => {
        await screen.screenshot(`testing view ${theme}`);
      });
      await replace(editor, "x = 2", "x = 3");
      await eventually("no result of the text before", async () => {
        const shown = [
          ...(await screen.texts(inline)),
          ...(await screen.texts(failure)),
        ].join("\n");
        return /6\.283 !=|was cut off|has none/.test(shown) ? undefined : true;
      });
      await screen.screenshot("testing view after an edit");
      await commands.executeCommand("workbench.action.files.revert");
    },
  );

  itOnScreen("a check is run from the gutter", async (screen) => {
    await open("circuit.nn");
    await screen.click(".monaco-editor .testing-run-glyph");
    await screen.waitFor(".monaco-editor .codicon-testing-passed-icon");
    await screen.screenshot("testing gutter");
  });

  itOnScreen("the summary follows the text", async (screen) => {
    await commands.executeCommand("workbench.action.closePanel");
    const editor = await open("layers.nn");
    await commands.executeCommand("nn.summary");
    const cells = (): Promise<string> =>
      // The preview's page goes away where its tab is moved.
      screen.textsInPreview("td").then(
        (texts) => texts.join(" "),
        () => "",
      );
    await eventually("the summary", async () =>
      (await cells()).includes("9 6 72 bytes") ? true : undefined,
    );
    await inThemes(async (theme) => {
      await screen.screenshot(`summary ${theme}`);
    });
    await replace(editor, "x, 3", "x, 5");
    await eventually("the summary of the edited text", async () =>
      (await cells()).includes("15 10 120 bytes") ? true : undefined,
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
      await commands.executeCommand("workbench.action.closeAllEditors");
      await commands.executeCommand("workbench.action.closeSidebar");
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
