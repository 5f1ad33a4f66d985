// Opens the examples in the desktop's VS Code, with the extension from this folder.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { findExecutable } from "../setup/executables.mjs";
import { root } from "../setup/dependencies.mjs";

/** Returns whether there is a `code` that opened them. */
export function openOnDesktop() {
  const code = findExecutable("code");
  if (code === undefined) return false;
  run(process.execPath, [path.join(root, "scripts/build.mjs")]);
  const examples = path.join(root, "examples");
  run(code, [`--extensionDevelopmentPath=${root}`, "--new-window", examples]);
  console.log("VS Code opens the examples.");
  return true;
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const { status } = spawnSync(program, args, {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(1);
}
