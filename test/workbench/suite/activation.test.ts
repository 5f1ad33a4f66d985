// What the extension costs when it starts. Runs first (index.ts), while no .nn file is open yet.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commands } from "vscode";
import { extension } from "./editor.js";

describe("activation", () => {
  it("waits for a .nn file, and does not wait for the server", async function () {
    const nn = extension();
    assert.equal(nn.isActive, false);
    const start = performance.now();
    await nn.activate();
    const spent = performance.now() - start;
    // Loading the code and VS Code's own messages included.
    assert.ok(this.test);
    this.test.title += ` (${spent.toFixed(1)} ms)`;
  });

  it("registers its commands", async () => {
    assert.ok((await commands.getCommands()).includes("nn.evaluate"));
  });
});
