// The language server's process: a crash is mended, and what cannot be mended is said.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "mocha";
import type { TextEditor } from "vscode";
import { eventually, extension, open } from "./editor.js";
import { hintsOf } from "./hints.js";
import { itOnScreen } from "./screen.js";

/** Processes can be found where they are files. */
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

describeOnLinux("the language server", () => {
  let editor: TextEditor;

  before(async () => {
    await extension().activate();
    editor = await open("circuit.nn");
  });

  it("is started again after a crash, and the values come back", async () => {
    await crash(editor);
    await eventually("values", () => hintsOf(editor, "= −12"));
  });

  itOnScreen(
    "is given up after many, until one asks for it",
    async (screen) => {
      for (let crashes = 2; crashes <= 4; crashes++) await crash(editor);
      await screen.waitForText(".statusbar-item", "language server stopped");
      await screen.screenshot("server stopped");
      await screen.click(".statusbar-item:has-text('language server stopped')");
      await screen.waitForText(".statusbar-item", "NN: evaluated in");
      await eventually("values", () => hintsOf(editor, "= −12"));
    },
  );
});

/** Kills the server that answers now. */
async function crash(editor: TextEditor): Promise<void> {
  await eventually("values", () => hintsOf(editor, "= −12"));
  const server = await eventually("the server's process", serverProcess);
  process.kill(server, "SIGKILL");
  await eventually("its end", () =>
    serverProcess() === server ? undefined : true,
  );
}

/** The process that runs the extension's server for this extension host. */
function serverProcess(): number | undefined {
  const command = [
    path.join(extension().extensionPath, "dist/server.cjs"),
    "--stdio",
    `--clientProcessId=${process.pid}`,
  ].join("\0");
  return readdirSync("/proc")
    .map(Number)
    .find((id) => commandOf(id).includes(command));
}

function commandOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8");
  } catch {
    return ""; // no process, or gone meanwhile
  }
}
