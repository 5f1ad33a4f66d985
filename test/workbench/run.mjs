// Runs the tests in a real VS Code, against the packaged extension, as users get it. Prints every test, leaves the report in
// out/workbench.json, and ends with a status that is not 0 when a test failed. An argument is a part of the titles of the
// tests to run.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { TestRunFailedError, runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { root } from "../../scripts/setup/dependencies.mjs";
import { failInWords } from "../../scripts/setup/failing.mjs";
import { packageExtension } from "../../scripts/workbench/package.mjs";
import { sessions } from "./sessions.mjs";
import { findVSCode } from "./vscode.mjs";

/**
 * As Mocha writes it.
 * @typedef {object} Report
 * @property {{ passes: number; failures: number }} stats
 * @property {{ fullTitle: string; duration?: number; currentRetry?: number; err: { stack?: string } }[]} tests
 */
/** @typedef {import("./sessions.mjs").Session} Session */

const bundles = path.join(root, "out/workbench");
const report = path.join(root, "out/workbench.json");

failInWords();
rmSync(bundles, { recursive: true, force: true });
rmSync(report, { force: true });
const vsix = packageExtension();
const { executable, install, canRestrict } = await findVSCode();
/** @type {Report} */
const all = { stats: { passes: 0, failures: 0 }, tests: [] };
for (const session of sessions) {
  if (!session.isTrusted && !canRestrict) {
    console.log(`The tests in ${session.tests}/ need the stand-in: left out.`);
    continue;
  }
  await bundle(session);
  await runSession(session);
}
writeFileSync(report, JSON.stringify(all));

/** @param {Session} session */
async function runSession({ tests, workspace, settings, isTrusted }) {
  // In a short folder of its own: VS Code makes sockets there, whose paths may not be long.
  const place = mkdtempSync(path.join(tmpdir(), "nn-"));
  const folders = {
    data: path.join(place, "data"),
    extensions: path.join(place, "extensions"),
  };
  const opened = path.join(place, "workspace");
  const found = path.join(place, "report.json");
  try {
    cpSync(path.join(import.meta.dirname, workspace), opened, {
      recursive: true,
    });
    writeSettings(folders.data, settings);
    install(vsix, folders);
    await run(tests, found, [
      opened,
      `--user-data-dir=${folders.data}`,
      `--extensions-dir=${folders.extensions}`,
      // Of the stand-in. What starts tests on the desktop has every workspace trusted.
      ...(isTrusted ? [] : ["--enable-workspace-trust"]),
    ]);
    addReport(found);
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} tests
 * @param {string} found takes the report
 * @param {string[]} launchArgs
 */
async function run(tests, found, launchArgs) {
  try {
    await runTests({
      vscodeExecutablePath: executable,
      // VS Code runs tests only beside an extension in development; ours is installed.
      extensionDevelopmentPath: path.join(
        import.meta.dirname,
        "empty-extension",
      ),
      extensionTestsPath: path.join(bundles, tests, "index.cjs"),
      extensionTestsEnv: {
        NN_WORKBENCH_REPORT: found,
        NN_WORKBENCH_ONLY: process.argv[2] ?? "",
      },
      launchArgs,
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    process.exitCode = 1;
  }
}

/**
 * Every test file is a bundle of its own, which Mocha loads.
 * @param {Session} session
 */
async function bundle({ tests }) {
  await build({
    entryPoints: [
      path.join(import.meta.dirname, "suite/index.ts"),
      path.join(import.meta.dirname, tests, "*.test.ts"),
    ],
    entryNames: "[name]",
    outdir: path.join(bundles, tests),
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}

/**
 * @param {string} data
 * @param {Record<string, unknown>} settings
 */
function writeSettings(data, settings) {
  const user = path.join(data, "User");
  mkdirSync(user, { recursive: true });
  const common = /** @type {Record<string, unknown>} */ (
    JSON.parse(
      readFileSync(path.join(import.meta.dirname, "settings.json"), "utf8"),
    )
  );
  const together = JSON.stringify({ ...common, ...settings });
  writeFileSync(path.join(user, "settings.json"), together);
}

/** @param {string} found */
function addReport(found) {
  if (!existsSync(found)) {
    console.error("The tests did not run to their end; see the logs in out/.");
    process.exitCode = 1;
    all.stats.failures += 1;
    return;
  }
  const { stats, tests } = /** @type {Report} */ (
    JSON.parse(readFileSync(found, "utf8"))
  );
  all.stats.passes += stats.passes;
  all.stats.failures += stats.failures;
  all.tests.push(...tests);
  const first = /** @type {Record<string, string>} */ (
    JSON.parse(readFileSync(`${found}.first`, "utf8"))
  );
  for (const { fullTitle, duration, currentRetry = 0, err } of tests) {
    const again = currentRetry > 0 ? ", at the second attempt" : "";
    if (again !== "") console.log(`  ↻ ${fullTitle}\n${first[fullTitle]}`);
    if (duration === undefined) console.log(`  - ${fullTitle}`);
    else if (err.stack === undefined)
      console.log(`  ✓ ${fullTitle} (${duration} ms${again})`);
    else console.log(`  ✗ ${fullTitle}\n${err.stack}`);
  }
}
