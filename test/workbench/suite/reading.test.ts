// What one reads without typing: hover, diagnostics, the status bar.
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import {
  commands,
  type Hover,
  languages,
  MarkdownString,
  Selection,
} from "vscode";
import { eventually, extension, open, positionOf, replace } from "./editor.js";
import { hintsOf } from "./hints.js";
import { itOnScreen } from "./screen.js";

describe("hover", () => {
  before(() => extension().activate());

  it("spells the chain rule out with the program's numbers", async () => {
    const editor = await open("circuit.nn");
    await eventually("values", () => hintsOf(editor, "= −12"));
    const hovers = await commands.executeCommand<Hover[]>(
      "vscode.executeHoverProvider",
      editor.document.uri,
      positionOf(editor, "q = x"),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) =>
        content instanceof MarkdownString ? content.value : "",
      )
      .join("\n");
    assert.match(text, /∂f\/∂q/);
    assert.match(text, /−4/);
  });

  itOnScreen("is shown", async (screen) => {
    const editor = await open("circuit.nn");
    await eventually("values", () => hintsOf(editor, "= −12"));
    const place = positionOf(editor, "q = x");
    editor.selection = new Selection(place, place);
    await commands.executeCommand("editor.action.showHover");
    await screen.waitForText(".monaco-hover", "∂f/∂q");
    await screen.screenshot("hover");
    await commands.executeCommand("editor.action.hideHover");
  });
});

describe("diagnostics", () => {
  it("name wrong shapes, unknown names and failed checks", async () => {
    const { document } = await open("mistakes.nn");
    const codes = await eventually("diagnostics", () => {
      const found = languages
        .getDiagnostics(document.uri)
        .map(({ code }) => (typeof code === "object" ? code.value : code));
      return found.includes("check-failed") ? found : undefined;
    });
    assert.ok(codes.includes("shape-mismatch"));
    assert.ok(codes.includes("undefined-name"));
    for (const { source } of languages.getDiagnostics(document.uri)) {
      assert.equal(source, "nn");
    }
  });

  itOnScreen("are underlined", async (screen) => {
    await open("mistakes.nn");
    await screen.waitFor(".squiggly-error");
    await screen.screenshot("diagnostics");
  });
});

describe("the status bar", () => {
  itOnScreen("says how the values stand", async (screen) => {
    const editor = await open("circuit.nn");
    await screen.waitForText(".statusbar-item", "NN: evaluated in");
    await replace(editor, "input x = -2", "input x = -3");
    await screen.waitForText(".statusbar-item", "NN: stale");
    await screen.screenshot("status stale");
  });

  itOnScreen("evaluates at a click", async (screen) => {
    const editor = await open("circuit.nn");
    await screen.click(".statusbar-item:has-text('NN: stale')");
    await screen.waitForText(".statusbar-item", "NN: evaluated in");
    await eventually("values of the unsaved text", () =>
      hintsOf(editor, "= −8"),
    );
    await commands.executeCommand("workbench.action.files.revert");
  });

  itOnScreen("is silent beside other files", async (screen) => {
    await open("notes.txt");
    await eventually("no item", async () => {
      const items = await screen.texts(".statusbar-item");
      return items.some((item) => item.includes("NN:")) ? undefined : true;
    });
  });
});
