// Runs VS Code's server, which serves the workbench to a browser: starts it, tells its address, ends it.
import { spawn, execFileSync } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { installCodeServer } from "../setup/code-server.mjs";

/**
 * @typedef {object} ServerFolders
 * @property {string} data user settings and the server's own state
 * @property {string} extensions
 */

/**
 * @typedef {object} ServerOptions
 * @property {ServerFolders} folders
 * @property {string[]} flags what differs between serving people and serving tests
 * @property {string} log the file that takes what the server prints
 * @property {NodeJS.ProcessEnv} [env]
 */

/** @typedef {{ port: number; ended: Promise<void>; stop(): Promise<void> }} Server */

/**
 * Starts the server on a free port of 127.0.0.1 and resolves when it listens.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer({ folders, flags, log, env }) {
  mkdirSync(path.dirname(log), { recursive: true });
  const output = createWriteStream(log);
  const server = spawn(
    process.execPath,
    [
      installCodeServer(),
      ...["--host", "127.0.0.1", "--port", "0"],
      "--accept-server-license-terms",
      ...["--telemetry-level", "off"],
      ...folderFlags(folders),
      ...flags,
    ],
    // A process group of its own, so that extension hosts and language servers can be ended with it.
    {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      env: env ?? process.env,
    },
  );
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) =>
    server.once("exit", () => {
      resolve();
    }),
  );
  server.stdout.pipe(output);
  server.stderr.pipe(output);

  /** @type {Promise<number>} */
  const listening = new Promise((resolve) => {
    let printed = "";
    server.stdout.on("data", (/** @type {Buffer} */ chunk) => {
      printed += chunk.toString();
      const port = /listening on (\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
  const port = await Promise.race([listening, ended]);
  if (port === undefined)
    throw new Error(`VS Code's server did not start; see ${log}`);
  await answering(port);

  return { port, ended, stop };

  async function stop() {
    signalGroup("SIGTERM");
    const patience = setTimeout(() => {
      signalGroup("SIGKILL");
    }, 3000);
    await ended;
    clearTimeout(patience);
    signalGroup("SIGKILL"); // whatever outlived the server
  }

  /** @param {NodeJS.Signals} signal */
  function signalGroup(signal) {
    try {
      if (server.pid !== undefined) process.kill(-server.pid, signal);
    } catch {
      // nothing left to end
    }
  }
}

/**
 * Resolves when the server, which listens already, answers.
 * @param {number} port
 */
async function answering(port) {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/version`);
    if (answer.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Installs a packaged extension for a server that is started with the same folders.
 * @param {string} vsix
 * @param {ServerFolders} folders
 */
export function installExtension(vsix, folders) {
  execFileSync(
    process.execPath,
    [
      installCodeServer(),
      ...folderFlags(folders),
      "--install-extension",
      vsix,
      "--force",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
}

/** @param {ServerFolders} folders */
function folderFlags({ data, extensions }) {
  return [
    ...["--server-data-dir", path.join(data, "server")],
    ...["--user-data-dir", data],
    ...["--extensions-dir", extensions],
  ];
}
