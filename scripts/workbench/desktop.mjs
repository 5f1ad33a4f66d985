// Opens the examples in the desktop's VS Code, with the extension from this folder.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { root } from "../setup/dependencies.mjs";
import { findExecutable } from "../setup/executables.mjs";

/** Returns whether there is a `code` and it opened them. */
export function openOnDesktop() {
  const code = findExecutable("code");
  if (code === undefined) return false;
  console.log("Building …");
  if (!run(process.execPath, [path.join(root, "scripts/build.mjs")])) {
    process.exit(1);
  }
  const opened = run(code, [
    `--extensionDevelopmentPath=${root}`,
    "--new-window",
    path.join(root, "examples"),
  ]);
  console.log(
    opened
      ? "VS Code opens the examples."
      : `${code} did not open the examples; a browser will do.`,
  );
  return opened;
}

/**
 * Returns whether it succeeded.
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const shell = process.platform === "win32";
  return spawnSync(program, args, { stdio: "inherit", shell }).status === 0;
}
