// Runs a script of package.json as a process of its own.
import { spawn } from "node:child_process";
import { whenToldToStop } from "../setup/stopping.mjs";

/**
 * @param {string} script
 * @param {{ args?: string[]; quiet?: boolean }} [options] `quiet` collects the output instead of printing it
 * @returns {Promise<{ ok: boolean; output: string; seconds: number }>}
 */
export function runScript(script, { args = [], quiet = false } = {}) {
  const start = performance.now();
  const child = spawn("npm", ["run", "--silent", script, "--", ...args], {
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    shell: process.platform === "win32",
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    });
  }
  return new Promise((resolve) => {
    child.on("close", (code) => {
      running.delete(child);
      const seconds = (performance.now() - start) / 1000;
      resolve({ ok: code === 0, output, seconds });
    });
  });
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

whenToldToStop((signal) => {
  for (const child of running) child.kill(signal);
  process.exit(1);
});
