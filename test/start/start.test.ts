// `npm start` as a user runs it, where there is no desktop VS Code: the address works, nobody else gets in, and Ctrl-C
// leaves nothing behind.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const runs = path.join(root, ".cache/workbench");

let npm: ChildProcess;
let address: URL;

beforeAll(async () => {
  // In a process group of its own, as in a terminal: Ctrl-C reaches every process of it.
  npm = spawn("npm", ["start", "--", "--browser"], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined },
  });
  address = await printedAddress(npm);
});

afterAll(() => {
  if (npm.exitCode === null && npm.signalCode === null) pressCtrlC();
});

describe("npm start", () => {
  it("serves the workbench with the examples at the printed address", async () => {
    expect(address.hostname).toBe("127.0.0.1");
    expect(address.searchParams.get("folder")).toBe(
      path.join(root, "examples"),
    );
    expect(await statusOf(address)).toBe(302);
    const answer = await fetch(address, {
      headers: {
        cookie: `vscode-tkn=${address.searchParams.get("tkn") ?? ""}`,
      },
    });
    expect(await answer.text()).toContain("workbench");
  });

  it("lets nobody in without the token", async () => {
    expect(await statusOf(new URL("/", address))).toBe(403);
    expect(await statusOf(new URL("/?tkn=guess", address))).toBe(403);
  });

  it("has the packaged extension installed", () => {
    const installed = runFolders().flatMap((run) =>
      readdirSync(path.join(runs, run, "extensions")),
    );
    expect(installed.join()).toContain("nn-live.nn-live-");
  });

  it("ends everything at Ctrl-C", async () => {
    pressCtrlC();
    if (npm.exitCode === null) await once(npm, "exit");
    // npm does not wait for what it started.
    await vi.waitFor(async () => {
      await expect(fetch(address)).rejects.toThrow();
      expect(runFolders()).toEqual([]);
    }, 10_000);
  });
});

function runFolders(): string[] {
  return readdirSync(runs).filter((name) => name.startsWith("run-"));
}

function pressCtrlC(): void {
  if (npm.pid !== undefined) process.kill(-npm.pid, "SIGINT");
}

async function statusOf(url: URL): Promise<number> {
  const { status } = await fetch(url, { redirect: "manual" });
  return status;
}

function printedAddress({ stdout }: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let printed = "";
    stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /http:\S+/.exec(printed)?.[0];
      if (found !== undefined && printed.includes("Ctrl-C"))
        resolve(new URL(found));
    });
    stdout?.on("end", () => {
      reject(new Error(`npm start printed no address:\n${printed}`));
    });
  });
}
