// The packaged extension, freshly built, for a VS Code to install.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { root } from "../setup/dependencies.mjs";

/** Returns the path of the .vsix. */
export function packageExtension() {
  const vsix = path.join(root, "out/nn-live.vsix");
  mkdirSync(path.dirname(vsix), { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    "npm",
    ["run", "package", "--", "--out", vsix],
    { cwd: root, encoding: "utf8", shell: process.platform === "win32" },
  );
  if (status !== 0) throw new Error(`npm run package:\n${stdout}${stderr}`);
  return vsix;
}
