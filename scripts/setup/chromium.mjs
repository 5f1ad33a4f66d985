// The browser that the workbench tests look through.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** Finds Chromium, installing it on a Debian where we are root. Returns its path. */
export function installChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const root = process.getuid?.() === 0;
  if (!root || !existsSync("/etc/debian_version")) {
    throw new Error(
      "The workbench tests need Chromium or Chrome on the PATH (or its path in CHROMIUM). " +
        "On Debian: apt-get install chromium fonts-dejavu-core",
    );
  }
  console.log("Installing Chromium (apt-get) …");
  apt(["update"]);
  apt([
    "install",
    "-y",
    "--no-install-recommends",
    "chromium",
    "fonts-dejavu-core",
  ]);
  const installed = findChromium();
  if (installed === undefined)
    throw new Error("apt-get installed no Chromium.");
  return installed;
}

function findChromium() {
  const named = process.env["CHROMIUM"];
  if (named !== undefined) return named;
  return names.map(findExecutable).find((file) => file !== undefined);
}

/**
 * The path of a program on the PATH.
 * @param {string} name
 */
export function findExecutable(name) {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders
    .map((folder) => path.join(folder, name))
    .find((file) => isExecutable(file));
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string[]} args */
function apt(args) {
  const { status, stdout, stderr } = spawnSync("apt-get", ["-q", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0)
    throw new Error(`apt-get ${args.join(" ")}:\n${stdout}${stderr}`);
}
