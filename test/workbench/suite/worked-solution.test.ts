// The worked solution of a sigmoid gate by gate (N9) and of a chain (N11), in VS Code's own preview of Markdown.
import assert from "node:assert/strict";
import { after, before, describe } from "mocha";
import {
  commands,
  ConfigurationTarget,
  Range,
  Selection,
  TabInputText,
  TabInputWebview,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { eventually, extension, positionOf } from "./editor.js";
import { showFile } from "./graph-panel.js";
import { itOnScreen } from "./screen.js";

describe("the worked solution", function () {
  this.timeout(60_000);
  before(() => extension().activate());
  after(closePreviews);

  for (const { file, name, shown, theme } of [
    {
      file: "sigmoid.nn",
      name: "Sigmoid",
      shown: "0.1966",
      theme: "Default Light Modern",
    },
    {
      file: "vanishing.nn",
      name: "Vanishing",
      shown: "0.001504",
      theme: "Default Dark Modern",
    },
  ])
    itOnScreen(`of ${name} has every formula typeset`, async (screen) => {
      const editor = await showFile(file);
      const place = positionOf(editor, `network ${name}`);
      editor.selection = new Selection(place, place);
      await commands.executeCommand("nn.workedSolution");
      const document = await eventually("a document with the solution", () =>
        workspace.textDocuments.find(
          (each) =>
            each.languageId === "markdown" &&
            each.getText().includes(`# Backpropagation through \`${name}\``),
        ),
      );
      const text = document.getText();
      assert.ok(text.includes(shown), text);
      assert.ok(text.includes(editor.document.getText().trim()));
      const formulas = text.match(/\$[^$\n]+\$/g) ?? [];
      // Also where a document of the same name was there before.
      await eventually("a preview of this solution, typeset", async () => {
        const [title = ""] = await screen.textsInPreview("h1");
        const typeset = await screen.textsInPreview(".katex");
        return title.includes(name) && typeset.length === formulas.length
          ? true
          : undefined;
      });
      await screen.textsInPreview(".markdown-body:not(:has(.katex-error))");
      const settings = workspace.getConfiguration("workbench");
      await settings.update("colorTheme", theme, ConfigurationTarget.Global);
      for (const section of ["2. The intermediate", "6. The backward"]) {
        await screen.scrollPreview(`h2:has-text("${section}")`);
        await new Promise((resolve) => setTimeout(resolve, 500));
        await screen.screenshot(`worked solution ${name} ${section}`);
      }
      await settings.update(
        "colorTheme",
        undefined,
        ConfigurationTarget.Global,
      );
      await throwAway();
    });
});

/** Throws the documents away; their previews stay. */
async function throwAway(): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { uri, lineCount } of workspace.textDocuments)
    if (uri.scheme === "untitled")
      edit.delete(uri, new Range(0, 0, lineCount, 0));
  await workspace.applyEdit(edit);
  await closeTabs((input) => input instanceof TabInputText);
}

function closePreviews(): Promise<void> {
  return closeTabs((input) => input instanceof TabInputWebview);
}

async function closeTabs(isMeant: (input: unknown) => boolean): Promise<void> {
  await window.tabGroups.close(
    window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => isMeant(input)),
  );
}
