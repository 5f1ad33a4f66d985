// Makes a fresh clone able to run: installs the npm packages when they are missing or differ from the lock file, and
// hands over to the Node that is one of them. Runs on Node 20 with nothing installed, so it imports only Node itself.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { whenToldToStop } from "./stopping.mjs";

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, "../..");

const executables = path.join(root, "node_modules/.bin");

/** The Node that everything runs on: the package `node`. */
const packagedNode = path.join(
  root,
  "node_modules/node/bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/**
 * Returns when the packages are installed and this process runs on the packaged Node. Otherwise installs them, runs
 * the same script there, and ends this process with its exit status.
 */
export async function prepare() {
  if (!isInstalled()) install();
  if (realpathSync(process.execPath) !== realpathSync(packagedNode)) {
    process.exit(await runAgain());
  }
  process.chdir(root);
}

/** Runs this script on the packaged Node, first on the path for what it starts. Resolves to its exit status. */
function runAgain() {
  const separator = path.delimiter;
  const child = spawn(packagedNode, process.argv.slice(1), {
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: `${executables}${separator}${process.env["PATH"] ?? ""}`,
    },
  });
  whenToldToStop((signal) => child.kill(signal));
  return /** @type {Promise<number>} */ (
    new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
      });
    })
  );
}

/** Whether node_modules holds what the lock file says: npm keeps a list of what it installed there. */
function isInstalled() {
  const found = packagesIn("node_modules/.package-lock.json");
  return (
    existsSync(packagedNode) &&
    Object.entries(packagesIn("package-lock.json")).every(
      ([place, { version, optional }]) =>
        place === "" || optional === true || found[place]?.version === version,
    )
  );
}

/** @typedef {{ packages: Record<string, { version?: string; optional?: boolean }> }} LockFile */

/** @param {string} file */
function packagesIn(file) {
  const place = path.join(root, file);
  if (!existsSync(place)) return {};
  const lock = /** @type {LockFile} */ (
    JSON.parse(readFileSync(place, "utf8"))
  );
  return lock.packages;
}

function install() {
  console.log("Installing packages (npm ci) …");
  const { status } = spawnSync(
    "npm",
    ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    },
  );
  if (status === 0 && existsSync(packagedNode)) return;
  console.error("npm ci did not succeed; its messages are above.");
  process.exit(1);
}
