// A workspace that nobody trusts yet: programs have their values, and the limits that the workspace itself sets do not count.
// Once it is trusted, they do.
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { commands, workspace } from "vscode";
import { openAt } from "../suite/cursor.js";
import { eventually, extension } from "../suite/editor.js";
import { itOnScreen, type Screen } from "../suite/screen.js";

describe("a workspace that is not trusted", () => {
  before(() => extension().activate());

  it("is one, with limits of its own", () => {
    assert.equal(workspace.isTrusted, false);
    const { workspaceFolderValue, workspaceValue } =
      workspace.getConfiguration("nn").inspect("evaluation.memoryLimit") ?? {};
    // VS Code itself keeps them from the extension.
    assert.equal(workspaceFolderValue ?? workspaceValue, undefined);
  });

  itOnScreen("has values beyond the workspace's limits", async (screen) => {
    await openAt(screen, "slow.nn", "network");
    await screen.waitForText(".view-line", "f = sum(a)");
    await evaluated(screen);
    await openAt(screen, "large.nn", "network");
    await evaluated(screen);
    await screen.waitForText(".view-line", "= 4.5e6");
    await screen.waitForText(".statusbar-item", "Restricted Mode");
    await screen.screenshot("restricted, with values");
  });

  itOnScreen("obeys them when it is trusted", async (screen) => {
    await screen.click(".statusbar-item:has-text('Restricted Mode')");
    await screen.waitFor(".workspace-trust-editor");
    await screen.screenshot("restricted, the question of trust");
    await screen.click(
      ".workspace-trust-editor .monaco-button:has-text('Trust')",
    );
    await eventually("trust", () => workspace.isTrusted || undefined);

    await edited(screen, "large.nn");
    await screen.waitForText(".statusbar-item", "NN: A tensor of shape");
    await screen.waitFor(".squiggly-error");
    await commands.executeCommand("notifications.showList");
    await screen.screenshot("trusted, beyond the limit of memory");
    await commands.executeCommand("notifications.hideList");
    await edited(screen, "slow.nn");
    await screen.waitForText(".statusbar-item", "NN: Slow was not evaluated");
    await screen.screenshot("trusted, beyond the limit of time");
  });
});

const evaluated = (screen: Screen): Promise<string> =>
  screen.waitForText(".statusbar-item", "NN: evaluated in");

/** Edits the file and saves it, so that it is evaluated. */
async function edited(screen: Screen, name: string): Promise<void> {
  await openAt(screen, name, "network");
  await screen.press("Home");
  await screen.press("Enter");
  await screen.press("Control+s");
  await commands.executeCommand("workbench.action.files.save");
}
