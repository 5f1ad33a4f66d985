// Trace backprop as a person does it: keys and mouse in the debugger of a real VS Code, on the vanishing gradient (N11) and
// on a small classifier.
import assert from "node:assert/strict";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { after, before, describe } from "mocha";
import { commands, debug, window, workspace } from "vscode";
import {
  clearUp,
  clickGutter,
  frames,
  noRow,
  prepare,
  row,
  sayToConsole,
  selected,
  startedAt,
  stoppedAt,
} from "./debugger.js";
import { eventually, extension } from "./editor.js";
import { hoverOver } from "./hovering.js";
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
    await startedAt("Vanishing: Nothing has been computed yet");
    await screen.press("Control+Shift+D");
    await row(screen, "Accumulated gradients");
  });

  itOnScreen("continues to the breakpoint", async (screen) => {
    await screen.press("F5");
    await stoppedAt(screen, "z2 = w2 · a1 = 0.5 · 0.6225 = 0.3112");
    await selected("w2 * a1");
    await row(screen, "z2 = 0.3112");
    await screen.screenshot("trace-breakpoint");
  });

  itOnScreen("steps with F10, and back with the toolbar", async (screen) => {
    await screen.press("F10");
    await stoppedAt(screen, "a2 = σ(z2)");
    await row(screen, "a2 = 0.5772");
    await screen.click(".debug-toolbar .codicon-debug-step-back");
    await stoppedAt(screen, "z2 = w2 · a1");
    await noRow(screen, "a2");
  });

  itOnScreen("stops at the line on the way back too", async (screen) => {
    await screen.press("F5");
    await stoppedAt(screen, "∂L/∂w2");
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
    await stoppedAt(screen, "∂L/∂w2");
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
    await stoppedAt(screen, "∂L/∂x = −0.0007519");
    await screen.press("F10");
    await screen.waitForText(
      ".repl .monaco-list-row",
      "The trace is at its end",
    );
  });
});

describe("trace backprop of layers", () => {
  before(async () => {
    await extension().activate();
    await prepare("classifier.nn", "layer h");
  });
  after(clearUp);

  itOnScreen("starts from the editor's title", async (screen) => {
    await screen.click(
      '.editor-actions [aria-label^="Trace Backprop"], .editor-actions .codicon-debug-alt',
    );
    await startedAt("Classifier: Nothing has been computed yet");
    await screen.press("Control+Shift+D");
    await row(screen, "Accumulated gradients");
  });

  itOnScreen("stops where a condition holds", async (screen) => {
    await clickGutter(screen, 5, "right");
    const item = '.monaco-menu [aria-label*="Add Conditional Breakpoint"]';
    await screen.hover(item); // a menu that has just opened takes no click
    await screen.click(item);
    await screen.click(".breakpoint-widget .view-lines");
    await screen.type("norm(∂L/∂h) > 0");
    await screen.press("Enter");
    await eventually("the breakpoint", () => debug.breakpoints[0]);
    await screen.press("F5");
    await stoppedAt(screen, "∂L/∂");
    await screen.screenshot("trace-conditional");
  });

  itOnScreen("steps into a layer, and shows its frames", async (screen) => {
    await screen.click(".debug-toolbar .codicon-debug-reverse-continue");
    await stoppedAt(screen, "Nothing has been computed yet");
    await selected("Classifier");
    await screen.press("F10");
    await selected("input x: [2, 3] = [[1, 2, 3], [4, 5, 6]]");
    await screen.press("F10");
    await selected("input label: [2] = [0, 1]");
    await screen.press("F11");
    await selected("dense(4)");
    await stoppedAt(screen, "dense(4): h.weight");
    await screen.waitForText(frames, "h: dense(4) → relu");
    await screen.waitForText(frames, "Classifier");
    await screen.screenshot("trace-layer");
    await screen.press("Shift+F11");
    await stoppedAt(screen, "h: dense(4) → relu: ");
    await screen.press("Shift+F11");
    await stoppedAt(screen, "Classifier: h = dense(4) → relu");
  });

  itOnScreen("shows values at a hover, in the dark too", async (screen) => {
    const theme = workspace.getConfiguration("workbench");
    await theme.update("colorTheme", "Default Dark Modern", true);
    try {
      await hoverOver(screen, "label", "[0, 1]", ".debug-hover-widget");
      await screen.screenshot("trace-dark");
    } finally {
      await theme.update("colorTheme", undefined, true);
    }
  });
});

describe("a trace that cannot begin", () => {
  before(() => extension().activate());

  // VS Code shows no dialogs while it runs tests: what it would show is in the adapter's answer.
  itOnScreen("says why in VS Code's dialog", async (screen) => {
    const answers: DebugProtocol.Response[] = [];
    const tracker = debug.registerDebugAdapterTrackerFactory("nn", {
      createDebugAdapterTracker: () => ({
        onDidSendMessage: (message: DebugProtocol.ProtocolMessage) => {
          if (message.type === "response")
            answers.push(message as DebugProtocol.Response);
        },
      }),
    });
    await prepare("mistakes.nn", "network");
    await screen.press("F5");
    const launch = await eventually("the answer to the launch", () =>
      answers.find(({ command }) => command === "launch"),
    );
    tracker.dispose();
    assert.match(launch.message ?? "", /^Mistakes has an error in line 4/);
    assert.deepEqual(launch.body, {
      error: { id: 1, format: launch.message, showUser: true },
    });
    await eventually("no session", () =>
      debug.activeDebugSession ? undefined : true,
    );
  });
});
