// VS Code's debugger on the screen: its views, the gutter, the console, and where the session stands.
import { commands, debug, DebugStackFrame, Selection, window } from "vscode";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { eventually, open, positionOf } from "./editor.js";
import type { Screen } from "./screen.js";

const rows = ".debug-viewlet .monaco-list-row";
/** The rows of the call stack. */
export const frames = ".debug-call-stack .monaco-list-row";

/** Waits for a row of the debugger's views, such as `a2 = 0.5772`; the views draw the spaces with margins. */
export function row(screen: Screen, text: string): Promise<true> {
  const plain = (row: string): string => row.replace(/\s/g, "");
  return eventually(`the row "${text}"`, async () => {
    const shown = await screen.texts(rows);
    return shown.map(plain).includes(plain(text)) ? true : undefined;
  });
}

/** Waits until no row is about the name any more. */
export function noRow(screen: Screen, name: string): Promise<true> {
  return eventually(`${name} to be gone`, async () => {
    const shown = await screen.texts(rows);
    return shown.some((text) => text.trim().startsWith(name))
      ? undefined
      : true;
  });
}

/** Opens a file with the cursor at a text, and the debugger's views. */
export async function prepare(file: string, cursor: string): Promise<void> {
  const editor = await open(file);
  const place = positionOf(editor, cursor);
  editor.selection = new Selection(place, place);
}

/** Waits until a session stands at a step: the innermost frame's name has the text. */
export function startedAt(text: string): Promise<string> {
  return eventually(`a stop at "${text}"`, async () => {
    const name = (await innermost())?.name ?? "";
    return name.includes(text) ? name : undefined;
  });
}

/** Waits until the call stack shows that: the editor then takes the next key. */
export async function stoppedAt(screen: Screen, text: string): Promise<void> {
  await startedAt(text);
  await screen.waitForText(frames, text);
}

/** The innermost frame of the active session. */
export async function innermost(): Promise<
  DebugProtocol.StackFrame | undefined
> {
  const item = debug.activeStackItem;
  if (!(item instanceof DebugStackFrame)) return undefined;
  const { session, threadId } = item;
  const { stackFrames } = (await session.customRequest("stackTrace", {
    threadId,
  })) as DebugProtocol.StackTraceResponse["body"];
  return stackFrames[0];
}

/** Waits until a text is selected in the editor: the operation of the step. */
export async function selected(text: string): Promise<void> {
  await eventually(`the selection of "${text}"`, () => {
    const { document, selection } = window.activeTextEditor ?? {};
    return document?.getText(selection) === text ? true : undefined;
  });
}

/** Clicks beside a line, where breakpoints are. */
export async function clickGutter(
  screen: Screen,
  line: number,
  button: "left" | "right" = "left",
): Promise<void> {
  await screen.waitForText(".margin-view-overlays .line-numbers", `${line}`);
  const row = `.margin-view-overlays > div:has(.line-numbers:text-is("${line}"))`;
  await screen.click(row, { at: { x: 8, y: 9 }, button });
}

/** Types into the debug console, which VS Code opens by itself only for the first session of a window. */
export async function sayToConsole(
  screen: Screen,
  text: string,
): Promise<void> {
  await commands.executeCommand("workbench.panel.repl.view.focus");
  await screen.click(".repl-input-wrapper .view-lines");
  await screen.type(text);
  await screen.press("Escape"); // closes the suggestions
  await screen.press("Enter");
}

/** Ends the session and leaves the workbench as it was. */
export async function clearUp(): Promise<void> {
  await commands.executeCommand("workbench.action.debug.stop");
  await eventually("the end of the session", () =>
    debug.activeDebugSession ? undefined : true,
  );
  await commands.executeCommand(
    "workbench.debug.viewlet.action.removeAllBreakpoints",
  );
  await commands.executeCommand(
    "workbench.debug.viewlet.action.removeAllWatchExpressions",
  );
  await commands.executeCommand("workbench.action.closePanel");
  await commands.executeCommand("workbench.view.explorer");
}
