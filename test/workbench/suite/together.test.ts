// Parts of the extension at work at the same time: each hears what the language server says, whoever else listens.
import { after, afterEach, before, describe } from "mocha";
import { commands, debug, window, workspace } from "vscode";
import { clearUp, prepare, startedAt } from "./debugger.js";
import { eventually, extension, replace } from "./editor.js";
import { closeGraphs, showFile, showGraph } from "./graph-panel.js";
import { itOnScreen } from "./screen.js";

const statusBar = ".statusbar-item";

describe("the status bar beside a trace", () => {
  before(async () => {
    await extension().activate();
    await prepare("vanishing.nn", "z2 = ");
  });
  after(clearUp);

  itOnScreen("says that the saved text is evaluated", async (screen) => {
    await screen.waitForText(statusBar, "NN: evaluated in");
    await screen.press("F5");
    await startedAt("Vanishing: Nothing has been computed yet");
    const editor = window.activeTextEditor;
    if (!editor) throw new Error("no editor");
    await replace(editor, "input x = 1", "input x = 2");
    await screen.waitForText(statusBar, "NN: stale");
    await editor.document.save();
    await screen.waitForText(statusBar, "NN: evaluated in");
    await screen.screenshot("status beside a trace");
  });

  itOnScreen("and after its end", async (screen) => {
    await commands.executeCommand("workbench.action.debug.stop");
    await eventually("the end of the session", () =>
      debug.activeDebugSession ? undefined : true,
    );
    const editor = await showFile("vanishing.nn");
    await replace(editor, "input x = 2", "input x = 1");
    await screen.waitForText(statusBar, "NN: stale");
    await editor.document.save();
    await screen.waitForText(statusBar, "NN: evaluated in");
  });
});

describe("a text that was never saved", () => {
  const settings = workspace.getConfiguration("debug");
  before(async () => {
    await extension().activate();
    // Otherwise VS Code asks where to save it.
    await settings.update("saveBeforeStart", "none", true);
  });
  after(async () => {
    await clearUp();
    await settings.update("saveBeforeStart", undefined, true);
    await commands.executeCommand("workbench.action.files.revert");
    await commands.executeCommand("workbench.action.closeActiveEditor");
  });

  itOnScreen("is traced like any other", async (screen) => {
    const document = await workspace.openTextDocument({
      language: "nn",
      content: "network Draft {\n  input x = 3\n  output f = x²\n}\n",
    });
    await window.showTextDocument(document);
    await screen.press("F5");
    await startedAt("Draft: Nothing has been computed yet");
  });
});

describe("two graphs", () => {
  before(() => extension().activate());
  afterEach(closeGraphs);

  itOnScreen("follow their texts, also when one is closed", async (screen) => {
    const editor = await showGraph("circuit.nn");
    await screen.waitForGraph("−12");
    await showGraph("vanishing.nn");
    await screen.waitForGraph("z1");
    await window.tabGroups.close(
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ label }) => label === "Graph: Vanishing"),
    );
    const circuit = await showFile("circuit.nn");
    await replace(circuit, "input x = -2", "input x = -3");
    await circuit.document.save();
    await screen.waitForGraph("−8");
    await replace(circuit, "input x = -3", "input x = -2");
    await editor.document.save();
    await screen.waitForGraph("−12");
  });

  itOnScreen(
    "have the status bar say how their texts stand",
    async (screen) => {
      await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await screen.actInGraph("click", '[data-item="q"] .outline');
      await screen.actInGraph("focus", ".viewport");
      await eventually("the focus in the graph", () =>
        window.activeTextEditor === undefined ? true : undefined,
      );
      await screen.waitForText(statusBar, "NN: evaluated in");
    },
  );
});

describe("a file with an error", () => {
  before(() => extension().activate());
  after(() => commands.executeCommand("workbench.view.explorer"));

  itOnScreen("is not green though its checks hold", async (screen) => {
    const name = "unfinished.nn";
    await showFile(name);
    await screen.waitForText(statusBar, "NN: 1 error in the program");
    await commands.executeCommand("workbench.view.testing.focus");
    await commands.executeCommand("testing.runCurrentFile");
    const row = `.test-explorer .monaco-list-row:has-text("unfinished.nn")`;
    await screen.waitFor(`${row} .codicon-testing-error-icon`);
    await screen.waitForText(
      ".monaco-editor .test-error-content-widget",
      "Expected an expression",
    );
    await screen.screenshot("testing a file with an error");
    for (const { isDirty, uri } of workspace.textDocuments)
      if (isDirty) throw new Error(`${uri.path} was edited`);
  });
});
