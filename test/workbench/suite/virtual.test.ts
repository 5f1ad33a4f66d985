// A file that is on no disk: it has its hints, problems, checks, graph and trace; files that it names cannot be read, and
// that is said.
import { after, before, describe } from "mocha";
import {
  commands,
  type Disposable,
  languages,
  Selection,
  type TextEditor,
  window,
} from "vscode";
import { clearUp, startedAt } from "./debugger.js";
import { eventually, extension, positionOf } from "./editor.js";
import { closeGraphs } from "./graph-panel.js";
import { hintsOf } from "./hints.js";
import { hoverOver } from "./hovering.js";
import { memoryUri, provideFiles } from "./memory-files.js";
import { itOnScreen } from "./screen.js";

const files = {
  "virtual.nn": `import "parts.nn"

network Virtual {
  input x = 3
  output f = x * x
  expect ∂f/∂x == 6
  expect f == 10
}
`,
  "alone.nn": `network Alone {
  input x = 3
  output f = x * x
  expect ∂f/∂x == 6
  expect f == 10
}
`,
  "parts.nn": "fn twice(x) = 2 * x\n",
};

async function open(name: keyof typeof files): Promise<TextEditor> {
  return window.showTextDocument(memoryUri(name), { preview: false });
}

describe("a virtual file", () => {
  let provided: Disposable;

  before(async () => {
    await extension().activate();
    provided = provideFiles(files);
  });
  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    provided.dispose();
  });

  itOnScreen("has values, and a check that fails", async (screen) => {
    const editor = await open("alone.nn");
    await eventually("values", () => hintsOf(editor, "= 9"));
    await screen.waitForText(".view-line", "∂f/∂x 6");
    await screen.waitFor(".squiggly-error");
    await eventually("the failed check", () =>
      languages
        .getDiagnostics(editor.document.uri)
        .find(({ message }) => message.includes("9")),
    );
    await screen.screenshot("virtual file");
  });

  itOnScreen("has its checks in the Testing view", async (screen) => {
    await open("alone.nn");
    await commands.executeCommand("workbench.view.testing.focus");
    const row =
      '.test-explorer .monaco-list-row:has(.label:text-is("alone.nn"))';
    await screen.waitFor(row);
    await screen.hover(row);
    await screen.click(`${row} .codicon-testing-run-icon`);
    await screen.waitFor(`${row} .codicon-testing-failed-icon`);
    await screen.screenshot("virtual file tested");
    await commands.executeCommand("workbench.view.explorer");
  });

  itOnScreen("has a graph and a trace", async (screen) => {
    const editor = await open("alone.nn");
    const place = positionOf(editor, "network");
    editor.selection = new Selection(place, place);
    await commands.executeCommand("nn.showGraph");
    await screen.waitForGraph("9");
    await window.showTextDocument(editor.document);
    await commands.executeCommand("nn.traceBackprop");
    await startedAt("Alone: Nothing has been computed yet");
    await screen.screenshot("virtual file traced");
    await clearUp();
    await closeGraphs();
  });

  itOnScreen("says that it cannot read what it imports", async (screen) => {
    const editor = await open("virtual.nn");
    const problem = await eventually("the problem", () =>
      languages
        .getDiagnostics(editor.document.uri)
        .find(
          ({ code }) =>
            (typeof code === "object" ? code.value : code) ===
            "unreadable-file",
        ),
    );
    if (!problem.message.includes("read from the disk alone"))
      throw new Error(problem.message);
    await hoverOver(screen, "parts.nn", "read from the disk alone");
    await screen.screenshot("virtual file with an import");
  });
});
