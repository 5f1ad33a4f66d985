// VS Code's own server and web workbench, for machines where the desktop build is missing or cannot be downloaded: they
// are inside the npm package `code-server`. Kept in the git-ignored folder .cache/.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { root } from "./dependencies.mjs";

const version = "4.139.1";
const cache = path.join(root, ".cache");
const folder = path.join(cache, `code-server-${version}`);

/** Installs the server where it is missing. Returns the script that starts it. */
export function installCodeServer() {
  const entry = path.join(folder, "out/server-main.js");
  if (existsSync(entry)) return entry;
  console.log(`Installing VS Code's web workbench (code-server ${version}) …`);
  mkdirSync(cache, { recursive: true });
  // Renamed into its place only when it is complete: an interrupted installation is done again.
  const unfinished = mkdtempSync(path.join(cache, "unfinished-"));
  try {
    fetchInto(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(entry)) throw error; // otherwise another process was faster
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return entry;
}

/**
 * Only lib/vscode of the package is needed. Its lock file is incomplete, hence `install` and not `ci`; without scripts,
 * as these would compile native modules that the server does without.
 * @param {string} target
 */
function fetchInto(target) {
  const quiet = ["--silent", "--no-audit", "--no-fund"];
  npm(target, ["pack", `code-server@${version}`, ...quiet]);
  const archive = `code-server-${version}.tgz`;
  execFileSync(
    "tar",
    ["-xzf", archive, "--strip-components=3", "package/lib/vscode"],
    { cwd: target },
  );
  rmSync(path.join(target, archive));
  npm(target, ["install", "--omit=dev", "--ignore-scripts", ...quiet]);
}

/**
 * @param {string} cwd
 * @param {string[]} args
 */
function npm(cwd, args) {
  execFileSync("npm", args, {
    cwd,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
}
