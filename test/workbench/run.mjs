// Runs the suite in a real VS Code, against the packaged extension, as users get it. Prints every test, leaves the report in
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
import { findVSCode } from "./vscode.mjs";

/**
 * As Mocha writes it.
 * @typedef {{ tests: { fullTitle: string; duration?: number; err: { stack?: string } }[] }} Report
 */

const suite = path.join(root, "out/workbench");
const report = path.join(root, "out/workbench.json");

failInWords();
rmSync(suite, { recursive: true, force: true });
rmSync(report, { force: true });
await bundleSuite();
const vsix = packageExtension();
const { executable, install } = await findVSCode();

// In a short folder of its own: VS Code makes sockets there, whose paths may not be long.
const place = mkdtempSync(path.join(tmpdir(), "nn-"));
const folders = {
  data: path.join(place, "data"),
  extensions: path.join(place, "extensions"),
};
const workspace = path.join(place, "workspace");
try {
  cpSync(path.join(import.meta.dirname, "workspace"), workspace, {
    recursive: true,
  });
  writeSettings();
  install(vsix, folders);
  await run();
} finally {
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}
printReport();

async function run() {
  try {
    await runTests({
      vscodeExecutablePath: executable,
      // VS Code runs tests only beside an extension in development; ours is installed.
      extensionDevelopmentPath: path.join(
        import.meta.dirname,
        "empty-extension",
      ),
      extensionTestsPath: path.join(suite, "index.cjs"),
      extensionTestsEnv: {
        NN_WORKBENCH_REPORT: report,
        NN_WORKBENCH_ONLY: process.argv[2] ?? "",
      },
      launchArgs: [
        workspace,
        `--user-data-dir=${folders.data}`,
        `--extensions-dir=${folders.extensions}`,
      ],
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    process.exitCode = 1;
  }
}

/** Every test file is a bundle of its own, which Mocha loads. */
async function bundleSuite() {
  await build({
    entryPoints: [path.join(import.meta.dirname, "suite/*.ts")],
    outdir: suite,
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

function writeSettings() {
  const user = path.join(folders.data, "User");
  mkdirSync(user, { recursive: true });
  const settings = readFileSync(
    path.join(import.meta.dirname, "settings.json"),
  );
  writeFileSync(path.join(user, "settings.json"), settings);
}

function printReport() {
  if (!existsSync(report)) {
    console.error("The suite did not run to its end; see the logs in out/.");
    process.exitCode = 1;
    return;
  }
  const { tests } = /** @type {Report} */ (
    JSON.parse(readFileSync(report, "utf8"))
  );
  for (const { fullTitle, duration, err } of tests) {
    if (duration === undefined) console.log(`  - ${fullTitle}`);
    else if (err.stack === undefined)
      console.log(`  ✓ ${fullTitle} (${duration} ms)`);
    else console.log(`  ✗ ${fullTitle}\n${err.stack}`);
  }
}
