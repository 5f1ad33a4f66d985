// Which VS Code the suite runs in: the desktop build where it can be downloaded and has a display, otherwise the stand-in
// that shows VS Code's own workbench in Chromium.
import { spawnSync } from "node:child_process";
import path from "node:path";
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
} from "@vscode/test-electron";
import { root } from "../../scripts/setup/dependencies.mjs";
import { installExtension } from "../../scripts/workbench/server.mjs";

/**
 * @typedef {object} VSCode
 * @property {string} executable
 * @property {(vsix: string, folders: Folders) => void} install
 * @property {boolean} canRestrict whether tests can run in a workspace that is not trusted
 */

/** @typedef {{ data: string; extensions: string }} Folders */

/** @returns {Promise<VSCode>} */
export async function findVSCode() {
  const desktop = hasDisplay() ? await downloadDesktop() : undefined;
  if (desktop === undefined) {
    return {
      executable: path.join(import.meta.dirname, "launcher/code.mjs"),
      install: installExtension,
      canRestrict: true,
    };
  }
  return {
    executable: desktop,
    canRestrict: false,
    install(vsix, { data, extensions }) {
      const [program = desktop, ...args] =
        resolveCliArgsFromVSCodeExecutablePath(desktop);
      const own = args.filter(
        (arg) => !/^--(user-data|extensions)-dir/.test(arg),
      );
      const folders = [
        `--user-data-dir=${data}`,
        `--extensions-dir=${extensions}`,
      ];
      const { status, stderr } = spawnSync(
        program,
        [...own, ...folders, "--install-extension", vsix],
        { encoding: "utf8", shell: process.platform === "win32" },
      );
      if (status !== 0) throw new Error(stderr);
    },
  };
}

function hasDisplay() {
  if (process.env["NN_WORKBENCH"] === "browser") return false;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return (
    process.platform !== "linux" ||
    DISPLAY !== undefined ||
    WAYLAND_DISPLAY !== undefined
  );
}

async function downloadDesktop() {
  try {
    return await downloadAndUnzipVSCode({
      version: "stable",
      cachePath: path.join(root, ".cache/desktop"),
      timeout: 15_000,
    });
  } catch {
    console.log("Desktop VS Code cannot be downloaded here.");
    return undefined;
  }
}
