// Serves the examples in VS Code's web workbench, with the packaged extension installed, until it is told to stop. Only
// who has the printed address gets in: it carries a random token, as the workbench can open a terminal.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../setup/dependencies.mjs";
import { findExecutable } from "../setup/executables.mjs";
import { whenToldToStop } from "../setup/stopping.mjs";
import { packageExtension } from "./package.mjs";
import { installExtension, startServer } from "./server.mjs";

const place = path.join(root, ".cache/workbench");

/** Resolves when the server has ended. */
export async function openInBrowser() {
  console.log("Building …");
  const vsix = packageExtension();
  mkdirSync(place, { recursive: true });
  const run = mkdtempSync(path.join(place, "run-"));
  try {
    await serve(vsix, run);
  } finally {
    rmSync(run, { recursive: true, force: true });
  }
}

/**
 * @param {string} vsix
 * @param {string} run a folder for what this run alone needs; settings outlive it
 */
async function serve(vsix, run) {
  const folders = {
    data: path.join(place, "data"),
    extensions: path.join(run, "extensions"),
  };
  installExtension(vsix, folders);

  const token = randomBytes(24).toString("hex");
  // In a file, as arguments can be read by every user of the machine.
  const tokenFile = path.join(run, "token");
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const server = await startServer({
    folders,
    flags: ["--connection-token-file", tokenFile],
    log: path.join(place, "server.log"),
  });
  whenToldToStop(() => void server.stop());

  const examples = encodeURIComponent(path.join(root, "examples"));
  const address = `http://127.0.0.1:${server.port}/?tkn=${token}&folder=${examples}`;
  console.log(
    `\nVS Code with the examples:\n\n  ${address}\n\nCtrl-C ends it.`,
  );
  openDefaultBrowser(address);
  await server.ended;
}

/**
 * Where there is a display.
 * @param {string} address
 */
function openDefaultBrowser(address) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay = DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
  const opener =
    process.platform === "darwin"
      ? "open"
      : hasDisplay
        ? findExecutable("xdg-open")
        : undefined;
  if (opener === undefined) return;
  spawn(opener, [address], { stdio: "ignore", detached: true })
    .on("error", () => undefined) // the address is printed anyway
    .unref();
}
