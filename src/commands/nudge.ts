// `Increase Number` and `Decrease Number`: the numbers at the cursors go up or down by one unit of their last written digit.
import {
  commands,
  Disposable,
  Range,
  Selection,
  type TextEditor,
  window,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { languageId } from "../language-client.js";
import { type Direction, nudged } from "../nudge/nudge-number.js";
import { numbersIn, type WrittenNumber } from "../nudge/numbers.js";
import { OwnEdits } from "../own-edits.js";

export function registerNudge(client: BaseLanguageClient): Disposable {
  const edits = new OwnEdits(client);
  /** A key that is held down comes faster than edits are made: each starts from the text that the last one made. */
  let last = Promise.resolve();
  const command = (name: string, direction: Direction): Disposable =>
    commands.registerCommand(name, () => {
      last = last.then(
        () => nudge(edits, direction),
        () => nudge(edits, direction),
      );
      return last;
    });
  return Disposable.from(
    edits,
    command("nn.increaseNumber", 1),
    command("nn.decreaseNumber", -1),
  );
}

async function nudge(edits: OwnEdits, direction: Direction): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== languageId) {
    tell("This works in a .nn file: open one and try again.");
    return;
  }
  const { document } = editor;
  const numbers = numbersAt(editor);
  if (numbers.length === 0) {
    tell("There is no number at the cursor: put it on one, or beside one.");
    return;
  }
  const changes = numbers.map((number) => ({
    ...number,
    text: nudged(number, direction),
  }));
  const offsets = editor.selections.map(({ active }) =>
    moved(document.offsetAt(active), changes),
  );
  const isMade = await edits.make(document, () =>
    editor.edit((edit) => {
      for (const { start, end, text } of changes)
        edit.replace(
          new Range(document.positionAt(start), document.positionAt(end)),
          text,
        );
    }),
  );
  if (!isMade) return;
  editor.selections = offsets.map((offset) => {
    const position = document.positionAt(offset);
    return new Selection(position, position);
  });
}

/** The numbers under the cursors, or right beside them, in order. */
function numbersAt({ document, selections }: TextEditor): WrittenNumber[] {
  const offsets = selections.map(({ active }) => document.offsetAt(active));
  const last = Math.max(...offsets);
  const end = document.lineAt(document.positionAt(last).line).range.end;
  const text = document.getText().slice(0, document.offsetAt(end));
  return numbersIn(text).filter((number) =>
    offsets.some((offset) => number.start <= offset && offset <= number.end),
  );
}

/** Where a cursor is after the changes: as far from the end of its number as before. */
function moved(
  offset: number,
  changes: readonly (WrittenNumber & { readonly text: string })[],
): number {
  let by = 0;
  for (const { start, end, text } of changes) {
    const change = text.length - (end - start);
    if (offset > end) by += change;
    else if (offset >= start) return Math.max(start + by, offset + by + change);
  }
  return offset + by;
}

function tell(message: string): void {
  void window.showInformationMessage(message);
}
