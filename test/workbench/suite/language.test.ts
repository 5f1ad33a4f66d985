// The language as VS Code knows it without the server: its id, its files, its colours.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, languages, Selection } from "vscode";
import { eventually, extension, open, positionOf } from "./editor.js";
import { itOnScreen } from "./screen.js";

describe("the installed extension", () => {
  it("is the packaged one", () => {
    assert.match(extension().extensionPath, /nn-live\.nn-live-\d/);
  });

  it("registers the language nn for .nn files", async () => {
    assert.ok((await languages.getLanguages()).includes("nn"));
    const { document } = await open("circuit.nn");
    assert.equal(document.languageId, "nn");
  });

  it("takes letters, subscripts and combining marks for one word", async () => {
    const editor = await open("names.nn");
    const { document } = editor;
    for (const word of ["x₁", "ŷ₂", "1.5e-3", "L"]) {
      const range = document.getWordRangeAtPosition(positionOf(editor, word));
      assert.equal(document.getText(range), word);
    }
  });

  it("indents what stands in braces", async () => {
    const editor = await open("names.nn");
    const end = positionOf(editor, "network Names {").translate(0, 15);
    editor.selection = new Selection(end, end);
    await commands.executeCommand("type", { text: "\n" });
    assert.equal(editor.document.lineAt(1).text, "  ");
    await commands.executeCommand("workbench.action.files.revert");
  });

  itOnScreen("colours the text by the grammar", async (screen) => {
    await open("circuit.nn");
    await screen.waitForText(".view-line", "network Circuit");
    const coloured = await eventually("colours", async () => {
      const parts = await screen.texts(".view-line span[class^=mtk]");
      return parts.includes("network") ? parts : undefined;
    });
    assert.ok(coloured.includes("Circuit"));
    assert.ok(coloured.includes("5"));
    assert.ok(coloured.some((part) => part.startsWith("// the circuit")));
    await screen.screenshot("colours");
  });
});
