// Runs a script of package.json as a process group of its own, so that it can be ended with all that it started.
import { spawn } from "node:child_process";
import { whenToldToStop } from "../setup/stopping.mjs";

/** A part that takes longer hangs: on a quiet machine the longest takes six minutes. */
const longestPart = 14 * 60_000;

/**
 * @param {string} script
 * @param {{ args?: string[]; quiet?: boolean }} [options] `quiet` collects the output instead of printing it
 * @returns {Promise<{ ok: boolean; output: string; seconds: number }>}
 */
export function runScript(script, { args = [], quiet = false } = {}) {
  const start = performance.now();
  const child = spawn("npm", ["run", "--silent", script, "--", ...args], {
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    detached: true,
    shell: process.platform === "win32",
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    });
  }
  const limit = setTimeout(() => {
    console.error(`${script} hangs: ended after ${longestPart / 60_000} min`);
    end(child, "SIGKILL");
  }, longestPart);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearTimeout(limit);
      running.delete(child);
      const seconds = (performance.now() - start) / 1000;
      resolve({ ok: code === 0, output, seconds });
    });
  });
}

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set();

whenToldToStop((signal) => {
  for (const child of running) end(child, signal);
  process.exit(1);
});

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // it has ended already
  }
}
