// The parts of `npm test`. Each prints its result and resolves to what it counted.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { runScript } from "./run-script.mjs";

/** @typedef {{ passed: number; failed: number }} Tally */

const workbenchReport = "out/workbench.json";

/**
 * A check that passes or fails as a whole, as one test. What it prints is of interest only if it fails.
 * @param {string} script its name in package.json
 * @returns {Promise<Tally>}
 */
export async function runCheck(script) {
  const { ok, output, seconds } = await runScript(script, { quiet: true });
  if (!ok) console.log(output);
  return report(script, seconds, ok ? { passed: 1, failed: 0 } : broken);
}

/**
 * @param {string} part
 * @param {string} script its name in package.json, which runs Vitest
 * @returns {Promise<Tally>}
 */
export async function runVitest(part, script) {
  const file = `out/${script.replace(":", "-")}.json`;
  const args = [
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  rmSync(file, { force: true });
  const { ok, seconds } = await runScript(script, { args });
  return report(part, seconds, tallyOf(ok, file, countVitest));
}

/** @returns {Promise<Tally>} */
export async function runWorkbenchTests() {
  rmSync(workbenchReport, { force: true });
  const { ok, seconds } = await runScript("test:workbench");
  const tally = tallyOf(ok, workbenchReport, countWorkbench);
  return report("workbench", seconds, tally);
}

const broken = { passed: 0, failed: 1 };

/**
 * The report's numbers. A run that failed although no test did, or that left no report, counts as one failure.
 * @template Report
 * @param {boolean} ok
 * @param {string} file
 * @param {(report: Report) => Tally} count
 * @returns {Tally}
 */
function tallyOf(ok, file, count) {
  if (!existsSync(file)) return broken;
  const tally = count(
    /** @type {Report} */ (JSON.parse(readFileSync(file, "utf8"))),
  );
  return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/**
 * A test file that cannot be loaded has failed without any test in it.
 * @param {{ numPassedTests: number; numFailedTests: number; testResults: { status: string; assertionResults: unknown[] }[] }} report
 * @returns {Tally}
 */
function countVitest({ numPassedTests, numFailedTests, testResults }) {
  const unloadable = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloadable.length,
  };
}

/**
 * @param {{ stats: { passes: number; failures: number } }} report
 * @returns {Tally}
 */
function countWorkbench({ stats }) {
  return { passed: stats.passes, failed: stats.failures };
}

/**
 * @param {string} part
 * @param {number} seconds
 * @param {Tally} tally
 */
function report(part, seconds, tally) {
  const mark = tally.failed === 0 ? "✓" : "✗";
  const counted = `${tally.passed} passed, ${tally.failed} failed`;
  console.log(`${mark} ${part}: ${counted} (${seconds.toFixed(1)} s)`);
  return tally;
}
