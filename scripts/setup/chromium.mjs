// The browser that the workbench tests look through, and a font for it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findExecutable } from "./executables.mjs";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** Finds Chromium; on a Debian where we are root, installs what is missing. Returns its path. */
export function installChromium() {
  const isDebian = existsSync("/etc/debian_version");
  if (isDebian && process.getuid?.() === 0) {
    const missing = [
      ...(findChromium() === undefined ? ["chromium"] : []),
      ...(existsSync("/usr/share/fonts") ? [] : ["fonts-dejavu-core"]),
    ];
    if (missing.length > 0) aptInstall(missing);
  }
  const found = findChromium();
  if (found !== undefined) return found;
  throw new Error(
    "The workbench tests need Chromium or Chrome on the path, or its place in the variable CHROMIUM. " +
      "On Debian: apt-get install chromium fonts-dejavu-core",
  );
}

function findChromium() {
  const named = process.env["CHROMIUM"];
  if (named !== undefined) return named;
  return names.map(findExecutable).find((file) => file !== undefined);
}

/** @param {string[]} packages */
function aptInstall(packages) {
  console.log(`Installing ${packages.join(" and ")} (apt-get) …`);
  apt(["update"]);
  apt(["install", "-y", "--no-install-recommends", ...packages]);
}

/** @param {string[]} args */
function apt(args) {
  const { status, stdout, stderr } = spawnSync("apt-get", ["-q", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status === 0) return;
  throw new Error(`apt-get ${args.join(" ")}:\n${stdout}${stderr}`);
}
