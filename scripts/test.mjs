// `npm test`: everything, from nothing installed to the suite inside a real VS Code. Prints each part's result and ends with
// one line, `N passed, N failed`; the exit status is 0 only where nothing failed.
import { prepare } from "./setup/dependencies.mjs";

await prepare();
// Only now are there packages to import.
const { runCheck, runVitest, runWorkbenchTests } =
  await import("./testing/parts.mjs");

const checks = [
  await runCheck("build"),
  ...(await Promise.all([
    runCheck("typecheck"),
    runCheck("lint"),
    runCheck("format:check"),
  ])),
];
const results = [
  ...checks,
  await runVitest("unit tests", "test:unit"),
  await runVitest("npm start", "test:start"),
  await runWorkbenchTests(),
];

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
