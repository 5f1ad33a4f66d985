// The editor as tests use it: files of the workspace, edits, and waiting for what comes in its own time.
import assert from "node:assert/strict";
import {
  ConfigurationTarget,
  type Extension,
  type Position,
  Range,
  type TextEditor,
  Uri,
  extensions,
  window,
  workspace,
} from "vscode";

/** The extension under test. */
export function extension(): Extension<unknown> {
  const found = extensions.getExtension("nn-live.nn-live");
  assert.ok(found, "the extension is not installed");
  return found;
}

export function fileUri(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, "the tests need a workspace folder");
  return Uri.joinPath(folder.uri, name);
}

export async function open(name: string): Promise<TextEditor> {
  return window.showTextDocument(fileUri(name), { preview: false });
}

/** Resolves to the first value that `look` finds; rejects after ten seconds, saying what was waited for. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | PromiseLike<T | undefined>,
): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Where a text stands first. */
export function positionOf({ document }: TextEditor, text: string): Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `"${text}" is not in the document`);
  return document.positionAt(offset);
}

export async function replace(
  editor: TextEditor,
  text: string,
  by: string,
): Promise<void> {
  const start = positionOf(editor, text);
  const { document } = editor;
  const end = document.positionAt(document.offsetAt(start) + text.length);
  await editor.edit((edit) => {
    edit.replace(new Range(start, end), by);
  });
}

/** Sets a setting below `nn.` while `during` runs. */
export async function setting(
  name: string,
  value: unknown,
  during: () => Promise<void>,
): Promise<void> {
  const { Global } = ConfigurationTarget;
  const settings = workspace.getConfiguration("nn");
  await settings.update(name, value, Global);
  try {
    await during();
  } finally {
    await settings.update(name, undefined, Global);
  }
}
