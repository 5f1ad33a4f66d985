// The Testing view by mouse: what is run from a row or from the gutter, what the results look like, what is left when a run is
// cancelled.
import { after, afterEach, before, describe } from "mocha";
import { commands, debug } from "vscode";
import { clearUp, startedAt } from "./debugger.js";
import { eventually, extension, open, replace } from "./editor.js";
import { itOnScreen, type Screen } from "./screen.js";
import { everyTheme, inThemes } from "./themes.js";

/** What stands behind statements: hints and notes, and what failed. */
const inline = ".monaco-editor .view-lines";
const failure = ".monaco-editor .test-error-content-widget";

const row = (label: string): string =>
  `.test-explorer .monaco-list-row:has(.label:text-is("${label}"))`;

/** The row with an icon that says how it ended. */
const ended = (text: string, state: "passed" | "failed" | "skipped"): string =>
  `${row(text)} .codicon-testing-${state}-icon`;

/** Opens a row that is closed. */
async function expand(screen: Screen, text: string): Promise<void> {
  await screen.waitFor(row(text));
  const closed = `${row(text)}[aria-expanded="false"]`;
  if ((await screen.texts(closed)).length > 0)
    await screen.click(`${closed} .monaco-tl-twistie`);
}

async function runRow(screen: Screen, text: string): Promise<void> {
  await screen.hover(row(text));
  await screen.click(`${row(text)} .codicon-testing-run-icon`);
}

describe("the Testing view", function () {
  this.timeout(90_000);
  before(() => extension().activate());
  afterEach(async () => {
    await commands.executeCommand("testing.clearTestResults");
    await commands.executeCommand("workbench.action.closeAllEditors");
  });
  after(() => commands.executeCommand("workbench.view.explorer"));

  itOnScreen("has every check of the folder", async (screen) => {
    await commands.executeCommand("workbench.view.testing.focus");
    await screen.waitForText(".test-explorer .label", "answers.nn");
    await screen.waitForText(".test-explorer .label", "homework");
  });

  itOnScreen(
    "a file is run with the mouse, and an edit takes the results away",
    async (screen) => {
      const editor = await open("answers.nn");
      await commands.executeCommand("workbench.view.testing.focus");
      await screen.hover(row("answers.nn"));
      await screen.click(`${row("answers.nn")} .codicon-testing-run-icon`);
      await screen.waitForText(failure, "6.283 != 6.27");
      await screen.waitForText(inline, "6.2 was cut off, not rounded");
      await screen.waitForText(inline, "the input `u` has none");
      await screen.waitFor(ended("answers.nn", "failed"));
      await inThemes(screen, everyTheme, async (theme) => {
        await screen.screenshot(`testing view ${theme}`);
      });
      await replace(editor, "x = 2", "x = 3");
      await eventually("no result of the text before", async () => {
        const shown = [
          ...(await screen.texts(inline)),
          ...(await screen.texts(failure)),
        ].join("\n");
        return /6\.283 !=|was cut off|has none/.test(shown) ? undefined : true;
      });
      await screen.screenshot("testing view after an edit");
      await commands.executeCommand("workbench.action.files.revert");
    },
  );

  itOnScreen("a check is run from the gutter", async (screen) => {
    await open("circuit.nn");
    await screen.click(".monaco-editor .testing-run-glyph");
    await screen.waitFor(".monaco-editor .codicon-testing-passed-icon");
    await screen.screenshot("testing gutter");
  });

  itOnScreen("a folder is run with everything in it", async (screen) => {
    await commands.executeCommand("workbench.view.testing.focus");
    await runRow(screen, "homework");
    await screen.waitFor(ended("homework", "failed"));
    await expand(screen, "homework");
    await screen.waitFor(ended("first.nn", "passed"));
    await screen.waitFor(ended("second.nn", "failed"));
    await expand(screen, "second.nn");
    await expand(screen, "Second");
    await screen.waitFor(ended("y == 7", "failed"));
    await screen.waitFor(ended("∂y/∂x == 3", "passed"));
    await inThemes(screen, ["light", "dark"], (theme) =>
      screen.screenshot(`testing view folder ${theme}`),
    );
  });

  itOnScreen(
    "a run that is cancelled ends at once, and says of no check that it passed or failed",
    async (screen) => {
      await commands.executeCommand("workbench.view.testing.focus");
      await runRow(screen, "long.nn");
      await screen.waitFor(
        `${row("long.nn")} .codicon-testing-queued-icon, ${row("long.nn")} .codicon-modifier-spin`,
      );
      await screen.screenshot("testing view running");
      await screen.click('.sidebar [aria-label^="Cancel Test Run"]');
      await screen.waitFor(ended("long.nn", "skipped"));
      await screen.screenshot("testing view cancelled");
      // The worker is free again: another file has its results.
      await expand(screen, "homework");
      await runRow(screen, "first.nn");
      await screen.waitFor(ended("first.nn", "passed"));
    },
  );

  itOnScreen("a check is traced from its gutter", async (screen) => {
    await open("circuit.nn");
    await screen.waitFor(".monaco-editor .testing-run-glyph");
    await screen.click(".monaco-editor .testing-run-glyph >> nth=1", {
      button: "right",
    });
    const item = '.monaco-menu [aria-label^="Debug Test"]';
    await screen.hover(item); // a menu that has just opened takes no click
    await screen.screenshot("testing gutter menu");
    await screen.click(item);
    await startedAt("Circuit: Nothing has been computed yet");
    await screen.screenshot("testing gutter traced");
    await clearUp();
    await eventually("no session", () =>
      debug.activeDebugSession ? undefined : true,
    );
  });
});
