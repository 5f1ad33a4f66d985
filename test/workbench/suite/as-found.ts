// The workbench is left as it was found: after each group of tests no session, no open editor, no other setting, and the
// workspace's files as they were, so that no group depends on those before it.
import {
  commands,
  ConfigurationTarget,
  debug,
  FileType,
  Range,
  type Uri,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { eventually, extension, fileUri } from "./editor.js";

/** The files of the workspace by name. */
export type Files = ReadonlyMap<string, Uint8Array>;

export async function workspaceFiles(): Promise<Files> {
  const found = await workspace.fs.readDirectory(fileUri(""));
  const files = found.filter(([, type]) => type === FileType.File);
  return new Map(
    await Promise.all(
      files.map(
        async ([name]) =>
          [name, await workspace.fs.readFile(fileUri(name))] as const,
      ),
    ),
  );
}

export async function leaveAsFound(files: Files): Promise<void> {
  await endSessions();
  await closeEditors();
  await restoreFiles(files);
  await closeEditors();
  await resetSettings();
  for (const command of [
    "notifications.clearAll",
    "workbench.action.closePanel",
    "workbench.view.explorer",
  ])
    await commands.executeCommand(command);
}

async function endSessions(): Promise<void> {
  debug.removeBreakpoints(debug.breakpoints);
  await debug.stopDebugging();
  await eventually("the end of all sessions", () =>
    debug.activeDebugSession ? undefined : true,
  );
}

/** VS Code would ask about edits that are not saved: they are taken back first. */
async function closeEditors(): Promise<void> {
  for (const document of workspace.textDocuments) {
    if (!document.isDirty) continue;
    await window.showTextDocument(document);
    await commands.executeCommand(
      "workbench.action.revertAndCloseActiveEditor",
    );
  }
  await commands.executeCommand("workbench.action.closeAllEditors");
}

async function restoreFiles(files: Files): Promise<void> {
  for (const [name, bytes] of await workspaceFiles()) {
    const found = files.get(name);
    if (!found) await workspace.fs.delete(fileUri(name));
    else if (Buffer.compare(found, bytes) !== 0)
      await restoreText(fileUri(name), found);
  }
}

/** Through VS Code, which would otherwise learn of the file's text later than the next test. */
async function restoreText(uri: Uri, bytes: Uint8Array): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  const all = new Range(0, 0, document.lineCount, 0);
  edit.replace(uri, all, new TextDecoder().decode(bytes));
  await workspace.applyEdit(edit);
  await document.save();
}

async function resetSettings(): Promise<void> {
  const { contributes } = extension().packageJSON as {
    contributes: { configuration: { properties: Record<string, unknown> } };
  };
  const ours = Object.keys(contributes.configuration.properties);
  const settings = workspace.getConfiguration();
  for (const name of ["workbench.colorTheme", ...ours])
    if (settings.inspect(name)?.globalValue !== undefined)
      await settings.update(name, undefined, ConfigurationTarget.Global);
}
