// What stands around the language in VS Code: the summary, the examples, the walkthrough.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { commands, Uri } from "vscode";
import { eventually, extension, open, replace } from "./editor.js";
import { closeGraphs } from "./graph-panel.js";
import { itOnScreen } from "./screen.js";
import { everyTheme, inThemes } from "./themes.js";

describe("around the language", function () {
  this.timeout(90_000);
  before(() => extension().activate());
  // Previews and the walkthrough are pages as graphs are.
  afterEach(closeGraphs);
  after(() => commands.executeCommand("workbench.view.explorer"));

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
    await inThemes(screen, everyTheme, async (theme) => {
      await screen.screenshot(`summary ${theme}`);
    });
    await replace(editor, "x, 3", "x, 5");
    await eventually("the summary of the edited text", async () =>
      (await cells()).includes("15 10 120 bytes") ? true : undefined,
    );
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
      await inThemes(screen, everyTheme, async (theme) => {
        await screen.screenshot(`walkthrough ${theme}`);
      });
      await screen.click(`.getting-started-step:has-text("Show the graph")`);
      await screen.waitFor(
        '.getting-started-step.expanded:has-text("Show the graph")',
      );
      await screen.screenshot("walkthrough graph");
    },
  );
});
