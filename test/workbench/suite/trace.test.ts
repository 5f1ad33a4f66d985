// Trace backprop as a person does it: keys and mouse in the debugger of a real VS Code, on the vanishing gradient (N11) and
// on a small classifier.
import { after, before, describe } from "mocha";
import { commands, debug, window } from "vscode";
import {
  clearUp,
  clickGutter,
  noRow,
  prepare,
  row,
  sayToConsole,
  selected,
  stoppedAt,
} from "./debugger.js";
import { eventually, extension } from "./editor.js";
import { itOnScreen } from "./screen.js";

const pane = (name: string): string =>
  `.debug-viewlet .pane-header[aria-label*="${name}"]`;

const scope = (name: string): string =>
  `.debug-viewlet .monaco-list-row:has-text("${name}")`;

describe("trace backprop of a chain", () => {
  before(async () => {
    await extension().activate();
    await prepare("vanishing.nn", "z2 = ");
  });
  after(clearUp);

  itOnScreen("sets a breakpoint by a click in the gutter", async (screen) => {
    await clickGutter(screen, 12);
    await eventually("a breakpoint", () => debug.breakpoints[0]);
  });

  itOnScreen("starts with F5 and stops at the entry", async (screen) => {
    await screen.press("F5");
    await stoppedAt("Nothing has been computed yet");
    await screen.press("Control+Shift+D");
    await row(screen, "Accumulated gradients");
    await screen.click(pane("Call Stack"));
    await screen.click(pane("Breakpoints"));
  });

  itOnScreen("continues to the breakpoint", async (screen) => {
    await screen.press("F5");
    await stoppedAt("z2 = w2 · a1 = 0.5 · 0.6225 = 0.3112");
    await selected("w2 * a1");
    await row(screen, "z2 = 0.3112");
    await screen.screenshot("trace-breakpoint");
  });

  itOnScreen("steps with F10, and back with the toolbar", async (screen) => {
    await screen.press("F10");
    await stoppedAt("a2 = σ(z2)");
    await row(screen, "a2 = 0.5772");
    await screen.click(".debug-toolbar .codicon-debug-step-back");
    await stoppedAt("z2 = w2 · a1");
    await noRow(screen, "a2");
  });

  itOnScreen("stops at the line on the way back too", async (screen) => {
    await screen.press("F5");
    await stoppedAt("∂L/∂w2");
    await row(screen, "z3 = 0.2886");
    await screen.click(scope("Values")); // makes room
    await screen.click(scope("Accumulated gradients"));
    await row(screen, "∂L/∂z2 = −0.0128");
    await screen.screenshot("trace-backward");
  });

  itOnScreen("evaluates what is typed into the console", async (screen) => {
    await sayToConsole(screen, "∂L/∂z2 * w2");
    await screen.waitForText(".repl .monaco-list-row", "−0.006399");
    await sayToConsole(screen, "∂L/∂z1");
    await screen.waitForText(".repl .monaco-list-row", "∂L/∂z1");
    await screen.screenshot("trace-console");
  });

  itOnScreen("watches an expression", async (screen) => {
    await commands.executeCommand("workbench.debug.action.focusWatchView");
    await screen.hover(pane("Watch"));
    await screen.click(`${pane("Watch")} [aria-label="Add Expression"]`);
    await screen.type("2 * z1 + abs(y)");
    await screen.press("Enter");
    await row(screen, "2 * z1 + abs(y) = 2");
    await screen.screenshot("trace-watch");
  });

  itOnScreen("sets a variable by editing the text", async (screen) => {
    await screen.click(scope("Accumulated gradients"));
    await screen.click(scope("Parameters"));
    await screen.click(
      '.debug-viewlet .monaco-list-row:has-text("w1"):has-text("0.5")',
      { count: 2 },
    );
    await screen.press("Control+A");
    await screen.type("0.25");
    await screen.press("Enter");
    const { document } = window.activeTextEditor ?? {};
    await eventually("the edit", () =>
      document?.getText().includes("weight w1 = 0.25") ? true : undefined,
    );
    await stoppedAt("∂L/∂w2");
    await row(screen, "2 * z1 + abs(y) = 1.5");
    await screen.screenshot("trace-set-variable");
    await commands.executeCommand("undo");
    await document?.save();
    await row(screen, "2 * z1 + abs(y) = 2");
  });

  itOnScreen("goes on to the end and stays there", async (screen) => {
    await clickGutter(screen, 12);
    await screen.press("F5");
    await selected("input x = 1");
    await stoppedAt("∂L/∂x = −0.0007519");
    await screen.press("F10");
    await screen.waitForText(
      ".repl .monaco-list-row",
      "The trace is at its end",
    );
  });
});
