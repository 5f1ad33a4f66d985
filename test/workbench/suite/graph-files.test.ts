// The graph of files that change under it: several networks, errors, nothing at all; hostile texts; pictures in files.
import assert from "node:assert/strict";
import { afterEach, before, describe } from "mocha";
import { commands, Position, type Uri, workspace, WorkspaceEdit } from "vscode";
import { eventually, extension, fileUri, replace } from "./editor.js";
import { closeGraphs, showFile, showGraph } from "./graph-panel.js";
import { acceptSuggestion, dialogGone } from "./file-dialog.js";
import { itOnScreen, type Screen } from "./screen.js";

describe("the graph and its file", () => {
  before(() => extension().activate());
  afterEach(closeGraphs);

  itOnScreen("is of the network at the cursor", async (screen) => {
    await showGraph("wide.nn", "output v");
    await screen.waitInGraph("h1", "Graph of Narrow");
    await screen.waitForGraph("9");
    await showGraph("wide.nn", "output L");
    await screen.waitInGraph("h1", "Graph of Wide");
  });

  itOnScreen(
    "of a text with errors says so, and comes back",
    async (screen) => {
      const editor = await showGraph("circuit.nn");
      await screen.waitForGraph("−12");
      await screen.actInGraph("click", '[data-item="f"] .outline');
      await screen.waitInGraph('[data-item="f"].selected');
      await replace(editor, "q = x + y", "q = x + ");
      await screen.waitInGraph("[role=status]", "The text has errors");
      assert.deepEqual(await screen.waitForGraph("z"), ["x", "y", "z"]);
      await replace(editor, "q = x + ", "q = x + y");
      await editor.document.save();
      await screen.waitForGraph("−12");
      await screen.waitInGraph('[data-item="f"].selected');
      const text = editor.document.getText();
      await replace(editor, text, "");
      await screen.waitInGraph("[role=status]", "The file has no network");
      await editor.edit((edit) => edit.insert(new Position(0, 0), text));
      await editor.document.save();
      await screen.waitForGraph("−12");
    },
  );

  itOnScreen("follows it also where there is another graph", async (screen) => {
    await showGraph("circuit.nn");
    await screen.waitForGraph("−12");
    await showGraph("layers.nn");
    await screen.waitInGraph("h1", "Graph of Layers");
    const editor = await showGraph("circuit.nn");
    await screen.waitForGraph("−12");
    await replace(editor, "input x = -2", "input x = -3");
    await editor.document.save();
    await screen.waitForGraph("−8");
    await replace(editor, "input x = -3", "input x = -2");
    await editor.document.save();
    await screen.waitForGraph("−12");
  });

  itOnScreen("marks a node whose check failed", async (screen) => {
    const editor = await showGraph("circuit.nn");
    await screen.waitForGraph("−12");
    await replace(editor, "expect f == -12", "expect f == -11");
    await editor.document.save();
    await screen.waitInGraph('[data-item="f"].failed');
    await replace(editor, "expect f == -11", "expect f == -12");
    await screen.waitInGraph('[data-item="f"]:not(.failed)');
    await editor.document.save();
  });

  itOnScreen("shows hostile texts as text", async (screen) => {
    await showGraph("hostile.nn");
    await screen.waitForGraph("xשלום");
    await screen.actInGraph("click", "button:has-text('Outline')");
    await screen.waitInGraph("[role=tree]", "xשלום");
    assert.deepEqual(await screen.attributesInGraph("img", "src"), []);
  });

  itOnScreen("follows its file to another name", async (screen) => {
    const from = fileUri("passing.nn");
    const to = fileUri("passed.nn");
    await workspace.fs.copy(fileUri("circuit.nn"), from, { overwrite: true });
    await showGraph("passing.nn");
    await screen.waitForGraph("−12");
    const rename = new WorkspaceEdit();
    rename.renameFile(from, to, { overwrite: true });
    assert.ok(await workspace.applyEdit(rename));
    const editor = await showFile("passed.nn");
    await replace(editor, "input x = -2", "input x = -3");
    await editor.document.save();
    await screen.waitForGraph("−8");
    await commands.executeCommand("workbench.action.closeActiveEditor");
    await workspace.fs.delete(to);
    await screen.waitInGraph("[role=status]", "not open");
  });

  itOnScreen("is saved as SVG and PNG", async (screen) => {
    await showGraph("circuit.nn");
    await screen.waitForGraph("−12");
    const svg = new TextDecoder().decode(await saved(screen, "svg"));
    assert.match(svg, /^<\?xml/);
    assert.match(svg, /<\/svg>\s*$/);
    assert.ok(svg.includes("−12"));
    const png = await saved(screen, "png");
    assert.equal(new TextDecoder().decode(png.subarray(1, 4)), "PNG");
    assert.ok(png.length > 2000);
  });
});

/** Saves where the dialog suggests it. */
async function saved(
  screen: Screen,
  format: "svg" | "png",
): Promise<Uint8Array> {
  const target: Uri = fileUri(`Circuit.${format}`);
  await dialogGone(screen);
  await screen.actInGraph(
    "click",
    `button:has-text('${format.toUpperCase()}')`,
  );
  await acceptSuggestion(screen, target.fsPath);
  return eventually(`the ${format}`, async () => {
    try {
      const bytes = await workspace.fs.readFile(target);
      return bytes.length > 0 ? bytes : undefined;
    } catch {
      return undefined;
    }
  });
}
