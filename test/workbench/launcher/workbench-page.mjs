// The workbench in headless Chromium: opens the page that runs the tests and resolves to the run's exit status.
import { chromium } from "playwright-core";
import { installChromium } from "../../../scripts/setup/chromium.mjs";

/** @typedef {import("./arguments.mjs").Arguments} Arguments */

export async function startBrowser() {
  return chromium.launch({
    executablePath: installChromium(),
    args: [
      "--no-sandbox", // Chromium refuses to run as root with it
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * @param {import("playwright-core").Page} page
 * @param {Arguments} options
 * @param {number} port the server's
 * @param {(severity: string, args: unknown[]) => void} print takes what the extension host prints
 * @returns {Promise<number>} the exit status of the test run
 */
export async function runTestsIn(page, options, port, print) {
  /** @type {Promise<number>} */
  const finished = new Promise((resolve) => {
    void page.exposeFunction("codeAutomationExit", resolve);
  });
  await page.exposeFunction("codeAutomationLog", print);
  await page.goto(addressOf(options, port));
  return finished;
}

/**
 * @param {Arguments} options
 * @param {number} port
 */
function addressOf({ developmentPaths, testsPath, folder }, port) {
  const remote = (/** @type {string} */ file) =>
    `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ...developmentPaths.map((file) => [
      "extensionDevelopmentPath",
      remote(file),
    ]),
    ["extensionTestsPath", remote(testsPath)],
    ["skipWelcome", "true"],
  ];
  const query = new URLSearchParams({
    folder,
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}
